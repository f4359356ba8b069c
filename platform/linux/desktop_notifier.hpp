#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <cstdint>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/ports/notifier.hpp"

namespace landfall::platform {

/// Reminders on a Linux desktop: org.freedesktop.Notifications over D-Bus (Desktop Notifications
/// Specification 1.2). Nothing there can be scheduled with the system, so they come only while the
/// program runs, and capability() says so. Belongs to the thread with the Qt event loop.
class DesktopNotifier final : public QObject, public ports::Notifier {
    Q_OBJECT

public:
    struct Options {
        QString appName;     ///< what the desktop shows as the sender; may be a neutral word
        QString busAddress;  ///< "" is the person's own session bus
    };
    /// The clock outlives it.
    DesktopNotifier(Options options, const base::Clock& clock, QObject* parent = nullptr);
    ~DesktopNotifier() override;

    [[nodiscard]] Capability capability() override;
    Result<void> replaceAll(std::span<const std::int64_t> momentsMs) override;
    Result<void> cancelAll() override;

    /// Shows what is due by now. Runs by itself; call it after the machine has slept.
    void checkNow();

    /// True from when the desktop has taken a reminder until it was taken away.
    [[nodiscard]] bool isShowing() const { return shownId_ != 0; }

private:
    void show();
    void close();
    void arm();
    /// True when somebody on the bus shows notifications, or can be started for it.
    [[nodiscard]] bool isServed() const;

    Options options_;
    const base::Clock& clock_;
    QString connection_;  ///< name of the connection in Qt's table
    QTimer timer_;
    std::vector<std::int64_t> momentsMs_;  ///< nearest first
    std::uint32_t shownId_ = 0;            ///< the service's number of what is shown, or 0
};

}  // namespace landfall::platform
