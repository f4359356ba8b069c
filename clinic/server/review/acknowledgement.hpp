#pragma once

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "server/fhir/forms.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::review {

constexpr std::size_t noteCharsMax = 2000;

struct Acknowledgement {
    std::string clinician;  ///< id of the user
    std::string note;       ///< 1 to noteCharsMax characters; stays with the clinic
};
struct Acknowledged {
    std::int64_t atMs = 0;
    std::int64_t head = 0;
};

/// Closes an open safety flag: a new version of the Flag, inactive and with the time, goes to the
/// phone; the note does not. The staff's task of the flag is completed with it. base::Fault::Busy
/// when somebody else closed it first.
[[nodiscard]] Result<Acknowledged> acknowledge(store::Writing& writing, const fhirapi::Forms& forms,
                                               const store::FlagView& flag,
                                               const Acknowledgement& word,
                                               const base::Clock& clock, base::Random& random);

/// 1 to noteCharsMax characters of valid UTF-8 that are not all white space.
[[nodiscard]] bool isNote(std::string_view text);

}  // namespace landfall::clinic::review
