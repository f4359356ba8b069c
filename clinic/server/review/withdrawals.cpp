#include "server/review/withdrawals.hpp"

#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/pathway/consent_course.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

namespace {
constexpr std::int64_t consentsMax = 1000;

std::string taskBytes(const lf::ConsentRecord& event, const std::string& id,
                      std::string_view patient, const base::WallTime& now) {
    const bool erase = event.dataChoice == "erase";
    std::string text = R"({"resourceType":"Task","id":)" + lf::quoted(id);
    text += R"(,"basedOn":[{"reference":)" + lf::quoted("Consent/" + event.id) + "}]";
    text += R"(,"status":"requested","intent":"order","priority":)";
    text += erase ? R"("urgent")" : R"("routine")";
    text += R"(,"code":{"coding":[{"system":)" + lf::quoted(lf::names::taskSystem) + R"(,"code":)" +
            lf::quoted(withdrawalCode) + R"(}]},"description":)";
    text +=
        erase
            ? R"("Stopped taking part, and asks that the data be erased as far as the law allows")"
            : R"("Stopped taking part; the data collected so far may be kept")";
    text += R"(,"for":{"reference":)" + lf::quoted("Patient/" + std::string(patient)) + '}';
    return text + R"(,"authoredOn":)" + lf::quoted(base::toFhirDateTime(now)) + '}';
}
}  // namespace

Result<int> noteWithdrawals(store::Writing& writing, std::string_view patient,
                            const base::WallTime& now) {
    std::vector<lf::ConsentRecord> ended;
    LF_CHECK(writing.search(
        patient, "Consent", {}, consentsMax, [&](const store::Record& record) -> Result<void> {
            LF_TRY(const auto document, lf::Json::borrow(record.body));
            auto event = lf::readConsent(document.root());
            if (event.has_value() && event->purpose == pathway::participation &&
                event->event == pathway::nameOf(pathway::ConsentStep::Withdrawn))
                ended.push_back(std::move(*event));
            return ok();
        }));
    int made = 0;
    for (const auto& event : ended) {
        const auto id = "withdrawn-" + event.id;
        const store::RecordKey key{"Task", id};
        LF_TRY(const auto before, writing.state(key));
        if (before) continue;
        const auto bytes = taskBytes(event, id, patient, now);
        LF_TRY([[maybe_unused]] const auto written, writing.append({.key = key,
                                                                    .patient = patient,
                                                                    .body = std::string_view(bytes),
                                                                    .device = std::nullopt,
                                                                    .receivedMs = now.unixMs},
                                                                   before));
        ++made;
    }
    return made;
}

}  // namespace landfall::clinic::review
