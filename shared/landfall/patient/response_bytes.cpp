#include "landfall/patient/response_bytes.hpp"

#include "landfall/base/at_most.hpp"
#include "landfall/fhir/answered_tasks.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/sizes.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/instrument/response_size.hpp"
#include "landfall/patient/fault.hpp"

namespace landfall::patient {

namespace {
Result<std::string> written(const fhir::Response& given, const AnsweredMarks& marks) {
    LF_TRY(const auto response, fhir::withAnsweredTasks(fhir::buildResponse(given), marks.tasks));
    return fhir::withAnsweredVisits(response, marks.visits);
}
}  // namespace

Result<std::string> bytesOfResponse(const fhir::Response& given, const AnsweredMarks& marks) {
    LF_TRY(auto response, written(given, marks));
    if (response.size() <= fhir::responseBytesMax) return response;
    return written(instrument::withoutQuestions(given), marks);
}

Error tooLarge(const instrument::Form& form, const instrument::Answers& answers,
               safety::Tier tier) {
    constexpr std::size_t namedMax = 3;
    std::string named;
    for (const auto item : instrument::longestAnswers(form, answers, namedMax))
        named += (named.empty() ? "; longest at item " : ", ") + form.item(item).linkId;
    return {tier == safety::Tier::None ? Fault::TooLarge : Fault::TooLargeFlagKept,
            base::atMost(fhir::responseBytesMax) + named};
}

}  // namespace landfall::patient
