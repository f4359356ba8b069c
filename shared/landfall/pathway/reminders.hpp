#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/pathway/civil.hpp"

// When a phone reminds of what is due. Pure: the same input always gives the same list, and the
// list replaces whatever was scheduled before, so nothing of an older plan can be left behind.
namespace landfall::pathway {

/// All that a reminder ever says (security S-52): whoever sees the screen learns nothing from it.
constexpr std::string_view reminderText = "You have a reminder";
/// Operating systems keep so many at most (iOS: 64 pending notifications).
constexpr std::size_t remindersMax = 60;

/// Something that can be answered, with its window as moments.
struct Remindable {
    std::int64_t opensMs = 0;
    std::int64_t dueMs = 0;     ///< beginning of the target day
    std::int64_t closesMs = 0;  ///< the moment after the window; for what stays open, far away
};
/// Day bounds of a window in the clinic's zone. Without `closes` it stays open for two weeks of
/// reminders past its target; nobody is reminded for ever.
[[nodiscard]] Remindable remindableOf(const Zone& clinic, Day opens, Day target,
                                      std::optional<Day> closes);

struct ReminderSettings {
    bool enabled = true;
    int remindMinute = 9 * 60 + 30;  ///< minute of the day at which a reminder comes
    int quietFromMinute = 21 * 60;   ///< quiet hours may go over midnight; equal means none
    int quietToMinute = 8 * 60;
};
/// False for minutes outside 0..1439.
[[nodiscard]] bool areSensible(const ReminderSettings& settings);

struct ReminderInput {
    std::vector<Remindable> due;
    ReminderSettings settings;
    Zone phone;  ///< where the person is: quiet hours are theirs
    std::int64_t nowMs = 0;
    /// "Remind me later": nothing before this moment. A snooze never goes past the end of a window.
    std::optional<std::int64_t> snoozedUntilMs{};
};

/// Moments at which to remind, nearest first, at most remindersMax, none in quiet hours, none
/// outside the window of what it is about. What is due together is one reminder.
[[nodiscard]] std::vector<std::int64_t> planReminders(const ReminderInput& input);

/// What can keep a reminder from arriving.
enum class ReminderDoubt {
    TurnedOff,         ///< the person does not want any
    NoNotifications,   ///< this device has no service that shows them
    NotPermitted,      ///< the operating system does not let us
    OnlyWhileRunning,  ///< they come while the program runs and not otherwise
    MayBeLate,         ///< the operating system delays them to save power
    NothingPlanned,    ///< nothing is due, so there is nothing to remind of
    AllInQuietHours,   ///< the quiet hours leave no time
};
[[nodiscard]] std::string_view nameOf(ReminderDoubt doubt);

/// What the device can do, as its notifier says.
struct DeviceAbility {
    bool shows = false;
    bool permitted = false;
    bool survivesExit = false;
    bool isExact = false;
};
struct ReminderCheck {
    bool willArrive = false;  ///< what is planned arrives without the person doing anything
    std::vector<ReminderDoubt> doubts;
};
[[nodiscard]] ReminderCheck checkReminders(const ReminderInput& input, const DeviceAbility& device);

}  // namespace landfall::pathway
