import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// A row that leads somewhere: what it is, a sentence, and a drawing of what happens.
T.Button {
    id: row

    required property string testId
    required property string title
    property string detail: ""
    // Where the detail is what is asked and the title what was answered.
    property bool detailFirst: false
    property string glyph: Glyphs.next
    property bool directional: glyph === Glyphs.next
    property color fill: Theme.surface
    property color ink: Theme.ink
    property color quietInk: Theme.muted
    property int titleSize: Theme.textBody

    objectName: testId
    text: title
    Accessible.name: detail === "" ? title : title + ". " + detail
    Accessible.description: Theme.testIds ? testId : ""
    Layout.fillWidth: true

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touchMin, implicitContentHeight + topPadding + bottomPadding)
    horizontalPadding: Theme.space4
    verticalPadding: Theme.space3
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: RowLayout {
        spacing: Theme.space3

        Lines {
            spacing: Theme.space1

            QuietText {
                visible: row.detailFirst && row.detail !== ""
                text: row.detail
                color: row.quietInk
                Accessible.ignored: true
            }
            Heading {
                text: row.title
                color: row.ink
                size: row.titleSize
                Accessible.ignored: true
            }
            QuietText {
                visible: !row.detailFirst && row.detail !== ""
                text: row.detail
                color: row.quietInk
                Accessible.ignored: true
            }
        }
        Glyph {
            path: row.glyph
            color: row.ink
            directional: row.directional
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.fill
        border.width: Theme.lineWidth
        border.color: row.down ? Theme.line : row.fill

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: row.ink
            opacity: row.down ? 0.1 : 0
        }
        FocusRing {
            control: row
            shown: row.visualFocus
        }
    }
}
