#include "server/review/dosing_aftercare.hpp"

#include <algorithm>

#include "landfall/fhir/build.hpp"
#include "landfall/fhir/names.hpp"
#include "server/fhir/contact_tasks.hpp"
#include "server/review/dosing_record.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

namespace {

base::WallTime endOf(const pathway::Zone& zone, pathway::Day day) {
    constexpr std::int64_t secondMs = 1000;
    return zone.at(zone.startOf(day + pathway::days{1}) - secondMs);
}

std::string taskBytes(const Aftercare& care, const std::string& id, std::string_view patient,
                      const base::WallTime& now) {
    const auto day = pathway::toFhirDate(care.day);
    const auto words = "Ask after: the day after the dose, session " +
                       std::to_string(care.session) + " on " + dayInWords(day) +
                       ". The person stopped taking part, so the phone asks nothing.";
    std::string text = R"({"resourceType":"Task","id":)" + lf::quoted(id);
    text += R"(,"basedOn":[{"reference":)" + lf::quoted("Observation/" + care.dose) + "}]";
    text += R"(,"status":"requested","intent":"order","priority":"urgent","code":{"coding":[)";
    text += R"({"system":)" + lf::quoted(lf::names::taskSystem) + R"(,"code":)" +
            lf::quoted(aftercareCode) + R"(}]},"description":)" + lf::quoted(words);
    text += R"(,"for":{"reference":)" + lf::quoted("Patient/" + std::string(patient)) + '}';
    text += R"(,"authoredOn":)" + lf::quoted(base::toFhirDateTime(now));
    text += R"(,"restriction":{"period":{"end":)" +
            lf::quoted(base::toFhirDateTime(endOf(care.zone, care.day + pathway::days{1}))) + "}}";
    text += R"(,"input":[{"type":{"text":"session"},"valueInteger":)" +
            std::to_string(care.session) + R"(},{"type":{"text":"session-date"},"valueDate":)" +
            lf::quoted(day) + "}]}";
    return text;
}

}  // namespace

Result<std::optional<Aftercare>> aftercareOf(store::Reading& reading, std::string_view patient,
                                             const base::WallTime& withdrawn,
                                             std::int64_t receivedMs) {
    LF_TRY(const auto zone, fhirapi::zoneOf(reading, patient));
    LF_TRY(const auto entries, dosingEntriesOf(reading, patient));
    const auto days = {zone.dayOf(withdrawn), zone.dayOf(zone.at(receivedMs))};
    for (const auto& entry : entries) {
        if (entry.step.step != "start" || !entry.correctedBy.empty()) continue;
        const auto day = zone.dayOf(entry.step.at);
        if (std::none_of(days.begin(), days.end(), [&](const auto left) {
                return left == day || left == day + pathway::days{1};
            }))
            continue;
        const auto session = dayOf(entries, entry.step.session);
        return std::optional(
            Aftercare{zone, session.original(entry.step.id)->step.id, entry.step.session, day});
    }
    return std::optional<Aftercare>{};
}

base::WallTime dueOf(const Aftercare& care, const base::WallTime& now) {
    return endOf(care.zone, care.zone.dayOf(now));
}

Result<int> noteAftercare(store::Writing& writing, std::string_view patient, const Aftercare& care,
                          const base::WallTime& now) {
    const auto id = "after-dose-" + care.dose;
    const store::RecordKey key{"Task", id};
    LF_TRY(const auto before, writing.state(key));
    if (before) return 0;
    const auto bytes = taskBytes(care, id, patient, now);
    LF_TRY([[maybe_unused]] const auto written, writing.append({.key = key,
                                                                .patient = patient,
                                                                .body = std::string_view(bytes),
                                                                .device = std::nullopt,
                                                                .receivedMs = now.unixMs},
                                                               before));
    return 1;
}

}  // namespace landfall::clinic::review
