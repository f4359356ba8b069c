"""For every rule a place that breaks it and one that keeps it: the proof that the rule can fail and can pass."""

RELEASED = "# what was released\n6f84af4af99184b0280577a650e628c33888d13a3920a6237525db5a68445dcc  phone/0001_a.sql\n"

# rule name: [(path, text, True when the rule must find something there, other files that stand beside it)]
PLANTED = {
    "include table": [
        ("shared/landfall/base/a.cpp", '#include "landfall/fhir/json.hpp"\n', True),
        ("shared/landfall/sync/a.cpp", '#include "landfall/store/records.hpp"\n', True),
        ("shared/landfall/novel/a.cpp", '#include "landfall/base/result.hpp"\n', True),
        ("shared/landfall/store/a.cpp", "#include <sqlite3.h>\n", True),
        ("shared/landfall/patient/a.cpp", "#include <QString>\n", True),
        ("shared/landfall/sync/b.cpp", "#include <boost/beast/http.hpp>\n", True),
        ("clinic/server/a.cpp", '#include "landfall/keys/key_file.hpp"\n', True),
        ("clinic/server/b.cpp", "#include <QtCore/QString>\n", True),
        ("mobile/viewmodels/a.cpp", '#include "landfall/store/records.hpp"\n', True),
        ("mobile/viewmodels/b.cpp", "#include <QQuickItem>\n", True),
        ("mobile/headless/a.cpp", "#include <QCoreApplication>\n", True),
        ("mobile/viewmodels/c.cpp", '#include "landfall/db/fault.hpp"\n#include <QObject>\n', False),
        ("shared/landfall/store/b.cpp", '#include "landfall/db/database.hpp"\n#include "landfall/store/x.hpp"\n', False),
        ("shared/landfall/db/a.cpp", '#include <sqlite3.h>\n// #include "landfall/store/x.hpp"\n', False),
    ],
    "link lists": [
        ("shared/landfall/sync/CMakeLists.txt", "landfall_library(sync SOURCES a.cpp PUBLIC Landfall::net)\n", True),
        ("clinic/server/CMakeLists.txt", "target_link_libraries(x PRIVATE landfall_keys)\n", True),
        ("clinic/server/http/CMakeLists.txt", "target_link_libraries(x PRIVATE Qt6::Core)\n", True),
        ("shared/landfall/net/CMakeLists.txt", "landfall_library(net PUBLIC Landfall::sync PRIVATE Landfall::beast)\n", False),
    ],
    "qml imports": [
        ("qml/Controls/A.qml", "import Landfall.ViewModels\n", True),
        ("qml/Pages/A.qml", "import Landfall.App\n", True),
        ("qml/Pages/B.qml", "import QtQuick\nimport QtQuick.Layouts\nimport Landfall.Controls\n", False),
    ],
    "no built SQL": [
        ("shared/landfall/store/a.cpp", 'run("SELECT id FROM record WHERE id = \'" + id + "\'");\n', True),
        ("clinic/server/store/a.cpp", 'sql = base + " WHERE patient = 1";\n', True),
        ("clinic/server/store/b.cpp", 'fmt::format("DELETE FROM {}", table);\n', True),
        ("clinic/server/store/c.cpp", 'run(R"sql(SELECT 1)sql" + tail);\n', True),
        ("clinic/server/store/d.cpp", '// house(sql): one of two constants\nsql = base + " WHERE a = 1";\n', False),
        ("shared/landfall/store/b.cpp", 'run("SELECT id FROM record WHERE id = ?1", id);\n', False),
        ("shared/landfall/store/c.cpp", '// "SELECT 1" + never\nconst auto text = "Select an answer " + name;\n', False),
    ],
    "no std::regex": [
        ("clinic/server/a.cpp", "#include <regex>\n", True),
        ("tests/unit/a.cpp", "std::regex pattern;\n", True),
        ("shared/landfall/fhir/a.cpp", "// std::regex would overflow\nre2::RE2 pattern;\n", False),
    ],
    "clock is a port": [
        ("shared/landfall/sync/a.cpp", "auto now = std::chrono::system_clock::now();\n", True),
        ("shared/landfall/sync/b.cpp", "auto now = time(nullptr);\n", True),
        ("shared/landfall/base/clock.cpp", "auto now = std::chrono::system_clock::now();\n", False),
        ("shared/landfall/sync/c.cpp", "auto now = clock.now();\n", False),
    ],
    "no context property": [
        ("mobile/app/main.cpp", 'engine.rootContext()->setContextProperty("app", &app);\n', True),
        ("mobile/app/b.cpp", "engine.setInitialProperties({});\n", False),
    ],
    "text is plain": [
        ("qml/Pages/A.qml", "Item {\n    Text { text: model.words }\n}\n", True),
        ("qml/Pages/B.qml", "Label {\n    Item { property int textFormat: 0 }\n    text: words\n}\n", True),
        ("qml/Controls/C.qml", "Text { textFormat: Text.StyledText }\n", True),
        ("qml/Controls/D.qml", "T.Label { text: words }\n", True),
        ("qml/Controls/F.qml", "// house(text): measures only\nText { id: measure }\n", False),
        ("qml/Controls/E.qml", "Text {\n    textFormat: Text.PlainText\n    text: words\n}\nProse { text: words }\n", False),
    ],
    "no sleeps in tests": [
        ("tests/unit/a_test.cpp", "std::this_thread::sleep_for(1s);\n", True),
        ("tests/viewmodels/a_test.cpp", "QTest::qWait(50);\n", True),
        ("tests/qml/tst_A.qml", "function test_a() { wait(100) }\n", True),
        ("clinic/web/tests/a.mjs", "await page.waitForTimeout(100);\n", True),
        ("clinic/web/tests/b.ts", "await new Promise((done) => setTimeout(done, 500));\n", True),
        ("clinic/web/tests/c.ts", "await new Promise((done) => setTimeout(done, 25));\n", False),
        ("tests/viewmodels/b_test.cpp", "QTest::qWaitFor([&] { return done; });\n", False),
        ("tests/qml/tst_B.qml", "tryCompare(item, 'text', 'x'); waitForRendering(item)\n", False),
    ],
    "migrations are frozen": [
        ("shared/migrations/released.sha256", RELEASED, True),
        ("shared/migrations/released.sha256", RELEASED, True, {"shared/migrations/phone/0001_a.sql": "CREATE TABLE a(c);\n"}),
        ("shared/migrations/released.sha256", RELEASED, False, {"shared/migrations/phone/0001_a.sql": "CREATE TABLE a(b);\n"}),
    ],
    "names say something": [
        ("shared/landfall/sync/a.hpp", "class SyncManager {\n};\n", True),
        ("mobile/viewmodels/a.hpp", "struct PatientInfo final {\n};\n", True),
        ("mobile/viewmodels/b.hpp", "class QQuickViewData;\nclass Database {\n};\n", False),
    ],
    "no marks left behind": [
        ("shared/landfall/sync/a.cpp", "// TODO: retry\n", True),
        ("clinic/web/src/a.ts", "// not implemented\n", True),
        ("docs/a.md", "FIXME later\n", True),
        ("qml/Pages/A.qml", "    // a fixed width for now\n", True),
        ("qml/Pages/B.qml", "TextField { placeholderText: words }\n", False),
    ],
    "words a patient reads": [
        ("qml/Pages/A.qml", 'Prose { text: qsTr("This can cure you.") }\n', True),
        ("mobile/viewmodels/a.cpp", 'return tr("You are safe.");\n', True),
        ("shared/instruments/x/1.json", '{"item": [{"text": "Did you commit suicide"}]}', True),
        ("shared/contacts/x.json", "{", True),
        ("qml/Pages/B.qml", '// never "cure"\nProse { text: qsTr("My safety plan is secure.") }\n', False),
        ("shared/instruments/y/1.json", '{"copyright": "low risk is their word", "item": [{"text": "Feeling tired"}]}', False),
    ],
    "stands alone": [
        ("docs/a.md", "See ../../elsewhere/design.md\n", True),
        ("README.md", "See ../notes.md\n", True),
        ("tools/x", "cp /home/somebody/x .\n", True),
        ("docs/b.md", "See ../README.md and https://example.org/home/page\n", False),
    ],
}
