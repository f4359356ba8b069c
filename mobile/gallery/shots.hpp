#pragma once

#include <QSize>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <vector>

class QQmlEngine;

namespace landfall::gallery {

/// One way to look at everything: a colour scheme, a text size and a window.
struct View {
    QString name;
    QString scheme;  ///< "light" or "dark"
    double textScale = 1.0;
    QSize size;
    bool mirrored = false;  ///< as for a language that is written from right to left
};

/// The ways of looking that every exhibit must stand.
std::vector<View> allViews();

/// Names of what can be shown.
QStringList allExhibits(QQmlEngine& engine);

/// The scene that shows the exhibit named by its property `shown`.
QUrl exhibitsUrl();

/// Draws each exhibit in each view to FOLDER/<view>-<exhibit>.png. Only names that contain `filter`
/// are drawn. Returns the number of exhibits that could not be loaded or saved.
int takeShots(QQmlEngine& engine, const QString& folder, const QString& filter);

/// Applies scheme and text size to the Theme of `engine`.
void applyView(QQmlEngine& engine, const View& view);

}  // namespace landfall::gallery
