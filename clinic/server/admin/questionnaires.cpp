#include "server/admin/questionnaires.hpp"

#include <algorithm>

#include "landfall/base/log.hpp"
#include "landfall/fhir/sizes.hpp"
#include "landfall/instrument/response_size.hpp"
#include "landfall/safety/eligibility.hpp"
#include "server/admin/clinic.hpp"
#include "server/admin/fault.hpp"
#include "server/fhir/recorder.hpp"

namespace landfall::clinic::admin {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t instrumentFilesMax = 1000;

/// A short id names one questionnaire only; its versions may follow each other.
Result<bool> idTaken(store::Reading& reading, const instrument::Form& form) {
    LF_TRY(const auto other, reading.questionnaireById(form.id()));
    return other && other->url != form.url();
}

/// True when exactly this definition is there, as the newest version or an older one.
bool isKnown(const fhirapi::Forms& forms, const std::string& text) {
    const auto json = landfall::fhir::Json::borrow(text);
    if (json.has_error()) return false;
    const auto form = instrument::Form::read(json->root());
    return form.has_value() && forms.bytesOf(form->canonical()) == text;
}

}  // namespace

Result<void> addStored(store::RecordStore& store, fhirapi::Forms& forms) {
    return store.read([&](store::Reading& reading) -> Result<void> {
        std::vector<std::int64_t> rows;
        LF_CHECK(reading.questionnaires([&](const store::QuestionnaireView& view) {
            rows.push_back(view.row);
            return ok();
        }));
        for (const auto row : rows) {
            LF_TRY(const auto record, reading.versionAt(row));
            if (record && forms.addStored(record->body).has_error())
                base::log("stored-questionnaire-left-out", {{"row", row}});
        }
        return ok();
    });
}

std::vector<std::string> formNotices(const fhirapi::Forms& forms) {
    std::vector<std::string> notices;
    for (const auto& [canonical, why] : forms.leftOut())
        notices.push_back("The questionnaire " + canonical +
                          " is kept for the answers to it, and nobody is asked to answer it any "
                          "more: " +
                          why.line() +
                          " Add a mended one under a higher version with landfall-clinic "
                          "questionnaire add.");
    return notices;
}

Result<void> storeBundled(store::RecordStore& store, const fhirapi::Forms& forms,
                          const Machine& machine) {
    for (const auto& canonical : forms.canonicals()) {
        const auto form = forms.find(canonical);
        const auto bytes = forms.bytesOf(canonical);
        bool there = false;
        LF_CHECK(store.read([&](store::Reading& reading) -> Result<void> {
            LF_TRY(const auto view, reading.questionnaire(form->url(), form->version()));
            if (!view) return ok();
            LF_TRY(const auto record, reading.versionAt(view->row));
            there = record && record->body == bytes;
            return ok();
        }));
        if (there) continue;
        LF_CHECK(store.write([&](store::Writing& writing) -> Result<void> {
            LF_TRY(const auto stored,
                   fhirapi::putClinicRecord(writing, forms, {"Questionnaire", form->id()}, bytes,
                                            machine.clock.now().unixMs));
            static_cast<void>(stored);
            // A newer program may know what phones have been sending for some time.
            LF_TRY(const auto refreshed,
                   fhirapi::refreshAnswersTo(writing, forms, form->canonical(), machine.clock,
                                             machine.random));
            static_cast<void>(refreshed);
            return ok();
        }));
    }
    return ok();
}

Result<AddedQuestionnaire> addQuestionnaire(
    store::RecordStore& store, fhirapi::Forms& forms, const std::string& bytes,
    const Machine& machine,
    const std::function<Result<void>(store::Writing&, const instrument::Form&)>& alongside) {
    const auto faults = instrument::Library::faultsOf(bytes);
    if (!faults.empty()) return Error(Fault::QuestionnaireMalformed, faults.front().line());
    AddedQuestionnaire result;
    const auto add = [&](store::Writing& writing) -> Result<void> {
        const auto json = landfall::fhir::Json::borrow(bytes);
        if (json.has_error()) return Error(Fault::QuestionnaireMalformed);
        const auto read = instrument::Form::read(json->root());
        if (read.has_error() || !base::isFhirId(read->id()))
            return Error(Fault::QuestionnaireMalformed, "id");
        if (const auto unfit = safety::faultsOfReviewed(*read); !unfit.empty())
            return Error(Fault::QuestionnaireMalformed, unfit.front().line());
        if (const auto fits = instrument::checkFullestResponse(*read); fits.has_error())
            return Error(Fault::QuestionnaireMalformed, fits.error().line());
        LF_TRY(const bool taken, idTaken(writing, *read));
        if (taken) return Error(Fault::QuestionnaireIdTaken, read->id());
        LF_TRY(const auto stored,
               fhirapi::putClinicRecord(writing, forms, {"Questionnaire", read->id()}, bytes,
                                        machine.clock.now().unixMs));
        static_cast<void>(stored);
        if (alongside) LF_CHECK(alongside(writing, *read));
        // Late, because it cannot be undone: with other content under the same version it refuses,
        // and the transaction goes with it.
        auto added = forms.add(bytes);
        if (added.has_error()) return Error(Fault::QuestionnaireIdTaken, read->canonical());
        result.form = *std::move(added);
        LF_TRY(result.refreshed, fhirapi::refreshAnswersTo(writing, forms, result.form->canonical(),
                                                           machine.clock, machine.random));
        return ok();
    };
    LF_CHECK(store.write(add));
    return result;
}

Result<void> addFromFolder(store::RecordStore& store, fhirapi::Forms& forms, const fs::path& folder,
                           const Machine& machine) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error))
        if (at->path().extension() == ".json" && paths.size() < instrumentFilesMax)
            paths.push_back(at->path());
    std::sort(paths.begin(), paths.end());
    std::int64_t place = 0;
    for (const auto& path : paths) {
        ++place;
        const auto bytes = machine.files.read(path, landfall::fhir::questionnaireBytesMax);
        if (bytes.has_error()) {
            base::log("instrument-file-unreadable", {{"place", place}});
            continue;
        }
        const std::string text(base::textOf(*bytes));
        if (isKnown(forms, text)) continue;
        if (addQuestionnaire(store, forms, text, machine).has_error())
            base::log("instrument-file-left-out", {{"place", place}});
    }
    return ok();
}

}  // namespace landfall::clinic::admin
