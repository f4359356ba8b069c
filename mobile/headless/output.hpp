#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "landfall/patient/phone.hpp"

namespace landfall::headless {

/// What a command prints: one JSON value with `--json`, else the same as readable lines.
class Output {
public:
    explicit Output(bool json) : json_(json) {}
    /// What could not be written leaves standard output failed, which main() tells.
    void print(const boost::json::value& value) const;
    /// Finds out by writing white space whether standard output takes anything: for a command that
    /// gives something up before it prints.
    [[nodiscard]] bool canPrint() const;

private:
    bool json_;
};

[[nodiscard]] boost::json::value toJson(const store::Entry& entry);
[[nodiscard]] boost::json::value toJson(const patient::ScoreView& score);
[[nodiscard]] boost::json::value toJson(const patient::Submission& submission);
/// What the eligibility questions led to (clinical rules 6.3): its class as the result, the fixed
/// sentence, the items it comes from and the version of the rules.
void addReview(boost::json::object& json, const patient::ReviewView& review);
[[nodiscard]] boost::json::value toJson(const patient::DueView& due);
[[nodiscard]] boost::json::value toJson(const patient::StatusView& status);
[[nodiscard]] boost::json::value toJson(const sync::SyncReport& report);
/// The same for a sync that could not begin: state "refused".
[[nodiscard]] boost::json::value notSynced(const patient::StatusView& status);
[[nodiscard]] boost::json::value toJson(const safety::HelpContacts& help);
/// Null while the person shows nothing of their own.
[[nodiscard]] boost::json::value toJson(const std::optional<patient::OwnHelp>& own);

/// The text, or null for an empty one.
[[nodiscard]] boost::json::value orNull(const std::string& text);
[[nodiscard]] std::string_view nameOf(store::Delivery delivery);

}  // namespace landfall::headless
