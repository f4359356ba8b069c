import QtQuick
import Landfall.Controls // Qt 6.4 finds a C++ type of its own module only so

// One drawing of Glyphs in one colour. It only decorates: the control beside it carries the words.
GlyphPainting {
    property int size: Theme.icon
    // Arrows point the other way where reading goes the other way.
    property bool directional: false

    color: Theme.ink
    mirrored: directional && Theme.rightToLeft
    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true
}
