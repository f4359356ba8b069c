#include "landfall/patient/reminding.hpp"

#include "landfall/fhir/json.hpp"
#include "landfall/patient/consents.hpp"
#include "landfall/patient/course.hpp"

namespace landfall::patient {

namespace {
constexpr std::string_view settingsName = "reminders";
constexpr std::string_view snoozedName = "reminders.snoozed";
constexpr std::int64_t minuteMs = 60'000;

std::string textOf(const pathway::ReminderSettings& settings) {
    std::string text = R"({"enabled":)";
    text += settings.enabled ? "true" : "false";
    text += ",\"remind\":" + std::to_string(settings.remindMinute);
    text += ",\"quietFrom\":" + std::to_string(settings.quietFromMinute);
    text += ",\"quietTo\":" + std::to_string(settings.quietToMinute);
    return text + '}';
}
}  // namespace

Result<pathway::ReminderSettings> Reminding::settings() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto kept, store->settings().get(settingsName));
    pathway::ReminderSettings settings;
    if (!kept) return settings;
    LF_TRY(const auto json, fhir::Json::borrow(*kept));
    const auto minute = [&](std::string_view name, int otherwise) {
        return static_cast<int>(json.get(name).integer().value_or(otherwise));
    };
    settings.enabled = json.get("enabled").boolean().value_or(true);
    settings.remindMinute = minute("remind", settings.remindMinute);
    settings.quietFromMinute = minute("quietFrom", settings.quietFromMinute);
    settings.quietToMinute = minute("quietTo", settings.quietToMinute);
    return settings;
}

Result<void> Reminding::setSettings(const pathway::ReminderSettings& settings) {
    LF_TRY(auto* const store, profile_.store());
    if (!pathway::areSensible(settings)) return Error{base::Fault::Malformed, "reminders"};
    return store->settings().set(settingsName, textOf(settings));
}

Result<void> Reminding::snooze(int minutes) {
    constexpr int minutesMax = 7 * 24 * 60;
    LF_TRY(auto* const store, profile_.store());
    if (minutes < 1 || minutes > minutesMax) return Error{base::Fault::Malformed, "minutes"};
    const auto untilMs = profile_.surroundings().clock.now().unixMs + minutes * minuteMs;
    return store->settings().set(snoozedName, std::to_string(untilMs));
}

Result<pathway::ReminderInput> Reminding::input() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto course, courseOf(profile_));
    auto phone = pathway::Zone::ofThisMachine();
    if (!phone && course) phone = course->instance.zone();
    if (!phone) {
        LF_TRY(phone, pathway::Zone::named("Etc/UTC"));
    }
    pathway::ReminderInput input{.due = {},
                                 .settings = {},
                                 .phone = *phone,
                                 .nowMs = profile_.surroundings().clock.now().unixMs};
    LF_TRY(input.settings, settings());
    LF_TRY(const auto snoozed, store->settings().get(snoozedName));
    if (snoozed) {
        LF_TRY(const auto json, fhir::Json::borrow(*snoozed));
        input.snoozedUntilMs = json.root().integer();
    }
    // Whoever has stopped taking part is reminded of nothing.
    LF_TRY(const auto consent, participationOf(*store));
    if (consent.withdrawn) return input;
    if (course)
        for (const auto& visit : course->schedule.visits)
            for (const auto& form : visit.forms) {
                // Nobody is reminded to agree: Today says once that the text is there.
                const bool isWanted =
                    form.canBeAnswered && !form.form->isConsent() && visit.opens && visit.target &&
                    form.state != pathway::State::Done && form.state != pathway::State::Closed;
                if (isWanted)
                    input.due.push_back(pathway::remindableOf(course->instance.zone(), *visit.opens,
                                                              *visit.target, visit.closes));
            }
    LF_TRY(const auto tasks, store->records().assignments());
    for (const auto& task : tasks) {
        LF_TRY(const auto answered,
               store->settings().get(std::string(setting::answeredPrefix) + task.id));
        if (answered) continue;
        const auto opens = phone->dayOf(task.opens);
        const auto due = pathway::dayFrom(task.due);
        const auto target = due.has_value() ? std::max(*due, opens) : opens;
        input.due.push_back(pathway::remindableOf(*phone, opens, target, std::nullopt));
    }
    return input;
}

Result<std::vector<std::int64_t>> Reminding::planned() {
    LF_TRY(const auto input, this->input());
    return pathway::planReminders(input);
}

Result<pathway::ReminderCheck> Reminding::check(ports::Notifier::Capability device) {
    LF_TRY(const auto input, this->input());
    return pathway::checkReminders(input, {.shows = device.shows,
                                           .permitted = device.permitted,
                                           .survivesExit = device.survivesExit,
                                           .isExact = device.isExact});
}

Result<void> Reminding::renew(ports::Notifier& notifier) {
    LF_TRY(const auto moments, planned());
    return notifier.replaceAll(moments);
}

}  // namespace landfall::patient
