#pragma once

#include <string>
#include <vector>

#include "server/fhir/forms.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::fhirapi {

/// Writes the record versions of one transaction for one patient: stores the bytes, keeps the
/// projections up and the staff's task of each safety flag (contact_tasks.hpp), and at the end
/// numbers everything at once, so that the patient's clock is touched one time however many records
/// come.
class Recorder {
public:
    struct About {
        std::string patient;
        std::optional<std::string> device;  ///< the phone that wrote; empty for the clinic
        std::int64_t receivedMs = 0;
        /// The records stay with the clinic and get no number in any phone's feed.
        bool forClinic = false;
    };
    Recorder(store::Writing& writing, const Forms& forms, About about)
        : writing_(writing), forms_(forms), about_(std::move(about)) {}

    /// A new version of the patient's record. `before` is what `state` said of it.
    [[nodiscard]] Result<store::Written> put(store::RecordKey key, std::string_view bytes,
                                             const landfall::fhir::Node& resource,
                                             const std::optional<store::RecordState>& before);
    /// The same for bytes that were made here.
    [[nodiscard]] Result<store::Written> putMade(store::RecordKey key, const std::string& bytes);
    [[nodiscard]] Result<store::Written> remove(store::RecordKey key,
                                                const std::optional<store::RecordState>& before);
    /// Puts a record of the clinic into the patient's feed, unless that version is there already.
    Result<void> share(std::int64_t row);

    /// Numbers the changes; the patient's head afterwards. Call once, last.
    [[nodiscard]] Result<std::int64_t> finish();

private:
    [[nodiscard]] Result<store::Written> append(store::RecordKey key,
                                                std::optional<std::string_view> bytes,
                                                const landfall::fhir::Node& resource,
                                                const std::optional<store::RecordState>& before);
    store::Writing& writing_;
    const Forms& forms_;
    About about_;
    std::vector<std::int64_t> rows_;
};

/// Stores a record of the clinic, which belongs to no patient: a new version only when the bytes
/// differ from the current ones.
Result<store::RecordState> putClinicRecord(store::Writing& writing, const Forms& forms,
                                           store::RecordKey key, const std::string& bytes,
                                           std::int64_t nowMs);

}  // namespace landfall::clinic::fhirapi
