#include "words.hpp"
#include "i18n/translations.hpp"
#include "landfall/db/fault.hpp"
#include "landfall/keys/fault.hpp"
#include "landfall/net/fault.hpp"
#include "landfall/patient/fault.hpp"
#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
QString lineWith(std::size_t pending, std::size_t rejected = 0) {
    StatusModel model(nullptr);
    patient::StatusView status;
    status.pending = pending;
    status.rejected = rejected;
    model.show(status, QDate(2026, 3, 1));
    return model.text();
}
}  // namespace

TEST_CASE("numbers and their nouns agree") {
    i18n::useTranslations(*QCoreApplication::instance(), QLocale());
    CHECK(lineWith(1) == "1 thing is saved on this phone, not sent yet");
    CHECK(lineWith(2) == "2 things are saved on this phone, not sent yet");
    CHECK(lineWith(21) == "21 things are saved on this phone, not sent yet");
    CHECK(lineWith(0, 1) == "1 thing could not be taken by the clinic. Saved on this phone.");
    CHECK(lineWith(0, 3) == "3 things could not be taken by the clinic. Saved on this phone.");
    CHECK(QCoreApplication::translate("RecoverPage", "At least %n characters.", "", 12) ==
          "At least 12 characters.");
}

TEST_CASE("a card counts its questions and minutes in words that fit") {
    i18n::useTranslations(*QCoreApplication::instance(), QLocale());
    PhoneWorld world;
    world.setUp();
    world.assign("phq-9", "2026-03-08", "task-1");
    CHECK(cell(world.shell().today()->cards(), 0, "detail")
              .toString()
              .startsWith("PHQ-9 · 9 questions, about 3 minutes."));
}

TEST_CASE("a locale without a catalogue of its own reads English, with plurals") {
    i18n::useTranslations(*QCoreApplication::instance(), QLocale(QLocale::Icelandic));
    CHECK(lineWith(1) == "1 thing is saved on this phone, not sent yet");
    CHECK(lineWith(2) == "2 things are saved on this phone, not sent yet");
}

TEST_CASE("every fault a person can meet has a sentence that says what is safe or what to do") {
    const std::vector<Error> errors = {
        keys::Fault::WrongPassphrase,  keys::Fault::WrongRecoveryCode,
        keys::Fault::TooShort,         keys::Fault::NotEnoughMemory,
        net::Fault::CodeExpired,       net::Fault::CodeUsed,
        net::Fault::WrongPin,          net::Fault::Offline,
        net::Fault::PinsDiffer,        net::Fault::BadAnswer,
        db::Fault::DiskFull,           db::Fault::ReadOnly,
        db::Fault::DbDamaged,          db::Fault::DbMissing,
        patient::Fault::AlreadyPaired, patient::Fault::EntryTooLong};
    const auto otherwise = sentenceFor(base::Fault::Cancelled);
    for (const auto& error : errors) {
        const auto sentence = sentenceFor(error);
        INFO(sentence.toStdString());
        CHECK(sentence != otherwise);
        CHECK(sentence.endsWith(u'.'));
        CHECK_FALSE(sentence.contains("error", Qt::CaseInsensitive));
    }
    CHECK(otherwise.contains("safe"));
}

TEST_CASE("a secret that was typed is not left where it was typed") {
    QString typed = "quiet harbour lantern";
    const auto secret = takeSecret(typed);
    CHECK(secret.reveal() == "quiet harbour lantern");
    CHECK(typed.isEmpty());
}
