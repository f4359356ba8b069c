#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace landfall::clinic::store {

/// Rows of the projections: what the review page needs, extracted from records and rebuildable from
/// them. `row` is the record version they were made from. `authored` is the writer's own date and
/// time with its offset, as text; `authoredMs` is the same moment for ordering, or that of the
/// arrival where the writer's clock was ahead (authored.hpp).
struct PatientView {
    std::string id;
    std::string name;
    std::optional<std::string> birthDate;
    std::int64_t row = 0;
};

struct QuestionnaireView {
    std::string url;
    std::string version;
    std::string id;  ///< the short id, such as phq-9
    std::string title;
    std::int64_t row = 0;
};

struct ResponseView {
    std::string id;
    std::string patient;
    std::string questionnaire;  ///< the short id, or the canonical when the form is not known here
    std::string canonical;
    std::string authored;
    std::int64_t authoredMs = 0;
    std::int64_t receivedMs = 0;
    std::string status;
    int tier = 0;
    std::int64_t row = 0;
};

/// The total of one response. `value` is what this server computed, `sentValue` what the phone
/// sent; `differs` marks that they do not agree, in which case both are kept.
struct ScoreView {
    std::string response;
    std::string patient;
    std::string questionnaire;
    std::optional<std::string> observation;
    std::string authored;
    std::int64_t authoredMs = 0;
    std::int64_t receivedMs = 0;
    std::optional<std::int64_t> value;
    std::optional<std::string> band;
    bool prorated = false;
    std::optional<std::string> pattern;
    bool sent = false;
    std::optional<std::int64_t> sentValue;
    bool differs = false;
};

struct FlagView {
    std::string id;
    std::string patient;
    int tier = 0;
    std::string status;
    std::optional<std::string> response;
    std::optional<std::string> questionnaire;
    std::optional<std::string> item;
    std::optional<std::string> answer;
    std::string authored;
    std::int64_t receivedMs = 0;
    std::optional<std::int64_t> acknowledgedMs;
    std::optional<std::string> acknowledgedBy;  ///< id of the user
    std::int64_t row = 0;
};

struct JournalView {
    std::string id;
    std::string patient;
    std::string authored;
    std::int64_t authoredMs = 0;
    std::int64_t receivedMs = 0;
    std::int64_t version = 0;
    std::int64_t row = 0;
};

struct TaskView {
    std::string id;
    std::string patient;
    std::string canonical;
    std::string questionnaire;
    std::string status;
    std::optional<std::string> due;
    std::int64_t createdMs = 0;
    std::int64_t row = 0;
};

}  // namespace landfall::clinic::store
