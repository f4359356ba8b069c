#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "landfall/base/bytes.hpp"

namespace landfall::clinic::store {

/// Names one record. A view: it lives as long as the text it points at.
struct RecordKey {
    std::string_view type;
    std::string_view id;
};

/// What is known of a record without reading its body.
struct RecordState {
    std::int64_t row = 0;                ///< commit order of the whole clinic
    std::optional<std::string> patient;  ///< the compartment; empty for a record of the clinic
    std::string type;
    std::string id;
    std::int64_t version = 0;
    std::int64_t receivedMs = 0;
    bool deleted = false;
};

/// One version of a record. `body` is the exact text that was received, "" for a deletion.
struct Record : RecordState {
    std::string body;
};

/// A version to be written. The bytes are kept as they are.
struct NewVersion {
    RecordKey key;
    std::optional<std::string_view> patient;
    std::optional<std::string_view> body;  ///< empty deletes
    std::optional<std::string_view> device;
    std::int64_t receivedMs = 0;
};

struct Written {
    std::int64_t row = 0;
    std::int64_t version = 0;
};

/// One step of a patient's feed. Views hold during the visit only.
struct ChangeView {
    std::int64_t sequence = 0;
    std::string_view type;
    std::string_view id;
    std::int64_t version = 0;
    std::int64_t receivedMs = 0;
    bool deleted = false;
    std::string_view body;
    std::int64_t row = 0;
};

struct AppliedBundle {
    base::Bytes sha256;
    std::string response;
};

/// What a clinician wrote for the clinic's side only.
struct Note {
    std::string id;
    std::string patient;
    std::optional<std::string> flag;
    std::string author;  ///< id of the user
    std::int64_t writtenMs = 0;
    std::string text;
};

}  // namespace landfall::clinic::store
