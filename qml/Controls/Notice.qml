import QtQuick
import QtQuick.Layouts

// One thing that should be read before going on. `care` is for danger alone.
Rectangle {
    id: notice

    required property string testId
    required property string text
    property bool care: false

    objectName: testId
    visible: text !== ""
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
    Accessible.description: Theme.testIds ? testId : ""
    Layout.fillWidth: true
    implicitWidth: row.implicitWidth + 2 * Theme.space4
    implicitHeight: row.implicitHeight + 2 * Theme.space3
    radius: Theme.radius
    color: notice.care ? Theme.surface : Theme.container
    border.width: Theme.lineWidth
    border.color: notice.care ? Theme.care : Theme.container

    RowLayout {
        id: row

        x: Theme.space4
        y: Theme.space3
        width: notice.width - 2 * Theme.space4
        spacing: Theme.space3

        Glyph {
            Layout.alignment: Qt.AlignTop
            path: notice.care ? Glyphs.attention : Glyphs.about
            color: notice.care ? Theme.care : Theme.containerInk
        }
        Prose {
            text: notice.text
            color: notice.care ? Theme.ink : Theme.containerInk
            font.pixelSize: Theme.textSmall
            Accessible.ignored: true
        }
    }
}
