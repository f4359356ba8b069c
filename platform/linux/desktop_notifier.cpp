#include "linux/desktop_notifier.hpp"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>
#include <algorithm>

#include "landfall/base/log.hpp"
#include "landfall/pathway/reminders.hpp"

namespace landfall::platform {

namespace {
const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");

// A timer counts the machine's waking time: after a sleep it is late by all of it, so it looks at
// the clock again at least this often.
constexpr std::int64_t lookAgainMs = 30'000;

QDBusMessage call(const QString& method) {
    return QDBusMessage::createMethodCall(service, path, service, method);
}

QString newConnectionName() {
    static int count = 0;
    return QStringLiteral("landfall-notifier-%1").arg(++count);
}
}  // namespace

DesktopNotifier::DesktopNotifier(Options options, const base::Clock& clock, QObject* parent)
    : QObject(parent),
      options_(std::move(options)),
      clock_(clock),
      connection_(newConnectionName()) {
    // A connection of its own: nothing else of the program speaks D-Bus through it.
    if (options_.busAddress.isEmpty())
        QDBusConnection::connectToBus(QDBusConnection::SessionBus, connection_);
    else
        QDBusConnection::connectToBus(options_.busAddress, connection_);
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::CoarseTimer);
    connect(&timer_, &QTimer::timeout, this, &DesktopNotifier::checkNow);
}

DesktopNotifier::~DesktopNotifier() {
    QDBusConnection::disconnectFromBus(connection_);
}

bool DesktopNotifier::isServed() const {
    const QDBusConnection bus(connection_);
    if (!bus.isConnected()) return false;
    auto* const names = bus.interface();
    if (names == nullptr) return false;
    if (names->isServiceRegistered(service).value()) return true;
    return names->activatableServiceNames().value().contains(service);
}

ports::Notifier::Capability DesktopNotifier::capability() {
    const bool served = isServed();
    return {.shows = served, .permitted = served, .survivesExit = false, .isExact = true};
}

Result<void> DesktopNotifier::replaceAll(std::span<const std::int64_t> momentsMs) {
    momentsMs_.assign(momentsMs.begin(), momentsMs.end());
    std::sort(momentsMs_.begin(), momentsMs_.end());
    // What was shown was about an older list: with nothing left to remind of it goes away.
    if (momentsMs_.empty()) close();
    checkNow();
    return ok();
}

Result<void> DesktopNotifier::cancelAll() {
    momentsMs_.clear();
    timer_.stop();
    close();
    return ok();
}

void DesktopNotifier::checkNow() {
    const auto nowMs = clock_.now().unixMs;
    const auto firstLater = std::upper_bound(momentsMs_.begin(), momentsMs_.end(), nowMs);
    const bool due = firstLater != momentsMs_.begin();
    momentsMs_.erase(momentsMs_.begin(), firstLater);
    // Several that were slept through are one.
    if (due) show();
    arm();
}

void DesktopNotifier::arm() {
    timer_.stop();
    if (momentsMs_.empty()) return;
    const auto waitMs = momentsMs_.front() - clock_.now().unixMs;
    timer_.start(static_cast<int>(std::clamp<std::int64_t>(waitMs, 1, lookAgainMs)));
}

void DesktopNotifier::show() {
    QDBusConnection bus(connection_);
    if (!bus.isConnected()) {
        base::log("notifier_no_bus");
        return;
    }
    const auto text = QString::fromUtf8(pathway::reminderText.data(),
                                        static_cast<qsizetype>(pathway::reminderText.size()));
    auto message = call(QStringLiteral("Notify"));
    // Replacing the one before keeps a single reminder on the screen; -1 is the desktop's own time.
    message.setArguments(
        {options_.appName, shownId_, QString(), text, QString(), QStringList(), QVariantMap(), -1});
    auto* const watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<quint32> reply = *watcher;
        if (reply.isError())
            base::log("notifier_not_shown");
        else
            shownId_ = reply.value();
        watcher->deleteLater();
    });
}

void DesktopNotifier::close() {
    if (shownId_ == 0) return;
    auto message = call(QStringLiteral("CloseNotification"));
    message.setArguments({shownId_});
    QDBusConnection(connection_).asyncCall(message);
    shownId_ = 0;
}

}  // namespace landfall::platform
