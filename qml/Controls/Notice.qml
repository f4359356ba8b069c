import QtQuick
import QtQuick.Layouts

// One thing that should be read before going on. `error`: what did not work. `care` is for danger alone.
Rectangle {
    id: notice

    required property string testId
    required property string text
    property bool care: false
    property bool error: false
    readonly property bool plain: !care && !error

    objectName: testId
    visible: text !== ""
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
    Accessible.description: Theme.testIds ? testId : ""
    Layout.fillWidth: true
    implicitWidth: row.implicitWidth + 2 * Theme.space4
    implicitHeight: row.implicitHeight + 2 * Theme.space3
    radius: Theme.radius
    color: notice.plain ? Theme.container : Theme.surface
    border.width: Theme.lineWidth
    border.color: notice.care ? Theme.care : notice.error ? Theme.line : Theme.container
    // What did not work is read, wherever the page stands.
    onTextChanged: if (error && text !== "")
        revealer.soon()

    readonly property Revealer revealer: Revealer {
        what: notice
    }

    RowLayout {
        id: row

        x: Theme.space4
        y: Theme.space3
        width: notice.width - 2 * Theme.space4
        spacing: Theme.space3

        Glyph {
            Layout.alignment: Qt.AlignTop
            path: notice.care ? Glyphs.attention : Glyphs.about
            color: notice.care ? Theme.care : notice.error ? Theme.ink : Theme.containerInk
        }
        Prose {
            text: notice.text
            color: notice.plain ? Theme.containerInk : Theme.ink
            font.pixelSize: Theme.textSmall
            Accessible.ignored: true
        }
    }
}
