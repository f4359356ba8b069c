#include "server/review/acknowledgement.hpp"

#include <algorithm>

#include "landfall/fhir/build.hpp"
#include "server/fhir/recorder.hpp"

namespace landfall::clinic::review {

Result<Acknowledged> acknowledge(store::Writing& writing, const fhirapi::Forms& forms,
                                 const store::FlagView& flag, const Acknowledgement& word,
                                 const base::Clock& clock, base::Random& random) {
    if (flag.status != "active") return base::Fault::Busy;
    LF_TRY(const auto record, writing.current({"Flag", flag.id}));
    if (!record || record->deleted) return base::Fault::NotFound;
    const auto now = clock.now();
    LF_TRY(const auto json, landfall::fhir::Json::borrow(record->body));
    LF_TRY(const auto bytes, landfall::fhir::acknowledgedFlag(json, now));
    // Before the new version, because the projection of a closed flag names the note's author.
    LF_CHECK(writing.addNote({.id = base::makeUuidV7(clock, random).text(),
                              .patient = flag.patient,
                              .flag = flag.id,
                              .author = word.clinician,
                              .writtenMs = now.unixMs,
                              .text = word.note}));
    // A Flag that no phone has seen, such as one of a clinician's rating, stays with the clinic.
    LF_TRY(const bool announced, writing.announced(flag.patient, record->row));
    fhirapi::Recorder recorder(writing, forms,
                               {.patient = flag.patient,
                                .device = std::nullopt,
                                .receivedMs = now.unixMs,
                                .forClinic = !announced});
    LF_TRY(const auto written, recorder.putMade({"Flag", flag.id}, bytes));
    static_cast<void>(written);
    LF_TRY(const auto head, recorder.finish());
    return Acknowledged{now.unixMs, head};
}

bool isNote(std::string_view text) {
    // Continuation bytes of UTF-8 do not begin a character; the strict reader checked the rest.
    const auto characters = std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
    const bool blank = std::all_of(text.begin(), text.end(), [](char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    });
    return !blank && static_cast<std::size_t>(characters) <= noteCharsMax;
}

}  // namespace landfall::clinic::review
