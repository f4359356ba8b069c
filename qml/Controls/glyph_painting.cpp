#include "glyph_painting.hpp"

#include <QPainter>
#include <QSvgRenderer>

namespace landfall::controls {
namespace {

constexpr double strokeWidth = 1.8;  // of a grid of 24

}  // namespace

GlyphPainting::GlyphPainting(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
}

void GlyphPainting::setPath(const QString& path) {
    if (path_ == path) return;
    path_ = path;
    update();
    emit pathChanged();
}

void GlyphPainting::setColor(const QColor& color) {
    if (color_ == color) return;
    color_ = color;
    update();
    emit colorChanged();
}

void GlyphPainting::setMirrored(bool mirrored) {
    if (mirrored_ == mirrored) return;
    mirrored_ = mirrored;
    update();
    emit mirroredChanged();
}

void GlyphPainting::paint(QPainter* painter) {
    if (path_.isEmpty()) return;
    // Paths come from Glyphs.qml alone, never from outside, so they need no escaping.
    const QString picture = QStringLiteral(
                                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>"
                                "<path d='%1' fill='none' stroke='%2' stroke-width='%3'"
                                " stroke-linecap='round' stroke-linejoin='round'/></svg>")
                                .arg(path_, color_.name())
                                .arg(strokeWidth);
    QSvgRenderer renderer(picture.toUtf8());
    if (mirrored_) {
        painter->translate(width(), 0);
        painter->scale(-1, 1);
    }
    renderer.render(painter, QRectF(0, 0, width(), height()));
}

}  // namespace landfall::controls
