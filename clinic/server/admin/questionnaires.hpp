#pragma once

#include <filesystem>
#include <string>

#include "landfall/base/clock.hpp"
#include "landfall/base/files.hpp"
#include "server/fhir/forms.hpp"
#include "server/fhir/refresh.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::admin {

struct Machine;

/// The questionnaires that the store holds come into `forms`.
Result<void> addStored(store::RecordStore& store, fhirapi::Forms& forms);
/// What the clinic should see to about questionnaires that it added to an earlier program and that
/// are not offered any more, in sentences.
[[nodiscard]] std::vector<std::string> formNotices(const fhirapi::Forms& forms);
/// The questionnaires compiled into the program come into the store, so that phones can be sent
/// them.
Result<void> storeBundled(store::RecordStore& store, const fhirapi::Forms& forms,
                          const Machine& machine);
/// Every *.json below the folder. One that cannot be used is logged and left out, because a clinic
/// must start whatever lies there.
Result<void> addFromFolder(store::RecordStore& store, fhirapi::Forms& forms,
                           const std::filesystem::path& folder, const Machine& machine);

struct AddedQuestionnaire {
    fhirapi::Forms::Form form;
    std::vector<fhirapi::Refreshed> refreshed;  ///< patients who had answered it before
};
/// Adds one definition to `forms` and, as a record, to the store, and brings what was received
/// before it up to it. `alongside` runs in the same transaction. QuestionnaireMalformed with the
/// first place at fault, QuestionnaireIdTaken.
[[nodiscard]] Result<AddedQuestionnaire> addQuestionnaire(
    store::RecordStore& store, fhirapi::Forms& forms, const std::string& bytes,
    const Machine& machine,
    const std::function<Result<void>(store::Writing&, const instrument::Form&)>& alongside = {});

}  // namespace landfall::clinic::admin
