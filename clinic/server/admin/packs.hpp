#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "landfall/base/files.hpp"
#include "server/fhir/forms.hpp"
#include "server/fhir/recorder.hpp"
#include "server/fhir/refresh.hpp"
#include "server/store/record_store.hpp"

// A content pack: a folder with Questionnaires (*.json) and a licence file (LICENCE or LICENSE,
// with .txt or .md or without), which says on what terms the clinic uses their words.
namespace landfall::clinic::admin {

struct Machine;

constexpr std::size_t packFilesMax = 200;
constexpr std::size_t packBytesMax = 8 * 1024 * 1024;

/// The text of a file. InvalidUtf8 for bytes that are none, which a running server could not be
/// handed; the faults of reading.
[[nodiscard]] Result<std::string> readText(const std::filesystem::path& path, std::size_t bytesMax,
                                           const base::Files& files);

struct PackFile {
    std::string name;  ///< "" for a questionnaire that was given by itself
    std::string content;
    std::string unread{};  ///< why there is no content, in a sentence; "" when there is
};

/// The files of a pack as one text, for the command line to hand to the clinic. PackWithoutLicence,
/// PackEmpty, TooLarge. A file that cannot be read or is no text is in it with the reason, so that
/// it is told beside the faults of all others.
[[nodiscard]] Result<std::string> readPack(const std::filesystem::path& folder,
                                           const base::Files& files);
/// The way back; Malformed.
[[nodiscard]] Result<std::vector<PackFile>> filesOfPack(std::string_view pack);

struct AddedPack {
    std::vector<fhirapi::Forms::Form> forms;  ///< in the order of the files, known ones included
    std::vector<instrument::Inheritance> inherited;  ///< of each, from a bundled questionnaire
    std::vector<fhirapi::Refreshed> refreshed;       ///< patients whose feed has something new
};

/// Adds all of them or none, to the store in one transaction and to `forms`, and brings what was
/// received before up to them. Each goes into the feed of every patient there is.
/// QuestionnaireMalformed with every fault of every file and its place: of the definition, of an id
/// that belongs to another questionnaire, of another content under a version that is there, of one
/// that is retired, of an eligibility check or a list of medicines that the rules do not fit. A
/// draft, and a file by itself without a licence block, are to be looked at. `alongside` runs in
/// the transaction for each that is new.
[[nodiscard]] Result<AddedPack> addPack(
    store::RecordStore& store, fhirapi::Forms& forms, const std::vector<PackFile>& files,
    const Machine& machine,
    const std::function<Result<void>(store::Writing&, const instrument::Form&)>& alongside);

/// Into the feed of a patient, so that the phone can answer what its clinic uses, assigned or not.
Result<void> shareForms(store::Writing& writing, fhirapi::Recorder& recorder,
                        const std::vector<fhirapi::Forms::Form>& forms);

}  // namespace landfall::clinic::admin
