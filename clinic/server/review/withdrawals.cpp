#include "server/review/withdrawals.hpp"

#include <map>
#include <set>
#include <vector>

#include "landfall/fhir/build.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/fhir/splice.hpp"
#include "landfall/pathway/consent_course.hpp"
#include "server/review/dosing_aftercare.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;
using pathway::ConsentStep;

namespace {
constexpr std::int64_t consentsMax = 1000;

bool is(const lf::ConsentRecord& step, ConsentStep kind) {
    return step.event == pathway::nameOf(kind);
}

/// What one person did about taking part, and when the clinic first knew of it.
class Steps {
public:
    Steps(std::vector<lf::ConsentRecord> steps, std::vector<std::int64_t> receivedMs)
        : steps_(std::move(steps)), receivedMs_(std::move(receivedMs)) {
        std::map<std::string_view, const lf::ConsentRecord*> byId;
        for (const auto& step : steps_) byId.emplace(step.id, &step);
        for (const auto place : pathway::orderOf(steps_)) {
            const auto& step = steps_[place];
            if (!is(step, ConsentStep::Signed) && !is(step, ConsentStep::Withdrawn)) continue;
            std::set<std::string_view> seen{step.id};
            // What was read in between decides nothing.
            for (auto at = byId.find(step.follows);
                 at != byId.end() && seen.insert(at->first).second;
                 at = byId.find(at->second->follows)) {
                if (is(*at->second, ConsentStep::Withdrawn)) after_.emplace(at->first, &step);
                if (is(*at->second, ConsentStep::Withdrawn) || is(*at->second, ConsentStep::Signed))
                    break;
            }
        }
    }

    [[nodiscard]] const std::vector<lf::ConsentRecord>& all() const { return steps_; }
    [[nodiscard]] std::int64_t receivedMs(const lf::ConsentRecord& step) const {
        return receivedMs_[static_cast<std::size_t>(&step - steps_.data())];
    }
    /// The signature, or the other choice about the data, that came next; null for none. A
    /// withdrawal that does not say what it follows ends everything (participationOf).
    [[nodiscard]] const lf::ConsentRecord* after(const lf::ConsentRecord& withdrawal) const {
        const auto found = after_.find(withdrawal.id);
        if (found == after_.end()) return nullptr;
        if (withdrawal.follows.empty() && is(*found->second, ConsentStep::Signed)) return nullptr;
        return found->second;
    }

private:
    std::vector<lf::ConsentRecord> steps_;
    std::vector<std::int64_t> receivedMs_;
    std::map<std::string_view, const lf::ConsentRecord*> after_;
};

Result<Steps> stepsOf(store::Reading& reading, std::string_view patient) {
    std::vector<lf::ConsentRecord> steps;
    std::vector<std::int64_t> receivedMs;
    LF_CHECK(reading.search(patient, "Consent", {}, consentsMax,
                            [&](const store::Record& record) -> Result<void> {
                                LF_TRY(const auto document, lf::Json::borrow(record.body));
                                auto event = lf::readConsent(document.root());
                                if (event.has_value() && event->purpose == pathway::participation) {
                                    steps.push_back(std::move(*event));
                                    receivedMs.push_back(record.receivedMs);
                                }
                                return ok();
                            }));
    return Steps(std::move(steps), std::move(receivedMs));
}

std::string_view descriptionOf(const lf::ConsentRecord& event) {
    return event.dataChoice == "erase"
               ? "Stopped taking part, and asks that the data be erased as far as the law allows"
               : "Stopped taking part; the data collected so far may be kept";
}

std::string restrictionOf(const Aftercare& care, const base::WallTime& now) {
    return R"({"period":{"end":)" + lf::quoted(base::toFhirDateTime(dueOf(care, now))) + "}}";
}

std::string taskBytes(const lf::ConsentRecord& event, const std::string& id,
                      std::string_view patient, const std::optional<Aftercare>& care,
                      const base::WallTime& now) {
    std::string text = R"({"resourceType":"Task","id":)" + lf::quoted(id);
    text += R"(,"basedOn":[{"reference":)" + lf::quoted("Consent/" + event.id) + "}]";
    text += R"(,"status":"requested","intent":"order","priority":)";
    text += event.dataChoice == "erase" || care ? R"("urgent")" : R"("routine")";
    text += R"(,"code":{"coding":[{"system":)" + lf::quoted(lf::names::taskSystem) + R"(,"code":)" +
            lf::quoted(withdrawalCode) + R"(}]},"description":)" + lf::quoted(descriptionOf(event));
    text += R"(,"for":{"reference":)" + lf::quoted("Patient/" + std::string(patient)) + '}';
    if (care) text += R"(,"restriction":)" + restrictionOf(*care, now);
    return text + R"(,"authoredOn":)" + lf::quoted(base::toFhirDateTime(now)) + '}';
}

std::string dayOf(const lf::ConsentRecord& event) {
    return dayInWords(base::toFhirDate(event.at));
}

/// Nobody has taken it: it ends by itself.
Result<std::string> ended(const lf::Json& task, const lf::ConsentRecord& next) {
    if (is(next, ConsentStep::Signed))
        return lf::cancelledTask(task, "signed-anew",
                                 "The person signed anew on " + dayOf(next) +
                                     " and takes part again, so nothing is to be done about the "
                                     "withdrawal.");
    return lf::cancelledTask(task, "data-choice-changed",
                             "The person chose anew on " + dayOf(next) +
                                 " what becomes of the data; another task says what.");
}

/// Somebody has taken it, and has to read why there is nothing to do.
std::string descriptionOfTaken(const lf::ConsentRecord& event, const lf::ConsentRecord& next) {
    std::string text;
    if (is(next, ConsentStep::Signed))
        text = "Has come back and signed anew on " + dayOf(next) +
               ": nothing is to be erased any more.";
    else
        text = "Chose anew on " + dayOf(next) +
               " what becomes of the data: another task says what. Do nothing for this one.";
    return text + " Before that: " + std::string(descriptionOf(event));
}

/// The new version of a task whose withdrawal stands no longer; "" where it is right as it is.
Result<std::string> overtaken(const lf::Json& task, const lf::ConsentRecord& event,
                              const lf::ConsentRecord& next) {
    const auto status = task.get("status").textOr();
    if (status == "requested") return ended(task, next);
    const auto description = descriptionOfTaken(event, next);
    if (!isOpenTask(status) || task.get("description").textOr() == description)
        return std::string();
    lf::Edits edits(task);
    edits.setMember(task.root(), "description", lf::quoted(description));
    return edits.apply();
}

/// The new version of an open task that was made before the dose was written down; "" where it is
/// right as it is.
std::string pressed(const lf::Json& task, const Aftercare& care, const base::WallTime& now) {
    if (!isOpenTask(task.get("status").textOr()) || task.get("restriction")) return {};
    lf::Edits edits(task);
    edits.setMember(task.root(), "priority", R"("urgent")");
    edits.addMember(task.root(), "restriction", restrictionOf(care, now));
    return edits.apply();
}

/// What a task that is there has to become; "" where it stays.
Result<std::string> nextVersion(const store::Record& before, const lf::ConsentRecord& event,
                                const lf::ConsentRecord* next, const std::optional<Aftercare>& care,
                                const base::WallTime& now) {
    LF_TRY(const auto task, lf::Json::borrow(before.body));
    if (next != nullptr) return overtaken(task, event, *next);
    return care ? pressed(task, *care, now) : std::string();
}
}  // namespace

Result<int> noteWithdrawals(store::Writing& writing, std::string_view patient,
                            const base::WallTime& now) {
    LF_TRY(const auto steps, stepsOf(writing, patient));
    int changed = 0;
    for (const auto& event : steps.all()) {
        if (!is(event, ConsentStep::Withdrawn)) continue;
        LF_TRY(const auto care, aftercareOf(writing, patient, event.at, steps.receivedMs(event)));
        if (care) {
            LF_TRY(const int asked, noteAftercare(writing, patient, *care, now));
            changed += asked;
        }
        const auto id = "withdrawn-" + event.id;
        const store::RecordKey key{"Task", id};
        const auto* const next = steps.after(event);
        LF_TRY(const auto before, writing.current(key));
        std::string bytes;
        if (!before && next == nullptr) bytes = taskBytes(event, id, patient, care, now);
        if (before && !before->deleted) {
            LF_TRY(bytes, nextVersion(*before, event, next, care, now));
        }
        if (bytes.empty()) continue;
        const auto state = before ? std::optional<store::RecordState>(*before)
                                  : std::optional<store::RecordState>();
        LF_TRY([[maybe_unused]] const auto written, writing.append({.key = key,
                                                                    .patient = patient,
                                                                    .body = std::string_view(bytes),
                                                                    .device = std::nullopt,
                                                                    .receivedMs = now.unixMs},
                                                                   state));
        ++changed;
    }
    return changed;
}

}  // namespace landfall::clinic::review
