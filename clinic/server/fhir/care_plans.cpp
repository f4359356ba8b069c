#include "server/fhir/care_plans.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;

Result<std::optional<lf::CarePlan>> activeCarePlan(store::Reading& reading,
                                                   std::string_view patient) {
    constexpr std::int64_t plansMax = 100;
    std::optional<lf::CarePlan> newest;
    LF_CHECK(reading.search(patient, "CarePlan", "", plansMax,
                            [&](const store::Record& record) -> Result<void> {
                                const auto json = lf::Json::borrow(record.body);
                                if (json.has_error()) return ok();
                                auto plan = lf::readCarePlan(json->root());
                                if (plan.has_error() || plan->status != "active") return ok();
                                if (!newest || newest->created.unixMs <= plan->created.unixMs)
                                    newest = *std::move(plan);
                                return ok();
                            }));
    return newest;
}

}  // namespace landfall::clinic::fhirapi
