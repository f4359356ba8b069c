#include "chart_painting.hpp"

#include <QPainter>
#include <QPolygonF>

namespace landfall::controls {
namespace {

constexpr double lineWidth = 2;
constexpr double thinWidth = 1;
constexpr double ringRadius = 4;
constexpr double strokeHalf = 4;  // of what is missing

}  // namespace

ChartPainting::ChartPainting(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
}

QPointF ChartPainting::placeOf(qreal x, qreal y) const {
    return {inset_ + x * (width() - 2 * inset_),
            inset_ + (1 - y) * (height() - gutter_ - 2 * inset_)};
}

void ChartPainting::paint(QPainter* painter) {
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(grid_, thinWidth));
    for (const auto& tick : ticks_) {
        const auto y = placeOf(0, tick.toMap().value(QStringLiteral("y")).toReal()).y();
        painter->drawLine(QPointF(0, y), QPointF(width(), y));
    }
    painter->setPen(QPen(mark_, thinWidth + 0.5, Qt::DashLine));
    for (const auto& mark : marks_) {
        const auto x = placeOf(mark.toReal(), 0).x();
        painter->drawLine(QPointF(x, 0), QPointF(x, height() - gutter_));
    }
    paintLine(painter);
    paintPoints(painter);
}

void ChartPainting::paintLine(QPainter* painter) const {
    QPolygonF stretch;
    const auto drawStretch = [&] {
        if (stretch.size() > 1) painter->drawPolyline(stretch);
        stretch.clear();
    };
    painter->setPen(QPen(line_, lineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const auto& each : points_) {
        const auto point = each.toMap();
        if (point.value(QStringLiteral("missing")).toBool())
            drawStretch();
        else
            stretch.append(placeOf(point.value(QStringLiteral("x")).toReal(),
                                   point.value(QStringLiteral("y")).toReal()));
    }
    drawStretch();
}

void ChartPainting::paintPoints(QPainter* painter) const {
    painter->setBrush(ground_);
    for (const auto& each : points_) {
        const auto point = each.toMap();
        const auto x = point.value(QStringLiteral("x")).toReal();
        if (point.value(QStringLiteral("missing")).toBool()) {
            const QPointF place(placeOf(x, 0).x(), height() - gutter_ / 2);
            painter->setPen(QPen(missing_, lineWidth));
            painter->drawLine(place - QPointF(strokeHalf, 0), place + QPointF(strokeHalf, 0));
            continue;
        }
        painter->setPen(QPen(line_, lineWidth));
        painter->drawEllipse(placeOf(x, point.value(QStringLiteral("y")).toReal()), ringRadius,
                             ringRadius);
    }
}

}  // namespace landfall::controls
