#pragma once

#include <QPointingDevice>
#include <QQuickItem>
#include <QQuickWindow>
#include <functional>
#include <stdexcept>

namespace landfall::e2e {

/// What did not happen on the screen, in words.
class Stuck : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Touches a window as a person would: finds what can be seen by its test id, scrolls to it with a
/// finger, taps, types. Knows nothing of the app's models.
class Fingers {
public:
    explicit Fingers(QQuickWindow& window);

    /// Waits until this can be seen and is enabled.
    QQuickItem& see(const QString& testId);
    [[nodiscard]] bool canSee(const QString& testId) const;
    void waitUntilGone(const QString& testId);
    /// The words of an item: its text, or its accessible name.
    [[nodiscard]] QString textOf(const QString& testId);

    void tap(const QString& testId);
    /// Taps into a field and types; what was in it is replaced.
    void type(const QString& testId, const QString& text);
    /// A still picture of the window once it has settled.
    void shoot(const QString& file);

    /// Processes events until it is true; Stuck with `what` after a minute.
    static void until(const std::function<bool()>& isTrue, const QString& what);

private:
    [[nodiscard]] QQuickItem* find(const QString& testId) const;
    void scrollTo(QQuickItem& item);
    void drag(const QPointF& from, const QPointF& to);

    QQuickWindow& window_;
    QPointingDevice* finger_;
};

}  // namespace landfall::e2e
