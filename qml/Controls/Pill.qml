import QtQuick
import QtQuick.Layouts

// Says who can read something, by a drawing, a word and a shape; colour only repeats it.
Rectangle {
    id: pill

    required property bool isPrivate
    property string text: isPrivate ? qsTr("Private") : qsTr("Shared with your team")

    readonly property real oneLine: (metrics.height + 2 * Theme.space1) / 2

    Accessible.role: Accessible.StaticText
    Accessible.name: text
    implicitWidth: row.implicitWidth + 2 * Theme.space3
    implicitHeight: row.implicitHeight + 2 * Theme.space1
    Layout.maximumWidth: implicitWidth
    Layout.fillWidth: true
    // Round at the ends of one line; of several lines it would make a circle.
    radius: isPrivate ? Theme.radiusSmall : Math.min(height / 2, oneLine)
    color: isPrivate ? Theme.sunken : Theme.container
    border.width: Theme.lineWidth
    border.color: isPrivate ? Theme.hairline : Theme.container

    FontMetrics {
        id: metrics

        font: label.font
    }
    RowLayout {
        id: row

        x: Theme.space3
        y: Theme.space1
        width: pill.width - 2 * Theme.space3
        spacing: Theme.space2

        Glyph {
            path: pill.isPrivate ? Glyphs.lock : Glyphs.team
            color: label.color
            size: Theme.iconSmall
        }
        Text {
            id: label

            Layout.fillWidth: true
            text: pill.text
            textFormat: Text.PlainText
            color: pill.isPrivate ? Theme.ink : Theme.containerInk
            font.pixelSize: Theme.textTiny
            wrapMode: Text.WordWrap
            horizontalAlignment: Text.AlignLeft
            Accessible.ignored: true
        }
    }
}
