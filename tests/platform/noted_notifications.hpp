#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QStringList>
#include <QVariantMap>
#include <vector>

namespace landfall::test {

/// A desktop's notification service that notes what it is asked to show.
class NotedNotifications : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown {
        QString appName;
        uint replaces = 0;
        QString summary;
        QString body;
        QStringList actions;
        uint id = 0;
    };

    NotedNotifications()
        : bus_(QDBusConnection::connectToBus(QDBusConnection::SessionBus,
                                             QStringLiteral("noted-notifications"))) {
        bus_.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                            QDBusConnection::ExportAllSlots);
    }
    ~NotedNotifications() override {
        QDBusConnection::disconnectFromBus(QStringLiteral("noted-notifications"));
    }
    bool begin() { return bus_.registerService(name()); }
    bool end() { return bus_.unregisterService(name()); }

    std::vector<Shown> shown;
    std::vector<uint> closed;

public Q_SLOTS:
    // The arguments of the specification, in its order.
    uint Notify(const QString& appName, uint replaces, const QString& icon, const QString& summary,
                const QString& body, const QStringList& actions, const QVariantMap& hints,
                int expires) {
        static_cast<void>(icon);
        static_cast<void>(hints);
        static_cast<void>(expires);
        const uint id = replaces != 0 ? replaces : ++last_;
        shown.push_back({appName, replaces, summary, body, actions, id});
        return id;
    }
    void CloseNotification(uint id) { closed.push_back(id); }

private:
    static QString name() { return QStringLiteral("org.freedesktop.Notifications"); }
    QDBusConnection bus_;
    uint last_ = 40;
};

}  // namespace landfall::test
