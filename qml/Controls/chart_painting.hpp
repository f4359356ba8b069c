#pragma once

#include <QtQml/qqmlregistration.h>
#include <QColor>
#include <QQuickPaintedItem>
#include <QVariantList>

namespace landfall::controls {

/// A line over time with marks across it, in shares of the drawn area from its lower left. Painted
/// into a picture for the same reason as GlyphPainting. A point that is missing leaves a gap in the
/// line and is a short stroke in the gutter below the axis, where no number of the scale stands.
class ChartPainting : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    /// Maps of x, y and missing; what is missing has no y.
    Q_PROPERTY(QVariantList points READ points WRITE setPoints NOTIFY changed FINAL)
    /// Where dashed lines stand, as x.
    Q_PROPERTY(QVariantList marks READ marks WRITE setMarks NOTIFY changed FINAL)
    /// Maps with y: thin lines across.
    Q_PROPERTY(QVariantList ticks READ ticks WRITE setTicks NOTIFY changed FINAL)
    Q_PROPERTY(QColor lineColor READ lineColor WRITE setLineColor NOTIFY changed FINAL)
    Q_PROPERTY(QColor markColor READ markColor WRITE setMarkColor NOTIFY changed FINAL)
    Q_PROPERTY(QColor gridColor READ gridColor WRITE setGridColor NOTIFY changed FINAL)
    Q_PROPERTY(QColor groundColor READ groundColor WRITE setGroundColor NOTIFY changed FINAL)
    /// Room around the drawn area, so that no ring is cut.
    Q_PROPERTY(qreal inset READ inset WRITE setInset NOTIFY changed FINAL)
    Q_PROPERTY(QColor missingColor READ missingColor WRITE setMissingColor NOTIFY changed FINAL)
    /// Height below the axis for what is missing.
    Q_PROPERTY(qreal gutter READ gutter WRITE setGutter NOTIFY changed FINAL)
    /// Where the lowest value of the scale stands.
    Q_PROPERTY(qreal axisY READ axisY NOTIFY changed FINAL)

public:
    explicit ChartPainting(QQuickItem* parent = nullptr);

    [[nodiscard]] QVariantList points() const { return points_; }
    [[nodiscard]] QVariantList marks() const { return marks_; }
    [[nodiscard]] QVariantList ticks() const { return ticks_; }
    [[nodiscard]] QColor lineColor() const { return line_; }
    [[nodiscard]] QColor markColor() const { return mark_; }
    [[nodiscard]] QColor gridColor() const { return grid_; }
    [[nodiscard]] QColor groundColor() const { return ground_; }
    [[nodiscard]] qreal inset() const { return inset_; }
    [[nodiscard]] QColor missingColor() const { return missing_; }
    [[nodiscard]] qreal gutter() const { return gutter_; }
    [[nodiscard]] qreal axisY() const { return placeOf(0, 0).y(); }
    void setPoints(const QVariantList& points) { set(points_, points); }
    void setMarks(const QVariantList& marks) { set(marks_, marks); }
    void setTicks(const QVariantList& ticks) { set(ticks_, ticks); }
    void setLineColor(const QColor& color) { set(line_, color); }
    void setMarkColor(const QColor& color) { set(mark_, color); }
    void setGridColor(const QColor& color) { set(grid_, color); }
    void setGroundColor(const QColor& color) { set(ground_, color); }
    void setInset(qreal inset) { set(inset_, inset); }
    void setMissingColor(const QColor& color) { set(missing_, color); }
    void setGutter(qreal gutter) { set(gutter_, gutter); }

    void paint(QPainter* painter) override;

signals:
    void changed();

private:
    template <class Value>
    void set(Value& there, const Value& value) {
        if (there == value) return;
        there = value;
        update();
        emit changed();
    }
    [[nodiscard]] QPointF placeOf(qreal x, qreal y) const;
    void paintLine(QPainter* painter) const;
    void paintPoints(QPainter* painter) const;

    QVariantList points_, marks_, ticks_;
    QColor line_, mark_, grid_, ground_, missing_;
    qreal inset_ = 0;
    qreal gutter_ = 0;
};

}  // namespace landfall::controls
