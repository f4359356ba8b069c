#pragma once

#include <boost/json/value.hpp>

#include "landfall/patient/phone.hpp"

namespace landfall::headless {

/// What a command prints: one JSON value with `--json`, else the same as readable lines.
class Output {
public:
    explicit Output(bool json) : json_(json) {}
    void print(const boost::json::value& value) const;

private:
    bool json_;
};

[[nodiscard]] boost::json::value toJson(const store::Entry& entry);
[[nodiscard]] boost::json::value toJson(const patient::ScoreView& score);
[[nodiscard]] boost::json::value toJson(const patient::Submission& submission);
[[nodiscard]] boost::json::value toJson(const patient::DueView& due);
[[nodiscard]] boost::json::value toJson(const patient::StatusView& status);
[[nodiscard]] boost::json::value toJson(const sync::SyncReport& report);
[[nodiscard]] boost::json::value toJson(const safety::HelpContacts& help);

}  // namespace landfall::headless
