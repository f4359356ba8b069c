#include "fingers.hpp"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QTest>

namespace landfall::e2e {

namespace {
constexpr int patienceMs = 60'000;
constexpr int pauseMs = 20;

bool isShown(const QQuickItem& item) {
    return item.isVisible() && item.isEnabled() && item.width() > 0 && item.height() > 0;
}

/// Delegates of a view are no QObject children of it, so the items are walked.
QQuickItem* findBelow(QQuickItem& item, const QString& testId) {
    if (!item.isVisible()) return nullptr;
    if (item.objectName() == testId && isShown(item)) return &item;
    const auto children = item.childItems();
    for (auto child = children.crbegin(); child != children.crend(); ++child)
        if (auto* const found = findBelow(**child, testId)) return found;
    return nullptr;
}

QQuickItem* flickableAround(QQuickItem& item) {
    for (auto* up = item.parentItem(); up != nullptr; up = up->parentItem())
        if (up->inherits("QQuickFlickable")) return up;
    return nullptr;
}

QRectF inWindow(const QQuickItem& item) {
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()));
}

/// Its middle can be touched: it is not scrolled away.
bool isInReach(QQuickItem& item) {
    constexpr int edge = 8;
    const auto* const flickable = flickableAround(item);
    if (flickable == nullptr) return true;
    const auto room = inWindow(*flickable);
    const auto middle = inWindow(item).center().y();
    return middle > room.top() + edge && middle < room.bottom() - edge;
}
}  // namespace

Fingers::Fingers(QQuickWindow& window) : window_(window), finger_(QTest::createTouchDevice()) {}

void Fingers::until(const std::function<bool()>& isTrue, const QString& what) {
    QElapsedTimer waited;
    waited.start();
    while (!isTrue()) {
        if (waited.elapsed() > patienceMs) throw Stuck(("waited in vain: " + what).toStdString());
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, pauseMs);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

QQuickItem* Fingers::find(const QString& testId) const {
    return findBelow(*window_.contentItem(), testId);
}

bool Fingers::canSee(const QString& testId) const {
    return find(testId) != nullptr;
}

QQuickItem& Fingers::see(const QString& testId) {
    until([&] { return find(testId) != nullptr; }, "to see " + testId);
    return *find(testId);
}

void Fingers::waitUntilGone(const QString& testId) {
    until([&] { return find(testId) == nullptr; }, testId + " to go");
}

QString Fingers::textOf(const QString& testId) {
    auto& item = see(testId);
    const auto text = item.property("text").toString();
    return text;
}

void Fingers::drag(const QPointF& from, const QPointF& to) {
    constexpr int steps = 12;
    QTest::touchEvent(&window_, finger_).press(0, from.toPoint());
    for (int i = 1; i <= steps; ++i)
        QTest::touchEvent(&window_, finger_).move(0, (from + (to - from) * i / steps).toPoint());
    // Held still before it lifts, so that the list does not fly on.
    for (int i = 0; i < 4; ++i) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, pauseMs);
        QTest::touchEvent(&window_, finger_).stationary(0);
    }
    QTest::touchEvent(&window_, finger_).release(0, to.toPoint());
    QCoreApplication::processEvents();
}

void Fingers::scrollTo(QQuickItem& item) {
    auto* const flickable = flickableAround(item);
    if (flickable == nullptr) return;
    for (int tries = 0; tries < 40; ++tries) {
        if (isInReach(item)) return;
        const auto room = inWindow(*flickable);
        const auto middle = inWindow(item).center().y();
        const auto reach = room.height() * 0.3;
        const auto centre = room.center();
        const auto step = middle > room.center().y() ? -reach : reach;
        drag(centre - QPointF(0, step / 2), centre + QPointF(0, step / 2));
    }
}

void Fingers::tap(const QString& testId) {
    auto& item = see(testId);
    // A person aims at what stands still, and looks again when the page has moved under the finger.
    QRectF place;
    do {
        scrollTo(item);
        until(
            [&] {
                const auto now = inWindow(item);
                const bool still = !place.isNull() && now == place;
                place = now;
                if (!still) window_.grabWindow();
                return still;
            },
            testId + " to stand still");
    } while (!isInReach(item));
    const auto point =
        place.intersected(QRectF(QPointF(), QSizeF(window_.size()))).center().toPoint();
    QTest::touchEvent(&window_, finger_).press(0, point);
    QCoreApplication::processEvents();
    QTest::touchEvent(&window_, finger_).release(0, point);
    QCoreApplication::processEvents();
}

void Fingers::type(const QString& testId, const QString& text) {
    auto& item = see(testId);
    const auto hasFocus = [&] {
        for (auto* up = window_.activeFocusItem(); up != nullptr; up = up->parentItem())
            if (up == &item) return true;
        return false;
    };
    tap(testId);
    until(hasFocus, testId + " to take the keyboard");
    QTest::keyClick(&window_, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&window_, Qt::Key_Delete);
    for (const auto& letter : text)
        QTest::sendKeyEvent(QTest::Click, &window_, Qt::Key_unknown, QString(letter),
                            Qt::NoModifier);
    until([&] { return window_.activeFocusItem()->property("text").toString() == text; },
          testId + " to hold what was typed");
}

void Fingers::shoot(const QString& file) {
    QImage last;
    until(
        [&] {
            const auto now = window_.grabWindow();
            const bool settled = !last.isNull() && now == last;
            last = now;
            return settled;
        },
        "the picture to settle for " + file);
    if (!last.save(file)) throw Stuck(("cannot write " + file).toStdString());
}

}  // namespace landfall::e2e
