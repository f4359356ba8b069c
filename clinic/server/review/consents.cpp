#include "server/review/consents.hpp"

#include <map>
#include <set>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/pathway/consent_course.hpp"
#include "server/fhir/recorder.hpp"
#include "server/review/handler_parts.hpp"
#include "server/review/words.hpp"
#include "server/store/authored.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;
namespace lf = landfall::fhir;

namespace {
constexpr std::int64_t consentsMax = 1000;

fhirapi::Recorder recorderOf(store::Writing& writing, const fhirapi::Forms& forms,
                             const std::string& patient, std::int64_t nowMs) {
    return {writing, forms, {.patient = patient, .device = std::nullopt, .receivedMs = nowMs}};
}

/// Nobody could say any more what was signed, if a version said two things.
Result<void> checkVersion(store::Reading& reading, const std::string& bytes) {
    LF_TRY(auto library, pathway::ConsentLibrary::bundled());
    LF_CHECK(reading.everyCurrent([&](const store::Record& record) -> Result<void> {
        // Of two that were sent before this was checked the first stays.
        if (record.type == "DocumentReference")
            static_cast<void>(library.addSent(record.body).has_error());
        return ok();
    }));
    LF_CHECK(library.add(bytes));
    return ok();
}

json::object eventJson(const lf::ConsentRecord& event, const store::Record& record) {
    json::object out{{"id", event.id},
                     {"event", event.event},
                     {"purpose", event.purpose},
                     {"authored", base::toFhirDateTime(event.at)},
                     {"received", base::toFhirInstant(record.receivedMs)},
                     {"document", event.document},
                     {"title", event.documentTitle.empty() ? json::value(nullptr)
                                                           : json::value(event.documentTitle)},
                     {"version", event.documentVersion},
                     {"sha256", event.sha256},
                     {"template", event.isTemplate},
                     {"name", nullptr},
                     {"data", nullptr},
                     {"contactName", nullptr},
                     {"contactPhone", nullptr},
                     {"countersignedBy", nullptr},
                     {"countersigned", nullptr}};
    const auto add = [&](std::string_view key, const std::string& text) {
        if (!text.empty()) out[key] = text;
    };
    add("name", event.signedName);
    add("data", event.dataChoice);
    add("contactName", event.contactName);
    add("contactPhone", event.contactPhone);
    add("countersignedBy", event.countersignedBy);
    if (event.countersigned) out["countersigned"] = base::toFhirDateTime(*event.countersigned);
    return out;
}
}  // namespace

Result<Changed> sendConsent(store::Writing& writing, const fhirapi::Forms& forms,
                            const ConsentText& text, const base::Clock& clock,
                            base::Random& random) {
    LF_CHECK(checkVersion(writing, text.bytes));
    LF_TRY(auto known, consentTextsOf(writing, text.patient));
    LF_TRY(const auto document, known.add(text.bytes));
    // It would be stored, and nobody would ever be asked to agree to it.
    if (const auto asked = known.current(); asked && asked->sha256() != document->sha256())
        return Error(pathway::ConsentFault::NotNewer, asked->id() + ' ' + asked->version());
    const auto now = clock.now();
    const auto id = base::makeUuidV7(clock, random).text();
    auto recorder = recorderOf(writing, forms, text.patient, now.unixMs);
    LF_TRY([[maybe_unused]] const auto written,
           recorder.putMade({"DocumentReference", id},
                            lf::buildConsentDocument({.id = id,
                                                      .patient = text.patient,
                                                      .sent = now,
                                                      .bytes = text.bytes,
                                                      .source = ""})));
    LF_TRY(const auto head, recorder.finish());
    return Changed{id, head};
}

Result<pathway::ConsentLibrary> consentTextsOf(store::Reading& reading, std::string_view patient,
                                               std::optional<std::int64_t> untilMs) {
    constexpr std::int64_t pageMax = 500;
    LF_TRY(auto library, pathway::ConsentLibrary::bundled());
    std::string after;
    for (std::int64_t found = pageMax; found == pageMax;) {
        found = 0;
        LF_CHECK(reading.search(patient, "DocumentReference", after, pageMax,
                                [&](const store::Record& record) -> Result<void> {
                                    ++found;
                                    after = record.id;
                                    if (untilMs && record.receivedMs > *untilMs) return ok();
                                    // As on the phone: the first text of a version stays.
                                    static_cast<void>(library.addSent(record.body).has_error());
                                    return ok();
                                }));
    }
    return library;
}

namespace {
/// Has the person taken back this signature since?
Result<bool> isWithdrawn(store::Reading& reading, const std::string& patient,
                         const std::string& signature) {
    std::map<std::string, lf::ConsentRecord> events;
    LF_CHECK(reading.search(
        patient, "Consent", {}, consentsMax, [&](const store::Record& record) -> Result<void> {
            LF_TRY(const auto document, lf::Json::borrow(record.body));
            if (auto event = lf::readConsent(document.root()); event.has_value()) {
                auto id = event->id;
                events.emplace(std::move(id), *std::move(event));
            }
            return ok();
        }));
    for (const auto& [id, event] : events) {
        if (event.event != pathway::nameOf(pathway::ConsentStep::Withdrawn)) continue;
        std::set<std::string> seen;
        for (auto at = events.find(event.follows);
             at != events.end() && seen.insert(at->first).second;
             at = events.find(at->second.follows))
            if (at->first == signature) return true;
    }
    return false;
}

Result<void> mayCountersign(store::Reading& reading, const std::string& patient,
                            const lf::ConsentRecord& consent) {
    if (consent.event == pathway::nameOf(pathway::ConsentStep::Withdrawn))
        return Error(RequestFault::ConsentWithdrawn, "consent");
    if (consent.event != pathway::nameOf(pathway::ConsentStep::Signed))
        return Error(RequestFault::NothingToCountersign, "consent");
    if (consent.countersigned) return Error(RequestFault::AlreadyCountersigned, "consent");
    LF_TRY(const bool withdrawn, isWithdrawn(reading, patient, consent.id));
    if (withdrawn) return Error(RequestFault::ConsentWithdrawn, "consent");
    return ok();
}
}  // namespace

Result<Changed> countersign(store::Writing& writing, const fhirapi::Forms& forms,
                            const Countersignature& order, const base::Clock& clock) {
    LF_TRY(const auto record, writing.current({"Consent", order.consent}));
    if (!record || record->deleted || record->patient != order.patient)
        return base::Fault::NotFound;
    const auto now = clock.now();
    LF_TRY(const auto document, lf::Json::borrow(record->body));
    LF_TRY(const auto consent, lf::readConsent(document.root()));
    LF_CHECK(mayCountersign(writing, order.patient, consent));
    LF_TRY(const auto bytes, lf::countersignedConsent(document, order.by, now));
    auto recorder = recorderOf(writing, forms, order.patient, now.unixMs);
    LF_TRY([[maybe_unused]] const auto written,
           recorder.putMade({"Consent", order.consent}, bytes));
    LF_TRY(const auto head, recorder.finish());
    return Changed{order.consent, head};
}

Result<json::array> consentsJson(store::Reading& reading, std::string_view patient) {
    std::vector<lf::ConsentRecord> events;
    json::array found;
    LF_CHECK(reading.search(patient, "Consent", {}, consentsMax,
                            [&](const store::Record& record) -> Result<void> {
                                LF_TRY(const auto document, lf::Json::borrow(record.body));
                                auto event = lf::readConsent(document.root());
                                if (event.has_error()) return ok();
                                found.push_back(eventJson(*event, record));
                                events.push_back(*std::move(event));
                                return ok();
                            }));
    json::array list;
    for (const auto place : pathway::orderOf(events)) list.push_back(std::move(found[place]));
    return list;
}

Result<json::value> safetyPlanJson(store::Reading& reading, std::string_view patient) {
    constexpr std::int64_t pageMax = 500;
    std::optional<lf::SafetyPlan> newest;
    std::int64_t newestMs = 0;
    std::string after;
    for (std::int64_t found = pageMax; found == pageMax;) {
        found = 0;
        LF_CHECK(reading.search(
            patient, "DocumentReference", after, pageMax,
            [&](const store::Record& record) -> Result<void> {
                ++found;
                after = record.id;
                // Most documents are journal entries; a look at the bytes spares
                // reading them.
                if (record.body.find(lf::names::safetyPlanCode) == std::string::npos) return ok();
                LF_TRY(const auto document, lf::Json::borrow(record.body));
                auto plan = lf::readSafetyPlan(document.root());
                if (plan.has_error()) return ok();
                const auto ms = store::believed(plan->authored, record.receivedMs).unixMs;
                if (newest && ms < newestMs) return ok();
                newestMs = ms;
                newest = std::move(*plan);
                return ok();
            }));
    }
    if (!newest) return json::value(nullptr);
    json::array sections;
    for (const auto& section : newest->sections)
        if (!section.text.empty())
            sections.push_back(
                {{"code", section.code}, {"heading", section.heading}, {"text", section.text}});
    return json::value(json::object{{"id", newest->id},
                                    {"authored", base::toFhirDateTime(newest->authored)},
                                    {"sections", std::move(sections)}});
}

}  // namespace landfall::clinic::review
