#include "output.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <iostream>

namespace landfall::headless {

namespace {
std::string plain(const boost::json::value& value) {
    if (const auto* text = value.if_string()) return std::string(*text);
    return boost::json::serialize(value);
}

void printLines(const boost::json::value& value) {
    if (const auto* array = value.if_array()) {
        for (const auto& element : *array) {
            printLines(element);
            std::cout << '\n';
        }
    } else if (const auto* object = value.if_object()) {
        for (const auto& [key, member] : *object)
            std::cout << std::string_view(key) << ": " << plain(member) << '\n';
    } else {
        std::cout << plain(value) << '\n';
    }
}

std::string_view nameOf(patient::DueView::State state) {
    switch (state) {
        case patient::DueView::State::Due:
            return "due";
        case patient::DueView::State::Overdue:
            return "overdue";
        case patient::DueView::State::Later:
            return "later";
    }
    return "due";
}

std::string_view nameOf(patient::Standing standing) {
    switch (standing) {
        case patient::Standing::Unpaired:
            return "unpaired";
        case patient::Standing::Waiting:
            return "waiting";
        case patient::Standing::Locked:
            return "locked";
        case patient::Standing::Unlocked:
            return "unlocked";
        case patient::Standing::KeysMissing:
            return "keys-missing";
        case patient::Standing::KeysDamaged:
            return "keys-damaged";
        case patient::Standing::DatabaseMissing:
            return "database-missing";
    }
    return "unpaired";
}
}  // namespace

boost::json::value orNull(const std::string& text) {
    return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

std::string_view nameOf(store::Delivery delivery) {
    switch (delivery) {
        case store::Delivery::Local:
            return "local";
        case store::Delivery::Saved:
            return "saved";
        case store::Delivery::Sent:
            return "sent";
        case store::Delivery::Received:
            return "received";
        case store::Delivery::Seen:
            return "seen";
        case store::Delivery::Rejected:
            return "rejected";
        case store::Delivery::Withdrawn:
            return "withdrawn";
    }
    return "saved";
}

void Output::print(const boost::json::value& value) const {
    if (json_)
        std::cout << boost::json::serialize(value) << '\n';
    else
        printLines(value);
    std::cout.flush();
}

boost::json::value toJson(const store::Entry& entry) {
    return boost::json::object{{"id", entry.id},
                               {"authored", base::toFhirDateTime(entry.authored)},
                               {"private", entry.isPrivate},
                               {"text", entry.text},
                               {"conflictOf", orNull(entry.conflictOf)},
                               {"delivery", nameOf(entry.delivery)}};
}

boost::json::value toJson(const patient::ScoreView& score) {
    boost::json::object json{{"id", score.id},
                             {"value", nullptr},
                             {"band", orNull(score.band)},
                             {"prorated", score.prorated},
                             {"authored", score.authored},
                             {"response", score.response},
                             {"inWindow", score.inWindow}};
    if (score.value) json["value"] = *score.value;
    if (!score.pattern.empty()) json["pattern"] = score.pattern;
    return json;
}

boost::json::value toJson(const patient::Submission& submission) {
    boost::json::array scores;
    for (const auto& score : submission.scores) scores.push_back(toJson(score));
    return boost::json::object{{"response", submission.response},
                               {"scores", std::move(scores)},
                               {"result", nullptr},
                               {"tier", safety::numberOf(submission.tier)},
                               {"state", "saved"}};
}

boost::json::value toJson(const patient::DueView& due) {
    return boost::json::object{{"id", due.id},
                               {"title", due.title},
                               {"due", orNull(due.due)},
                               {"opens", orNull(due.opens)},
                               {"closes", orNull(due.closes)},
                               {"state", nameOf(due.state)},
                               {"begun", due.begun}};
}

boost::json::value toJson(const patient::StatusView& status) {
    const bool paired = status.standing != patient::Standing::Unpaired &&
                        status.standing != patient::Standing::Waiting;
    return boost::json::object{{"paired", paired},
                               {"clinic", orNull(status.clinic)},
                               {"device", orNull(status.device)},
                               {"locked", status.standing != patient::Standing::Unlocked},
                               {"pending", status.pending},
                               {"lastSync", orNull(status.lastSync)},
                               {"tier", status.tier},
                               {"standing", nameOf(status.standing)},
                               {"rejected", status.rejected},
                               {"conflicts", status.conflicts},
                               {"seen", orNull(status.seenAt)}};
}

boost::json::value toJson(const sync::SyncReport& report) {
    return boost::json::object{{"pushed", report.pushed},
                               {"pulled", report.pulled},
                               {"pending", report.pending},
                               {"rejected", report.rejected},
                               {"conflicts", report.conflicts},
                               {"state", sync::name(report.state)},
                               {"refusal", orNull(std::string(sync::name(report.refusal)))}};
}

boost::json::value toJson(const safety::HelpContacts& help) {
    boost::json::array emergency(help.emergency.begin(), help.emergency.end());
    boost::json::array lines;
    for (const auto& line : help.lines)
        for (const auto& channel : line.channels)
            lines.push_back(boost::json::object{{"name", line.name},
                                                {"number", channel.number},
                                                {"message", orNull(channel.message)},
                                                {"hours", orNull(line.hours)}});
    boost::json::object json{{"country", orNull(help.country)},
                             {"emergency", std::move(emergency)},
                             {"lines", std::move(lines)},
                             {"clinic", nullptr}};
    if (help.clinic)
        json["clinic"] =
            boost::json::object{{"name", help.clinic->name}, {"phone", help.clinic->phone}};
    return json;
}

boost::json::value toJson(const std::optional<patient::OwnHelp>& own) {
    if (!own) return nullptr;
    boost::json::object parts;
    for (const auto& part : own->plan) parts[part.code] = part.text;
    return boost::json::object{{"trustedName", orNull(own->trustedName)},
                               {"trustedPhone", orNull(own->trustedPhone)},
                               {"plan", std::move(parts)}};
}

}  // namespace landfall::headless
