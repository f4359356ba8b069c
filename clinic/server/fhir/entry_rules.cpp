#include "server/fhir/entry_rules.hpp"

#include <algorithm>
#include <array>

#include "landfall/fhir/canonical.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read.hpp"
#include "server/fhir/refused.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;
using http::Refusal;
using lf::ResourceType;

namespace {

std::string_view statusOf(const lf::Node& resource) {
    return resource.get("status").textOr();
}

bool isCorrection(std::string_view status) {
    return status == "amended" || status == "corrected" || status == "entered-in-error";
}

/// How far along an assignment is; 0 for a status a phone may not set.
int progressOf(std::string_view status) {
    constexpr std::array<std::string_view, 5> way = {"requested", "received", "accepted",
                                                     "in-progress", "completed"};
    const auto at = std::find(way.begin(), way.end(), status);
    return at == way.end() ? 0 : static_cast<int>(at - way.begin()) + 1;
}

bool sameMember(const lf::Node& a, const lf::Node& b) {
    if (a.type() != b.type()) return false;
    if (!a) return true;
    return a.raw() == b.raw() || lf::canonicalText(a) == lf::canonicalText(b);
}

/// True when every member but these is the same in both.
bool sameExcept(const lf::Node& a, const lf::Node& b, std::initializer_list<std::string_view> but) {
    const auto covered = [&](const lf::Node& from, const lf::Node& other) {
        for (const auto member : from.members()) {
            if (std::find(but.begin(), but.end(), member.key()) != but.end()) continue;
            if (!sameMember(member, other.get(member.key()))) return false;
        }
        return true;
    };
    return covered(a, b) && covered(b, a);
}

bool hasExtension(const lf::Node& resource, std::string_view url) {
    for (const auto extension : resource.get("extension").elements())
        if (extension.get("url").textOr() == url) return true;
    return false;
}

Result<void> checkFlag(const EntryRequest& entry, const lf::Node* stored) {
    const auto flag = lf::readFlag(entry.resource);
    if (flag.has_error()) return refused(Refusal::InvalidResource, entry.where);
    // Only a clinician closes a flag, and only the clinic says that it was seen.
    if (!flag->active || hasExtension(entry.resource, lf::names::acknowledged))
        return refused(Refusal::Immutable, entry.where);
    if (stored == nullptr) return ok();
    const auto before = lf::readFlag(*stored);
    if (before.has_error()) return ok();
    // A tier only rises; a closed flag opens again only for something worse.
    const bool rises = before->active ? flag->tier >= before->tier : flag->tier > before->tier;
    if (!rises) return refused(Refusal::Immutable, entry.where);
    return ok();
}

Result<void> checkTask(const EntryRequest& entry, const lf::Node* stored) {
    // Assignments are the clinic's: a phone makes none and only says how far it is.
    if (stored == nullptr) return refused(Refusal::Forbidden, entry.where);
    const int before = progressOf(statusOf(*stored));
    const int after = progressOf(statusOf(entry.resource));
    const bool forward = before != 0 && after >= before;
    if (!forward ||
        !sameExcept(entry.resource, *stored, {"status", "output", "lastModified", "meta", "text"}))
        return refused(Refusal::Immutable, entry.where);
    return ok();
}

bool namesUser(const lf::Node& reference) {
    return reference.get("identifier").get("system").textOr() == lf::names::userSystem;
}

/// What only the clinic's own people say: answers that one of them gave, and the dosing record.
bool isInClinicsName(const lf::Node& resource) {
    if (namesUser(resource.get("author")) || namesUser(resource.get("source"))) return true;
    for (const auto performer : resource.get("performer").elements())
        if (namesUser(performer)) return true;
    for (const auto coding : resource.get("code").get("coding").elements())
        if (coding.get("system").textOr() == lf::names::dosingStepSystem) return true;
    return hasExtension(resource, lf::names::dosingEntry);
}

/// A correction stays about what it corrects.
Result<void> checkCorrection(const EntryRequest& entry, const lf::Node& stored) {
    if (!isCorrection(statusOf(entry.resource))) return refused(Refusal::Immutable, entry.where);
    const auto isSame = [&](std::string_view member) {
        return sameMember(entry.resource.get(member), stored.get(member));
    };
    if (entry.type == ResourceType::QuestionnaireResponse)
        return isSame("questionnaire")
                   ? ok()
                   : Result<void>(refused(Unfit::OtherQuestionnaire, entry.where));
    return isSame("code") && isSame("derivedFrom")
               ? ok()
               : Result<void>(refused(Unfit::OtherAnswers, entry.where));
}

/// Answers that nobody here could read would be kept without anybody seeing them.
Result<void> checkReadable(const EntryRequest& entry) {
    const auto response = lf::readResponse(entry.resource);
    if (response.has_value()) return ok();
    return refused(response.error().is(lf::Fault::BadDateTime) ? Unfit::AuthoredTime
                                                               : Unfit::UnreadableAnswers,
                   entry.where);
}

Result<void> checkAnswer(const EntryRequest& entry, const lf::Node* stored) {
    if (isInClinicsName(entry.resource)) return refused(Refusal::Forbidden, entry.where);
    if (entry.type == ResourceType::QuestionnaireResponse) LF_CHECK(checkReadable(entry));
    if (stored != nullptr) return checkCorrection(entry, *stored);
    // Drafts stay on the phone.
    if (statusOf(entry.resource) == "in-progress")
        return refused(Refusal::InvalidResource, entry.where);
    return ok();
}

/// Consent is only added to: each event is a record of its own, so that what was once agreed to or
/// taken back can never be lost. The countersignature is the clinic's.
Result<void> checkConsent(const EntryRequest& entry, const lf::Node* stored) {
    if (stored != nullptr) return refused(Refusal::Immutable, entry.where);
    const auto consent = lf::readConsent(entry.resource);
    if (consent.has_error()) return refused(Refusal::InvalidResource, entry.where);
    if (entry.resource.get("verification")) return refused(Refusal::Forbidden, entry.where);
    return ok();
}

bool isOfClinic(const lf::Node& document) {
    for (const auto coding : document.get("type").get("coding").elements())
        if (coding.get("system").textOr() == lf::names::documentSystem) return true;
    return false;
}

/// What the clinic gives a patient to agree to is not the phone's to write or to take away.
Result<void> checkDocument(const EntryRequest& entry, const lf::Node* stored) {
    if (isOfClinic(entry.resource) || (stored != nullptr && isOfClinic(*stored)))
        return refused(Refusal::Forbidden, entry.where);
    return ok();
}

Result<void> checkContent(const EntryRequest& entry, const lf::Node* stored) {
    switch (entry.type) {
        case ResourceType::Flag:
            return checkFlag(entry, stored);
        case ResourceType::Task:
            return checkTask(entry, stored);
        case ResourceType::QuestionnaireResponse:
        case ResourceType::Observation:
            return checkAnswer(entry, stored);
        case ResourceType::Consent:
            return checkConsent(entry, stored);
        case ResourceType::DocumentReference:
            return checkDocument(entry, stored);
        default:
            return ok();
    }
}

Result<void> checkVersion(const EntryRequest& entry, const std::optional<store::Record>& stored) {
    if (!stored) {
        if (entry.deletes) return refused(Refusal::NotFound, entry.where);
        if (entry.ifMatch) return refused(Refusal::VersionConflict, entry.where);
        return ok();
    }
    if (stored->deleted) return refused(Refusal::Gone, entry.where);
    if (entry.ifMatch != stored->version) return refused(Refusal::VersionConflict, entry.where);
    return ok();
}

}  // namespace

Result<void> checkEntry(const EntryRequest& entry, const std::optional<store::Record>& stored) {
    LF_CHECK(checkVersion(entry, stored));
    if (entry.deletes) {
        const bool withdrawable = entry.type == ResourceType::DocumentReference ||
                                  entry.type == ResourceType::Communication;
        if (!withdrawable) return refused(Refusal::Immutable, entry.where);
        const auto before = lf::Json::borrow(stored->body);
        if (before.has_error()) return before.error();
        if (isOfClinic(before->root())) return refused(Refusal::Forbidden, entry.where);
        return ok();
    }
    if (!stored) return checkContent(entry, nullptr);
    const auto before = lf::Json::borrow(stored->body);
    if (before.has_error()) return before.error();
    const auto root = before->root();
    return checkContent(entry, &root);
}

}  // namespace landfall::clinic::fhirapi
