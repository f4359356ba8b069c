import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// Something that is due: what it is, how long it takes, and the one action, all of it one target.
T.Button {
    id: card

    required property string testId
    required property string title
    required property string detail
    required property string actionText

    objectName: testId
    text: title
    Accessible.name: title + (detail === "" ? "" : ". " + detail) + ". " + actionText
    Accessible.description: Theme.testIds ? testId : ""
    Layout.fillWidth: true

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touchMin, implicitContentHeight + topPadding + bottomPadding)
    padding: Theme.space4
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: ColumnLayout {
        spacing: Theme.space1

        Prose {
            text: card.title
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
        QuietText {
            visible: card.detail !== ""
            text: card.detail
            Accessible.ignored: true
        }
        // Looks like the button it stands for; the whole card is the target.
        Text {
            Layout.fillWidth: true
            Layout.topMargin: Theme.space2
            Layout.minimumHeight: Theme.touchMin
            padding: Theme.space2
            text: card.actionText
            textFormat: Text.PlainText
            color: Theme.primaryInk
            font.pixelSize: Theme.textBody
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true

            Rectangle {
                anchors.fill: parent
                z: -1
                radius: Theme.radius
                color: Theme.primary
            }
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: card.down ? Theme.sunken : Theme.surface

        FocusRing {
            control: card
            shown: card.visualFocus
        }
    }
}
