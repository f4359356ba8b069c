#include "landfall/patient/consent_copy.hpp"

namespace landfall::patient {

namespace {
void addText(ConsentCopy& copy, const pathway::ConsentDocument& document) {
    copy.title = document.title();
    copy.notice = document.notice();
    copy.isTemplate = document.isTemplate();
    copy.document = document.id();
    copy.version = document.version();
    copy.language = document.language();
    copy.sha256 = document.sha256();
    for (const auto& section : document.sections()) {
        ConsentCopy::Section out{section.heading, {}};
        for (const auto& statement : section.statements)
            out.paragraphs.push_back(
                {statement.text,
                 statement.evidence ? std::string(pathway::nameOf(*statement.evidence)) : "",
                 statement.source});
        copy.sections.push_back(std::move(out));
    }
}

void addAnswers(ConsentCopy& copy, const pathway::ConsentDocument& document) {
    copy.questions.clear();
    for (const auto& question : document.questions())
        for (const auto& option : question.options)
            if (option.id == question.right) copy.questions.push_back({question.text, option.text});
}

void addOptIns(ConsentCopy& copy, const pathway::ConsentDocument& document,
               std::span<const fhir::ConsentRecord> events) {
    for (const auto& optIn : document.optIns()) {
        ConsentCopy::OptIn out{optIn.text, {}, {}};
        for (const auto& event : events)
            if (event.purpose == optIn.purpose) {
                out.state = event.event;
                out.at = base::toFhirDateTime(event.at);
            }
        copy.optIns.push_back(std::move(out));
    }
}
}  // namespace

ConsentCopy consentCopy(const pathway::ConsentDocument& document,
                        std::span<const fhir::ConsentRecord> events) {
    ConsentCopy copy;
    addText(copy, document);
    addOptIns(copy, document, events);
    for (const auto& event : events) {
        if (event.purpose != pathway::participation || event.sha256 != document.sha256()) continue;
        if (event.event == "understood") {
            addAnswers(copy, document);
            copy.tries = event.tries;
        }
        if (event.event == "signed") {
            copy.signedName = event.signedName;
            copy.signedAt = base::toFhirDateTime(event.at);
            copy.countersignedBy = event.countersignedBy;
            copy.countersignedAt =
                event.countersigned ? base::toFhirDateTime(*event.countersigned) : "";
            copy.withdrawnAt.clear();
            copy.dataChoice.clear();
        }
        if (event.event == "withdrawn") {
            copy.withdrawnAt = base::toFhirDateTime(event.at);
            copy.dataChoice = event.dataChoice;
        }
    }
    return copy;
}

}  // namespace landfall::patient
