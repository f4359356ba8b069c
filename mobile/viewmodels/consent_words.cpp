#include "consent_words.hpp"

#include <QCoreApplication>

#include "words.hpp"

namespace landfall::viewmodels::consent {

namespace {
using pathway::ConsentFault;
using pathway::ConsentStage;

/// The context under which translators find these sentences.
class ConsentWords {
    Q_DECLARE_TR_FUNCTIONS(ConsentWords)
};

QString dayOf(const base::WallTime& at) {
    return shortDay(momentOf(at).date());
}

QString purposeText(const std::string& purpose, const pathway::ConsentDocument& document) {
    for (const auto& optIn : document.optIns())
        if (optIn.purpose == purpose) return QString::fromStdString(optIn.text);
    return purpose == pathway::participation ? ConsentWords::tr("Taking part")
                                             : QString::fromStdString(purpose);
}

QString withdrawnText(const std::optional<fhir::ConsentRecord>& withdrawal) {
    const auto anew = ConsentWords::tr(
        "You have withdrawn your consent. You may read the text and decide anew whenever you "
        "like.");
    if (withdrawal && withdrawal->dataChoice == "erase")
        return anew + ConsentWords::tr(" Your clinic is to erase what the law allows.");
    if (withdrawal && withdrawal->dataChoice == "keep")
        return anew + ConsentWords::tr(" Your clinic keeps what it has collected.");
    return anew;
}
}  // namespace

QString evidenceText(const pathway::ConsentStatement& statement) {
    QString text;
    if (statement.evidence) {
        switch (*statement.evidence) {
            case pathway::Evidence::High:
                text = ConsentWords::tr("How well it is known: well");
                break;
            case pathway::Evidence::Moderate:
                text = ConsentWords::tr("How well it is known: fairly well");
                break;
            case pathway::Evidence::Low:
                text = ConsentWords::tr("How well it is known: not well yet");
                break;
            case pathway::Evidence::VeryLow:
                text = ConsentWords::tr("How well it is known: hardly at all yet");
                break;
        }
    }
    if (statement.source.empty()) return text;
    const auto source =
        ConsentWords::tr("Source: %1").arg(QString::fromStdString(statement.source));
    return text.isEmpty() ? source : text + u'\n' + source;
}

QString standingText(const patient::Consenting::State& state) {
    const auto& standing = state.standing;
    const bool isTemplate = standing.inForce && standing.inForce->isTemplate;
    if (standing.mustSignAgain && isTemplate)
        return ConsentWords::tr(
            "Your clinic has sent its own text. What you signed before was only a template, and no "
            "session is held on it. Please read the text of your clinic and decide.");
    if (standing.mustSignAgain)
        return ConsentWords::tr(
            "The text has changed in something that matters. What you agreed to before holds until "
            "you decide about the new text.");
    if (standing.inForce) {
        const auto when = ConsentWords::tr("You agreed on %1.").arg(dayOf(standing.inForce->at));
        if (isTemplate)
            return when +
                   ConsentWords::tr(
                       " This text is only a template, and no session is held on it. Your clinic "
                       "will send you its own text.");
        if (standing.inForce->countersigned)
            return when + ConsentWords::tr(" Your clinic has signed too.");
        return when;
    }
    switch (standing.stage) {
        case ConsentStage::Withdrawn:
            return withdrawnText(standing.withdrawal);
        case ConsentStage::Read:
            return ConsentWords::tr("You have read the text. Next are a few questions about it.");
        case ConsentStage::Understood:
            return ConsentWords::tr(
                "You have read the text and answered the questions. Take your time; you decide "
                "whether you sign.");
        default:
            return ConsentWords::tr(
                "Nothing is signed. Read the text first, in your own time. You can stop and go on "
                "later.");
    }
}

QString eventText(const fhir::ConsentRecord& event, const pathway::ConsentDocument& document) {
    const auto what = purposeText(event.purpose, document);
    const auto version = QString::fromStdString(event.documentVersion);
    if (event.event == "read") return ConsentWords::tr("Read the text, version %1").arg(version);
    if (event.event == "understood")
        return ConsentWords::tr("Answered the questions about version %1").arg(version);
    if (event.event == "declined") return ConsentWords::tr("Said no: %1").arg(what);
    if (event.event == "withdrawn") {
        const auto text = ConsentWords::tr("Took back: %1").arg(what);
        if (event.dataChoice == "erase")
            return text + ConsentWords::tr(" (data: erase what the law allows)");
        if (event.dataChoice == "keep")
            return text + ConsentWords::tr(" (data: the clinic keeps it)");
        return text;
    }
    const auto text = ConsentWords::tr("Agreed: %1").arg(what);
    return event.countersigned ? text + ConsentWords::tr(" (signed by your clinic too)") : text;
}

QString faultText(const Error& error) {
    if (error.is(ConsentFault::NameMissing))
        return ConsentWords::tr(
            "A name is missing, or the name and number of the person your clinic may call. Nothing "
            "is signed yet.");
    if (error.is(ConsentFault::NotUnderstood))
        return ConsentWords::tr("Please answer the questions about the text first.");
    if (error.is(ConsentFault::NotRead)) return ConsentWords::tr("Please read the text first.");
    if (error.is(ConsentFault::AlreadySigned))
        return ConsentWords::tr("This text is signed already. Nothing was changed.");
    if (error.is(ConsentFault::NotSigned))
        return ConsentWords::tr("Nothing is signed, so there is nothing to change.");
    if (error.is(ConsentFault::AlreadyWithdrawn))
        return ConsentWords::tr("You have said this already. Nothing was changed.");
    if (error.is(ConsentFault::UnknownDocument))
        return ConsentWords::tr("Your clinic has not sent a text yet.");
    return sentenceFor(error);
}

}  // namespace landfall::viewmodels::consent
