#include "app/consent_paper.hpp"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QStandardPaths>
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_macros.hpp>

#include "support/temp_folder.hpp"

using namespace landfall;

namespace {
const QDate today(2026, 3, 12);

patient::ConsentCopy signedCopy() {
    return {.title = "Taking part",
            .notice = "This text is a template.",
            .isTemplate = true,
            .document = "study",
            .version = "1.0.0",
            .language = "en",
            .sha256 = std::string(64, 'a'),
            .sections = {{"What is known",
                          {{"Scores fell <b>more</b> & sooner.", "low", "Nature Medicine 2026"}}},
                         {"Your rights", {{"You may stop at any time.", "", ""}}}},
            .questions = {{"When may you stop?", "At any time, without a reason"}},
            .tries = 2,
            .optIns = {{"For further research.", "declined", "2026-03-12T09:40:00+01:00"},
                       {"Call a person I trust.", "", ""}},
            .signedName = "Robin Beispiel-Ünal",
            .signedAt = "2026-03-12T09:40:00+01:00",
            .countersignedBy = {},
            .countersignedAt = {},
            .withdrawnAt = {},
            .dataChoice = {}};
}

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}
}  // namespace

TEST_CASE("the paper holds everything the copy holds, as plain text") {
    const auto text = app::consentPaper(signedCopy())->toPlainText();
    for (const char* words :
         {"Taking part", "This text is a template.", "Document study, version 1.0.0",
          "What is known", "Scores fell <b>more</b> & sooner.",
          "How well it is known: not well yet", "Source: Nature Medicine 2026",
          "You may stop at any time.", "When may you stop?", "At any time, without a reason",
          "For further research.", "No, ", "Not asked yet", "Robin Beispiel-Ünal",
          "Not signed by the clinic yet.", "aaaaaaaa"}) {
        INFO(words);
        CHECK(text.contains(QString::fromUtf8(words)));
    }
    CHECK_FALSE(text.contains("Withdrawn"));
}

TEST_CASE("nothing signed and a withdrawal are said") {
    auto copy = signedCopy();
    copy.signedName.clear();
    CHECK(app::consentPaper(copy)->toPlainText().contains("Nothing is signed."));
    copy = signedCopy();
    copy.countersignedBy = "Dr Lin";
    copy.countersignedAt = "2026-03-13T10:00:00+01:00";
    copy.withdrawnAt = "2026-04-01T10:00:00+01:00";
    copy.dataChoice = "erase";
    const auto text = app::consentPaper(copy)->toPlainText();
    CHECK(text.contains("Signed by the clinic: Dr Lin"));
    CHECK(text.contains("Withdrawn on "));
    CHECK(text.contains("to be erased as far as the law allows"));
}

TEST_CASE("a PDF is written whole, and one that is there is never written over") {
    const support::TempFolder folder;
    const auto place = QString::fromStdString((folder.path() / "Documents").string());
    const auto first = app::writeConsentPdf(signedCopy(), place, today);
    REQUIRE(first.has_value());
    CHECK(first->endsWith("Landfall consent 2026-03-12.pdf"));
    const auto bytes = bytesOf(*first);
    CHECK(bytes.startsWith("%PDF-1"));
    CHECK(bytes.trimmed().endsWith("%%EOF"));
    CHECK(bytes.count("/Type /Page\n") >= 1);
    CHECK(bytes.size() > 4'000);
    const auto second = app::writeConsentPdf(signedCopy(), place, today);
    REQUIRE(second.has_value());
    CHECK(*second != *first);
    CHECK(bytesOf(*first) == bytes);
    CHECK(QDir(place).entryList(QDir::Files).size() == 2);
}

TEST_CASE("a long consent goes over several pages") {
    const support::TempFolder folder;
    auto copy = signedCopy();
    for (int i = 0; i < 200; ++i)
        copy.sections[1].paragraphs.push_back({"You may ask anything and take your time.", "", ""});
    const auto path =
        app::writeConsentPdf(copy, QString::fromStdString(folder.path().string()), today);
    REQUIRE(path.has_value());
    CHECK(bytesOf(*path).count("/Type /Page\n") > 3);
}

TEST_CASE("its words can be found in it by another program") {
    const auto reader = QStandardPaths::findExecutable("pdftotext");
    REQUIRE_FALSE(reader.isEmpty());  // Debian's poppler-utils
    const support::TempFolder folder;
    const auto path =
        app::writeConsentPdf(signedCopy(), QString::fromStdString(folder.path().string()), today);
    REQUIRE(path.has_value());
    QProcess process;
    process.start(reader, {*path, "-"});
    REQUIRE(process.waitForFinished());
    const auto text = QString::fromUtf8(process.readAllStandardOutput());
    CHECK(text.contains("You may stop at any time."));
    CHECK(text.contains(QString::fromUtf8("Robin Beispiel-Ünal")));
}

TEST_CASE("a folder that cannot be made is an error and no half file") {
    const support::TempFolder folder;
    const auto file = QString::fromStdString((folder.path() / "taken").string());
    {
        QFile taken(file);
        REQUIRE(taken.open(QIODevice::WriteOnly));
    }
    CHECK(app::writeConsentPdf(signedCopy(), file + "/Documents", today).has_error());
}

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    return Catch::Session().run(argc, argv);
}
