#include "landfall/patient/rereading.hpp"

#include "landfall/fhir/read.hpp"
#include "landfall/instrument/response.hpp"

namespace landfall::patient {

Result<std::optional<RereadView>> Rereading::newest(std::string_view questionnaire) {
    LF_TRY(auto* const store, profile_.store());
    const auto form = profile_.library().find(questionnaire);
    if (!form) return Fault::UnknownQuestionnaire;
    LF_TRY(const auto rows, store->records().responses(form->url()));
    if (rows.empty()) return std::optional<RereadView>();
    const auto& row = rows.front();
    const auto asked = profile_.library().find(row.questionnaire);
    if (!asked) return Fault::UnknownQuestionnaire;
    LF_TRY(const auto record,
           store->records().read(fhir::ResourceType::QuestionnaireResponse, row.id));
    LF_TRY(const auto json, fhir::Json::borrow(record.bytes));
    LF_TRY(const auto response, fhir::readResponse(json.root()));
    LF_TRY(const auto answers, instrument::fromResponse(*asked, response));
    RereadView view{.response = row.id,
                    .authored = base::toFhirDateTime(row.authored),
                    .lines = {},
                    .delivery = row.delivery};
    for (std::size_t i = 0; i < asked->items().size(); ++i)
        if (const auto& given = answers.at(i))
            view.lines.push_back({asked->item(i).linkId, asked->item(i).text,
                                  instrument::textOf(asked->item(i), *given)});
    return std::optional(std::move(view));
}

}  // namespace landfall::patient
