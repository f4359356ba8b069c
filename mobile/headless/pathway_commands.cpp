// The way through the protocol and the reminders of it.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "commands.hpp"

namespace landfall::headless {

namespace {
boost::json::value textOrNull(const std::string& text) {
    return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

boost::json::object toJson(const fhir::Appointment& one, bool isNext) {
    return {{"number", one.number},
            {"title", one.title},
            {"start", base::toFhirDateTime(one.start)},
            {"minutes", one.minutes == 0 ? boost::json::value(nullptr) : one.minutes},
            {"with", textOrNull(one.with)},
            {"where", textOrNull(one.where)},
            {"note", textOrNull(one.note)},
            {"cancelled", one.cancelled},
            {"next", isNext}};
}

Result<void> showAppointments(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto way, session->phone().overview.way());
    boost::json::array list;
    if (way)
        for (const auto& one : way->appointments)
            list.push_back(toJson(one, way->next && way->next->number == one.number));
    context.output().print(list);
    return ok();
}

Result<void> showWay(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto way, session->phone().overview.way());
    if (!way) {
        context.output().print(boost::json::object{{"phase", nullptr}});
        return ok();
    }
    boost::json::array sessions;
    for (const auto& one : way->sessions)
        sessions.push_back(boost::json::object{
            {"number", one.number}, {"date", one.date}, {"cancelled", one.cancelled}});
    boost::json::array visits;
    for (const auto& visit : way->visits)
        visits.push_back(boost::json::object{{"visit", visit.visit},
                                             {"session", visit.session},
                                             {"title", visit.title},
                                             {"phase", visit.phase},
                                             {"opens", textOrNull(visit.opens)},
                                             {"due", textOrNull(visit.due)},
                                             {"closes", textOrNull(visit.closes)},
                                             {"state", visit.state},
                                             {"ended", visit.ended}});
    context.output().print(boost::json::object{{"phase", way->phase},
                                               {"protocol", way->protocol},
                                               {"title", way->title},
                                               {"zone", way->zone},
                                               {"start", way->start},
                                               {"sessions", std::move(sessions)},
                                               {"visits", std::move(visits)}});
    return ok();
}

Result<void> showReminders(const Context& context, int snoozeMinutes) {
    LF_TRY(const auto session, context.unlocked());
    auto& reminding = session->phone().reminding;
    if (snoozeMinutes != 0) LF_CHECK(reminding.snooze(snoozeMinutes));
    LF_TRY(const auto planned, reminding.planned());
    // A command ends when it has printed: nothing of it can remind anybody, and it says so.
    LF_TRY(const auto check, reminding.check({}));
    boost::json::array moments;
    for (const auto ms : planned) moments.emplace_back(base::toFhirInstant(ms));
    boost::json::array doubts;
    for (const auto doubt : check.doubts) doubts.emplace_back(pathway::nameOf(doubt));
    context.output().print(boost::json::object{{"text", pathway::reminderText},
                                               {"planned", std::move(moments)},
                                               {"willArrive", check.willArrive},
                                               {"doubts", std::move(doubts)}});
    return ok();
}

}  // namespace

void addPathwayCommands(CLI::App& app, Command& chosen) {
    app.add_subcommand("pathway", "Where you are on the way, and each visit of it")->callback([&] {
        chosen = showWay;
    });
    app.add_subcommand("appointments", "Your appointments with the clinic, by time")->callback([&] {
        chosen = showAppointments;
    });
    auto* const remind = app.add_subcommand("reminders", "When the app would remind you");
    auto minutes = std::make_shared<int>(0);
    remind->add_option("--snooze", *minutes, "Keep quiet for so many minutes");
    remind->callback([&chosen, minutes] {
        chosen = [minutes](const Context& context) { return showReminders(context, *minutes); };
    });
}

}  // namespace landfall::headless
