#pragma once

#include <QtQml/qqmlregistration.h>
#include <QColor>
#include <QQuickPaintedItem>
#include <QString>

namespace landfall::controls {

/// One line drawing, given as an SVG path on a 24 by 24 grid, in one colour. Painted into a picture
/// and not drawn as a Shape, because Qt's software renderer lets a Shape escape the clip of a list.
class GlyphPainting : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString path READ path WRITE setPath NOTIFY pathChanged FINAL)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged FINAL)
    Q_PROPERTY(bool mirrored READ mirrored WRITE setMirrored NOTIFY mirroredChanged FINAL)

public:
    explicit GlyphPainting(QQuickItem* parent = nullptr);

    [[nodiscard]] QString path() const { return path_; }
    [[nodiscard]] QColor color() const { return color_; }
    [[nodiscard]] bool mirrored() const { return mirrored_; }
    void setPath(const QString& path);
    void setColor(const QColor& color);
    void setMirrored(bool mirrored);

    void paint(QPainter* painter) override;

signals:
    void pathChanged();
    void colorChanged();
    void mirroredChanged();

private:
    QString path_;
    QColor color_;
    bool mirrored_ = false;
};

}  // namespace landfall::controls
