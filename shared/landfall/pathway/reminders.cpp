#include "landfall/pathway/reminders.hpp"

#include <algorithm>

namespace landfall::pathway {

namespace {
constexpr std::int64_t minuteMs = 60'000;
constexpr int minutesOfDay = 24 * 60;
constexpr int openEndedDays = 14;

bool isQuiet(const ReminderSettings& settings, int minute) {
    const int from = settings.quietFromMinute;
    const int to = settings.quietToMinute;
    if (from == to) return false;
    return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/// The moment itself, or the end of the quiet hours it falls into.
std::int64_t afterQuiet(const ReminderInput& input, std::int64_t momentMs) {
    const int minute = input.phone.minuteOfDay(momentMs);
    if (!isQuiet(input.settings, minute)) return momentMs;
    auto day = input.phone.dayOf({momentMs, 0});
    if (minute >= input.settings.quietToMinute) day += days{1};
    const auto endMs = input.phone.momentOf(day, input.settings.quietToMinute);
    return std::max(endMs, momentMs);
}

/// The last moment that is not quiet, an hour before `endMs` where that can be, not before
/// `fromMs`.
std::optional<std::int64_t> beforeQuiet(const ReminderInput& input, std::int64_t fromMs,
                                        std::int64_t endMs) {
    constexpr int leadMinutes = 60;
    // Minute by minute: clocks that are put back make a minute of the day come twice.
    for (const auto lead : {leadMinutes, 1})
        for (auto at = endMs - lead * minuteMs;
             at >= fromMs && endMs - at <= minutesOfDay * minuteMs; at -= minuteMs)
            if (!isQuiet(input.settings, input.phone.minuteOfDay(at))) return at;
    return std::nullopt;
}

/// Reminds on the day this becomes due or later, inside the window and outside the quiet hours.
void plan(const ReminderInput& input, const Remindable& due, std::vector<std::int64_t>& out) {
    const auto earliestMs = std::max(input.nowMs, input.snoozedUntilMs.value_or(input.nowMs));
    const auto lastMs = due.closesMs - minuteMs;
    // A snooze that would pass the end of the window reminds once more before it ends.
    const auto fromMs = std::max(due.opensMs, std::min(earliestMs, std::max(input.nowMs, lastMs)));
    if (fromMs > lastMs || lastMs < input.nowMs) return;
    const auto add = [&](std::int64_t momentMs) {
        const auto at = afterQuiet(input, momentMs);
        if (at < due.closesMs) {
            out.push_back(at);
            return true;
        }
        const auto sinceMs = std::max(due.opensMs, input.nowMs);
        if (const auto last = beforeQuiet(input, sinceMs, due.closesMs)) out.push_back(*last);
        return false;
    };
    // The snoozed moment itself is wanted by the person.
    if (input.snoozedUntilMs && *input.snoozedUntilMs > input.nowMs &&
        due.opensMs <= *input.snoozedUntilMs && !add(fromMs))
        return;
    // On the day it opens, on its target day, and then each day while it is late.
    const auto openDay = input.phone.dayOf({due.opensMs, 0});
    const auto dueDay = input.phone.dayOf({due.dueMs, 0});
    const auto firstDay = input.phone.dayOf({fromMs, 0});
    bool any = false;
    for (auto day = std::max(openDay, firstDay);; day += days{1}) {
        if (input.phone.startOf(day) >= due.closesMs) break;
        if (day != openDay && day < dueDay) {
            day = std::max(day, dueDay - days{1});
            continue;
        }
        const auto atMs = input.phone.momentOf(day, input.settings.remindMinute);
        if (atMs >= due.closesMs) break;
        if (atMs < fromMs) continue;
        any = true;
        if (!add(atMs) || out.size() > 10 * remindersMax) return;
    }
    // A window that opens after the hour of reminders and ends before the next one. Not "now": the
    // list is made again after every change, and each time would remind again.
    if (any) return;
    if (const auto last = beforeQuiet(input, fromMs, due.closesMs)) out.push_back(*last);
}
}  // namespace

Remindable remindableOf(const Zone& clinic, Day opens, Day target, std::optional<Day> closes) {
    const auto end = closes.value_or(target + days{openEndedDays});
    return {.opensMs = clinic.startOf(opens),
            .dueMs = clinic.startOf(target),
            .closesMs = clinic.startOf(end + days{1})};
}

bool areSensible(const ReminderSettings& settings) {
    const auto isMinute = [](int minute) { return minute >= 0 && minute < minutesOfDay; };
    return isMinute(settings.remindMinute) && isMinute(settings.quietFromMinute) &&
           isMinute(settings.quietToMinute);
}

std::vector<std::int64_t> planReminders(const ReminderInput& input) {
    std::vector<std::int64_t> moments;
    if (!input.settings.enabled) return moments;
    for (const auto& due : input.due) {
        std::vector<std::int64_t> own;
        plan(input, due, own);
        moments.insert(moments.end(), own.begin(), own.end());
    }
    // To the minute: what is due together is one reminder.
    for (auto& at : moments) at = std::max(at - at % minuteMs, input.nowMs);
    std::sort(moments.begin(), moments.end());
    moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
    if (moments.size() > remindersMax) moments.resize(remindersMax);
    return moments;
}

std::string_view nameOf(ReminderDoubt doubt) {
    switch (doubt) {
        case ReminderDoubt::TurnedOff:
            return "turned-off";
        case ReminderDoubt::NoNotifications:
            return "no-notifications";
        case ReminderDoubt::NotPermitted:
            return "not-permitted";
        case ReminderDoubt::OnlyWhileRunning:
            return "only-while-running";
        case ReminderDoubt::MayBeLate:
            return "may-be-late";
        case ReminderDoubt::NothingPlanned:
            return "nothing-planned";
        case ReminderDoubt::AllInQuietHours:
            return "all-in-quiet-hours";
    }
    return "no-notifications";
}

ReminderCheck checkReminders(const ReminderInput& input, const DeviceAbility& device) {
    ReminderCheck check;
    const auto doubt = [&](bool holds, ReminderDoubt which) {
        if (holds) check.doubts.push_back(which);
    };
    const auto planned = planReminders(input);
    doubt(!input.settings.enabled, ReminderDoubt::TurnedOff);
    doubt(!device.shows, ReminderDoubt::NoNotifications);
    doubt(device.shows && !device.permitted, ReminderDoubt::NotPermitted);
    doubt(device.shows && !device.survivesExit, ReminderDoubt::OnlyWhileRunning);
    doubt(device.shows && !device.isExact, ReminderDoubt::MayBeLate);
    const bool anyOpen = std::any_of(input.due.begin(), input.due.end(),
                                     [&](const auto& due) { return due.closesMs > input.nowMs; });
    doubt(planned.empty() && input.settings.enabled && !anyOpen, ReminderDoubt::NothingPlanned);
    doubt(planned.empty() && input.settings.enabled && anyOpen, ReminderDoubt::AllInQuietHours);
    check.willArrive = !planned.empty() && device.shows && device.permitted && device.survivesExit;
    return check;
}

}  // namespace landfall::pathway
