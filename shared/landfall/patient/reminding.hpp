#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "landfall/pathway/reminders.hpp"
#include "landfall/patient/profile.hpp"
#include "landfall/ports/notifier.hpp"

namespace landfall::patient {

/// Reminders of what is due: planned anew after every change, then handed to the device.
class Reminding {
public:
    explicit Reminding(Profile& profile) : profile_(profile) {}

    /// The moments, nearest first, milliseconds since 1970 UTC.
    [[nodiscard]] Result<std::vector<std::int64_t>> planned();
    /// Will they arrive? With every reason why they may not.
    [[nodiscard]] Result<pathway::ReminderCheck> check(ports::Notifier::Capability device);
    /// Call after every change: an answer, a sync, a snooze, another setting.
    Result<void> renew(ports::Notifier& notifier);

    [[nodiscard]] Result<pathway::ReminderSettings> settings();
    /// BadInput for minutes that no day has.
    Result<void> setSettings(const pathway::ReminderSettings& settings);
    /// "Later": nothing for so many minutes, never past the end of a window. BadInput for less than
    /// one minute or more than a week.
    Result<void> snooze(int minutes);

private:
    [[nodiscard]] Result<pathway::ReminderInput> input();
    Profile& profile_;
};

}  // namespace landfall::patient
