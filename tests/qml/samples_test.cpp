// The sample view models of the gallery promise what the real ones do: the same properties, signals
// and invokables by name. Without this a page could be tested against something that is not there.
#include <QGuiApplication>
#include <QMetaMethod>
#include <QMetaProperty>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QUrl>
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_macros.hpp>
#include <memory>

#include "shell_model.hpp"

namespace landfall::viewmodels {
namespace {

std::unique_ptr<QObject> sampleOf(QQmlEngine& engine, const QMetaObject& real) {
    const QString type = QString::fromLatin1(real.className()).section("::", -1);
    QQmlComponent component(
        &engine, QUrl("qrc:/qt/qml/Landfall/ViewModels/" + type + QStringLiteral(".qml")));
    std::unique_ptr<QObject> sample(component.create());
    INFO(component.errorString().toStdString());
    REQUIRE(sample != nullptr);
    return sample;
}

bool hasMethod(const QMetaObject& meta, const QByteArray& name, int parameters) {
    for (int i = 0; i < meta.methodCount(); ++i) {
        const QMetaMethod method = meta.method(i);
        if (method.name() == name && method.parameterCount() == parameters) return true;
    }
    return false;
}

TEST_CASE("each sample view model has what the real one has") {
    QQmlEngine engine;
    engine.addImportPath("qrc:/qt/qml");
    for (const QMetaObject* real :
         {&PairingModel::staticMetaObject, &PassphraseModel::staticMetaObject,
          &RecoveryCodeModel::staticMetaObject, &UnlockModel::staticMetaObject,
          &ProblemModel::staticMetaObject, &StatusModel::staticMetaObject,
          &TodayModel::staticMetaObject, &QuestionnaireModel::staticMetaObject,
          &JournalModel::staticMetaObject, &EntryModel::staticMetaObject,
          &HelpModel::staticMetaObject, &MeModel::staticMetaObject, &ConsentModel::staticMetaObject,
          &SafetyPlanModel::staticMetaObject, &RemindersModel::staticMetaObject,
          &IntentionsModel::staticMetaObject, &ProgressModel::staticMetaObject,
          &FormsModel::staticMetaObject}) {
        const auto sample = sampleOf(engine, *real);
        const QMetaObject& meta = *sample->metaObject();
        for (int i = real->propertyOffset(); i < real->propertyCount(); ++i) {
            INFO(real->className() << "." << real->property(i).name());
            CHECK(meta.indexOfProperty(real->property(i).name()) >= 0);
        }
        for (int i = real->methodOffset(); i < real->methodCount(); ++i) {
            const QMetaMethod method = real->method(i);
            if (method.methodType() != QMetaMethod::Method) continue;
            INFO(real->className() << "::" << method.methodSignature().constData());
            CHECK(hasMethod(meta, method.name(), method.parameterCount()));
        }
    }
}

}  // namespace
}  // namespace landfall::viewmodels

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    return Catch::Session().run(argc, argv);
}
