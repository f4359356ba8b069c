import QtQuick
import QtQuick.Shapes

// One drawing of Glyphs in one colour. It only decorates: the control beside it carries the words.
Item {
    id: glyph

    required property string path
    property color color: Theme.ink
    property int size: Theme.icon
    // Arrows point the other way where reading goes the other way.
    property bool directional: false

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Shape {
        width: 24
        height: 24
        scale: glyph.size / 24
        transformOrigin: Item.TopLeft
        transform: Scale {
            origin.x: 12
            xScale: glyph.directional && Theme.rightToLeft ? -1 : 1
        }

        ShapePath {
            fillColor: "transparent"
            strokeColor: glyph.color
            strokeWidth: 1.8
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: glyph.path
            }
        }
    }
}
