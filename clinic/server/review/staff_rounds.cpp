#include "server/review/staff_rounds.hpp"

#include <algorithm>
#include <functional>

#include "landfall/base/log.hpp"
#include "server/review/staff_tasks.hpp"

namespace landfall::clinic::review {

std::int64_t StaffRounds::turn() {
    Result<void> done = ok();
    if (left_.empty()) {
        done = begin();
    } else {
        const auto patient = std::move(left_.back());
        left_.pop_back();
        done = lookAfter(patient);
    }
    if (done.has_error()) base::log("staff-round-failed", {{"code", done.error().code.value()}});
    return left_.empty() ? pauseMs : 0;
}

Result<void> StaffRounds::begin() {
    return services_.store.read([&](store::Reading& reading) -> Result<void> {
        std::vector<std::string> patients;
        for (const auto* type : {"CarePlan", "Consent"}) {
            LF_TRY(const auto having, reading.patientsHaving(type));
            patients.insert(patients.end(), having.begin(), having.end());
        }
        std::sort(patients.begin(), patients.end(), std::greater<>());
        patients.erase(std::unique(patients.begin(), patients.end()), patients.end());
        left_ = std::move(patients);
        return ok();
    });
}

Result<void> StaffRounds::lookAfter(const std::string& patient) {
    const PlanSources plans{services_.forms, services_.protocols, services_.clock.now()};
    int made = 0;
    std::int64_t head = 0;
    LF_CHECK(services_.store.write([&](store::Writing& writing) -> Result<void> {
        LF_TRY(made, noteStaffTasks(writing, plans, patient));
        if (made == 0) return ok();
        LF_TRY(head, writing.head(patient));
        static const auto server = http::Actor::serverItself();
        return writing.audit({.actor = server,
                              .action = http::Action::MaintainStore,
                              .object = "staff-tasks",
                              .patient = patient});
    }));
    if (made > 0) services_.events.publishChange(patient, head);
    return ok();
}

}  // namespace landfall::clinic::review
