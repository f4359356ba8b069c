import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// A journal entry in the list: who can read it, when it was written, and its first lines.
T.Button {
    id: row

    required property string testId
    required property string excerpt
    required property string time
    required property bool isPrivate
    property string footnote: ""
    readonly property string readers: isPrivate ? qsTr("Private") : qsTr("Shared with your team")

    objectName: testId
    text: excerpt
    Accessible.name: readers + ". " + time + ". " + excerpt + (footnote === "" ? "" : " " + footnote)
    Accessible.description: Theme.testIds ? testId : ""
    Layout.fillWidth: true

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touchMin, implicitContentHeight + topPadding + bottomPadding)
    padding: Theme.space4
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: ColumnLayout {
        spacing: Theme.space2

        RowLayout {
            spacing: Theme.space2

            Pill {
                isPrivate: row.isPrivate
                text: row.readers
                Accessible.ignored: true
            }
            Item {
                Layout.fillWidth: true
            }
            QuietText {
                text: row.time
                font.pixelSize: Theme.textTiny
                Layout.fillWidth: false
                Accessible.ignored: true
            }
        }
        Prose {
            text: row.excerpt
            maximumLineCount: 4
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        QuietText {
            visible: row.footnote !== ""
            text: row.footnote
            font.pixelSize: Theme.textTiny
            Accessible.ignored: true
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.down ? Theme.sunken : Theme.surface

        FocusRing {
            control: row
            shown: row.visualFocus
        }
    }
}
