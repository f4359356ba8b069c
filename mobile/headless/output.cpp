#include "output.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <utility>

namespace landfall::headless {

namespace {
/// As Boost.JSON does, but a number with a fraction as a person writes it: 0.125, not 1.25E-1.
void write(std::string& out, const boost::json::value& value) {
    if (const auto* array = value.if_array()) {
        char before = '[';
        for (const auto& element : *array) {
            out += std::exchange(before, ',');
            write(out, element);
        }
        out += array->empty() ? "[]" : "]";
    } else if (const auto* object = value.if_object()) {
        char before = '{';
        for (const auto& [key, member] : *object) {
            out += std::exchange(before, ',');
            out += boost::json::serialize(boost::json::string_view(key)) + ':';
            write(out, member);
        }
        out += object->empty() ? "{}" : "}";
    } else if (const auto* number = value.if_double()) {
        char digits[400];  // the longest double has 309 before the point
        const auto end =
            std::to_chars(digits, digits + sizeof digits, *number, std::chars_format::fixed);
        out.append(digits, end.ptr);
    } else {
        out += boost::json::serialize(value);
    }
}

std::string textOf(const boost::json::value& value) {
    std::string out;
    write(out, value);
    return out;
}

std::string plain(const boost::json::value& value) {
    if (const auto* text = value.if_string()) return std::string(*text);
    return textOf(value);
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

template <class Number>
boost::json::value orNull(const std::optional<Number>& number) {
    return number ? boost::json::value(*number) : boost::json::value(nullptr);
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
        case patient::Standing::DatabaseDamaged:
            return "database-damaged";
        case patient::Standing::KeysRejected:
            return "keys-rejected";
        case patient::Standing::NeedsUpdate:
            return "needs-update";
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
        std::cout << textOf(value) << '\n';
    else
        printLines(value);
    std::cout.flush();
}

bool Output::canPrint() const {
    std::cout << (json_ ? ' ' : '\n');
    std::cout.flush();
    return std::cout.good();
}

boost::json::value toJson(const store::Entry& entry) {
    return boost::json::object{{"id", entry.id},
                               {"authored", base::toFhirDateTime(entry.authored)},
                               {"private", entry.isPrivate},
                               {"text", entry.text},
                               {"conflictOf", orNull(entry.conflictOf)},
                               {"delivery", nameOf(entry.delivery)}};
}

/// Doubles are for printing only; nothing is decided on them.
boost::json::value numberOf(const fhir::Fixed& number) {
    if (number.decimals == 0) return number.units;
    return std::strtod(fhir::textOf(number).c_str(), nullptr);
}

boost::json::value valueOf(const fhir::ScoreDetail& detail) {
    if (const auto* yes = std::get_if<bool>(&detail.value)) return *yes;
    if (const auto* number = std::get_if<fhir::Fixed>(&detail.value)) return numberOf(*number);
    if (const auto* text = std::get_if<std::string>(&detail.value)) return text->c_str();
    return nullptr;
}

boost::json::value toJson(const patient::ScoreView& score) {
    boost::json::object json{{"id", score.id},
                             {"value", nullptr},
                             {"band", orNull(score.band)},
                             {"prorated", score.prorated},
                             {"authored", score.authored},
                             {"response", score.response},
                             {"inWindow", score.inWindow}};
    if (score.value) json["value"] = numberOf({*score.value, score.decimals});
    if (!score.pattern.empty()) json["pattern"] = score.pattern;
    if (!score.result.empty()) json["result"] = score.result;
    for (const auto& detail : score.details) {
        if (detail.code.empty()) {
            json[detail.key] = valueOf(detail);
            continue;
        }
        auto& group = json[detail.key];
        if (!group.is_object()) group.emplace_object();
        group.as_object()[detail.code] = valueOf(detail);
    }
    return json;
}

boost::json::value toJson(const patient::Submission& submission) {
    boost::json::array scores;
    for (const auto& score : submission.scores) scores.push_back(toJson(score));
    const boost::json::array offers(submission.offers.begin(), submission.offers.end());
    const boost::json::array unanswered(submission.unanswered.begin(), submission.unanswered.end());
    return boost::json::object{{"response", submission.response},
                               {"scores", std::move(scores)},
                               {"result", orNull(submission.result)},
                               {"tier", safety::numberOf(submission.tier)},
                               {"offers", offers},
                               {"unanswered", unanswered},
                               {"state", "saved"}};
}

void addReview(boost::json::object& json, const patient::ReviewView& review) {
    boost::json::array from;
    for (const auto& line : review.lines) from.emplace_back(line.item.linkId);
    for (const auto& form : review.alsoFrom) from.emplace_back(form.id);
    json["result"] = review.result;
    json["wording"] = review.wording;
    json["from"] = std::move(from);
    json["rules"] = review.rules;
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
    return boost::json::object{
        {"paired", paired},
        {"clinic", orNull(status.clinic)},
        {"device", orNull(status.device)},
        {"locked", status.standing != patient::Standing::Unlocked},
        {"pending", orNull(status.pending)},
        {"lastSync", orNull(status.lastSync)},
        {"tier", orNull(status.tier)},
        {"standing", status.stopped ? std::string_view("stopped") : nameOf(status.standing)},
        {"refusal", orNull(status.refusal)},
        {"digits", orNull(status.digits)},
        {"rejected", orNull(status.rejected)},
        {"conflicts", orNull(status.conflicts)},
        // How far what the clinic should look at has come; seen only when nothing of it waits.
        {"flag", status.flag ? boost::json::value(safety::wordOf(*status.flag)) : nullptr},
        {"seen", status.flag == safety::Delivery::Seen ? orNull(status.seenAt) : nullptr}};
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

boost::json::value notSynced(const patient::StatusView& status) {
    return boost::json::object{{"pushed", 0},
                               {"pulled", 0},
                               {"pending", orNull(status.pending)},
                               {"rejected", orNull(status.rejected)},
                               {"conflicts", orNull(status.conflicts)},
                               {"state", sync::name(sync::SyncState::Refused)},
                               {"refusal", nullptr}};
}

boost::json::value toJson(const safety::HelpContacts& help) {
    boost::json::array emergency(help.emergency.begin(), help.emergency.end());
    boost::json::array lines;
    for (const auto& line : help.lines)
        for (const auto& channel : line.channels)
            lines.push_back(boost::json::object{{"name", line.name},
                                                {"number", channel.number},
                                                {"message", orNull(channel.message)},
                                                {"hours", orNull(line.hours)},
                                                {"channel", safety::wordOf(channel.channel)},
                                                {"about", safety::whatItIs(channel)}});
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
