#include "words.hpp"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include "form_titles.hpp"
#include "landfall/db/fault.hpp"
#include "landfall/instrument/fault.hpp"
#include "landfall/keys/fault.hpp"
#include "landfall/net/fault.hpp"
#include "landfall/patient/fault.hpp"

namespace landfall::viewmodels {

namespace {
/// The context under which translators find these sentences.
class Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

QString aboutKeys(const Error& error) {
    using keys::Fault;
    if (error.is(Fault::WrongPassphrase))
        return Words::tr(
            "That passphrase does not fit. Nothing was changed. Try again, or use your recovery "
            "code.");
    if (error.is(Fault::WrongRecoveryCode))
        return Words::tr(
            "This code belongs to another phone or was replaced. Nothing was changed.");
    if (error.is(Fault::RecoveryCodeMistyped)) {
        const auto group = QString::fromStdString(error.where).section(u' ', 1);
        return group.isEmpty()
                   ? Words::tr(
                         "That is not a whole recovery code. It has 7 groups of 4 characters.")
                   : Words::tr("Something is mistyped. Look at group %1 again.").arg(group);
    }
    if (error.is(Fault::TooShort))
        return Words::tr("Please use at least 12 characters. A few words in a row work well.");
    if (error.is(Fault::TooCommon))
        return Words::tr(
            "Many people use this one, so it is easy to guess. Please choose another.");
    if (error.is(Fault::TooLong))
        return Words::tr("This passphrase is too long. Please choose a shorter one.");
    if (error.is(Fault::NotEnoughMemory))
        return Words::tr(
            "This phone has too little free memory right now. Close other apps and try again. "
            "Nothing was changed.");
    return {};
}

QString aboutPairing(const Error& error) {
    using net::Fault;
    if (error.is(Fault::NotLandfallCode))
        return Words::tr(
            "This is not a Landfall code. Copy the whole code that your clinic gave you.");
    if (error.is(Fault::CodeExpired))
        return Words::tr(
            "This code is no longer valid. Ask your clinic for a new one. Nothing was stored.");
    if (error.is(Fault::CodeUsed))
        return Words::tr(
            "This code was used already. Ask your clinic for a new one. Nothing was stored.");
    if (error.is(Fault::CodeUsedTwice))
        return Words::tr(
            "This code was used on two phones. For your safety both were stopped. Please call your "
            "clinic.");
    if (error.is(Fault::NoSuchCode))
        return Words::tr(
            "The clinic does not know this code. Ask for a new one. Nothing was stored.");
    if (error.is(Fault::WrongPin))
        return Words::tr(
            "This is not the server your clinic's code names, so nothing was sent and nothing was "
            "stored. Show this to your clinic.");
    if (error.is(Fault::PinsDiffer))
        return Words::tr(
            "Your code does not fit your clinic's server; somebody may have changed it. Nothing "
            "was stored. Show this to your clinic and ask for a new code.");
    if (error.is(Fault::WrongVersion))
        return Words::tr(
            "This code is for a newer Landfall. Install the newest one and try again.");
    if (error.is(Fault::HostRefused) || error.is(Fault::BadPin))
        return Words::tr(
            "This code is damaged. Ask your clinic for a new one. Nothing was stored.");
    if (error.is(Fault::WrongName))
        return Words::tr(
            "The server's certificate is for another name, so nothing was sent and nothing was "
            "stored. Show this to your clinic.");
    if (error.is(Fault::TimedOut) || error.is(Fault::Busy))
        return Words::tr(
            "The clinic's server is slow to answer. Please try again in a moment. Nothing was "
            "stored.");
    if (error.is(Fault::BadAnswer))
        return Words::tr(
            "The answer did not come from a clinic's server. If this network asks you to sign in "
            "first, do that and try again. Nothing was stored.");
    if (error.is(Fault::Offline))
        return Words::tr(
            "The clinic cannot be reached right now. Check the connection and try again. Nothing "
            "was stored.");
    if (error.is(patient::Fault::AlreadyPaired))
        return Words::tr("This phone already belongs to a clinic. What is on it was not touched.");
    if (error.is(patient::Fault::Suspended))
        return Words::tr("The clinic has stopped this pairing. Please ask for a new code.");
    if (error.is(patient::Fault::OtherClinic))
        return Words::tr(
            "This code is from another clinic. What is on this phone was not touched. Ask your own "
            "clinic for a code.");
    if (error.is(patient::Fault::OtherPatient))
        return Words::tr(
            "This code is for another person's record. What is on this phone was not touched. Ask "
            "your clinic for a code of your own.");
    return {};
}
}  // namespace

QString sentenceFor(const Error& error) {
    if (auto text = aboutKeys(error); !text.isEmpty()) return text;
    if (auto text = aboutPairing(error); !text.isEmpty()) return text;
    if (error.is(db::Fault::DiskFull) || error.is(base::Fault::DiskFull))
        return Words::tr(
            "Could not save yet: this phone's storage is full. What you saved before is safe. Make "
            "some space and try again.");
    if (error.is(db::Fault::ReadOnly) || error.is(base::Fault::ReadOnly))
        return Words::tr(
            "Could not save: the storage cannot be written to. What you saved before is safe.");
    if (error.is(db::Fault::DbDamaged) || error.is(db::Fault::Corrupt))
        return Words::tr(
            "The file with your data is damaged. Nothing was deleted. Please show this to your "
            "clinic.");
    if (error.is(db::Fault::DbMissing))
        return Words::tr("The file with your data is not there. Nothing was made in its place.");
    if (error.is(db::Fault::KeyRejected))
        return Words::tr("The keys on this phone do not fit the data on it. Nothing was changed.");
    if (error.is(instrument::Fault::OutOfRange))
        return Words::tr("This number is outside of what can be answered here.");
    if (error.is(instrument::Fault::TooManyDecimals))
        return Words::tr("This number has too many digits after the point.");
    if (error.is(instrument::Fault::TooShort))
        return Words::tr("A few more words are needed here.");
    if (error.is(instrument::Fault::NotMatching))
        return Words::tr("This does not have the form that is asked for. Please look at it again.");
    if (error.is(instrument::Fault::NotTogether))
        return Words::tr("These answers do not go together.");
    if (error.is(instrument::Fault::TooLong) || error.is(patient::Fault::EntryTooLong) ||
        error.is(patient::Fault::TooLarge) || error.is(patient::Fault::TooLargeFlagKept))
        return Words::tr(
            "This text is too long to keep in one piece. What was saved before is safe.");
    if (error.is(patient::Fault::SharingNotAgreed))
        return Words::tr(
            "You chose not to share your journal. Your text stays on this phone. You can change "
            "this choice on the page Consent.");
    return Words::tr("That did not work. What you saved before is safe. Please try again.");
}

QString flagText(const patient::StatusView& status, const QDate& today) {
    constexpr int seenShownDays = 7;
    if (!status.flag) return {};
    switch (*status.flag) {
        case safety::Delivery::Saved:
            return Words::tr(
                "Your answer is saved on this phone. Your clinic has not received it yet.");
        case safety::Delivery::Sent:
            return Words::tr(
                "Your answer is at your clinic. Nobody there has said yet that they read it.");
        case safety::Delivery::Seen:
            break;
    }
    const auto seen = momentOf(status.seenAt).toLocalTime().date();
    if (!seen.isValid() || seen.daysTo(today) > seenShownDays) return {};
    const auto given = shortDay(momentOf(status.flagRaised).date());
    if (status.flagForm.empty())
        return Words::tr("What you told your clinic on %1 was seen there, %2.")
            .arg(given, shortDay(seen));
    return Words::tr("Your answer of %1 (%2) was seen by your clinic, %3.")
        .arg(given, formTitleOf(status.flagForm).title, shortDay(seen));
}

base::SecretText takeSecret(QString& typed) {
    base::SecretText secret(typed.toStdString());
    typed.fill(u'\0');
    typed.clear();
    return secret;
}

QDateTime momentOf(const std::string& fhir) {
    return QDateTime::fromString(QString::fromStdString(fhir), Qt::ISODateWithMs);
}

QDateTime momentOf(const base::WallTime& time) {
    return QDateTime::fromMSecsSinceEpoch(time.unixMs, Qt::OffsetFromUTC, time.offsetMinutes * 60);
}

QString dayText(const QDate& day, const QDate& today) {
    if (day == today) return Words::tr("Today");
    if (day == today.addDays(-1)) return Words::tr("Yesterday");
    return day.year() == today.year() ? QLocale().toString(day, Words::tr("dddd d MMMM"))
                                      : longDay(day);
}

QString longDay(const QDate& day) {
    return QLocale().toString(day, Words::tr("d MMMM yyyy"));
}

QString longMoment(const QDateTime& moment) {
    return Words::tr("%1, %2").arg(longDay(moment.date()),
                                   QLocale().toString(moment.time(), QLocale::ShortFormat));
}

QDate dayIn(const QString& typed) {
    const auto text = typed.trimmed();
    auto day = QDate::fromString(text, Qt::ISODate);
    if (!day.isValid()) day = QLocale().toDate(text, Words::tr("d MMMM yyyy"));
    if (!day.isValid()) day = QLocale().toDate(text, QLocale::ShortFormat);
    // A year of two digits is of this century: nobody writes a date of the last one here by chance.
    constexpr int century = 100;
    constexpr int thisCentury = 2000;
    if (day.isValid() && day.year() < thisCentury && !text.contains(QString::number(day.year())))
        day = day.addYears(century);
    return day;
}

QString shortDay(const QDate& day) {
    return QLocale().toString(day, Words::tr("d MMMM"));
}

}  // namespace landfall::viewmodels
