#pragma once

#include <QSize>
#include <QString>
#include <QStringList>
#include <vector>

class QQmlEngine;

namespace landfall::gallery {

/// One way to look at everything: a colour scheme, a text size and a window.
struct View {
    QString name;
    QString scheme;  ///< "light" or "dark"
    double textScale = 1.0;
    QSize size;
};

/// The ways of looking that every exhibit must stand.
std::vector<View> allViews();

/// Names of the exhibits: QML types of the module Landfall.Gallery.
QStringList allExhibits();

/// Draws each exhibit in each view to FOLDER/<view>-<exhibit>.png. Only names that contain `filter`
/// are drawn. Returns the number of exhibits that could not be loaded or saved.
int takeShots(QQmlEngine& engine, const QString& folder, const QString& filter);

/// Applies scheme and text size to the Theme of `engine`.
void applyView(QQmlEngine& engine, const View& view);

}  // namespace landfall::gallery
