import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// What every button of the app has in common; the variants choose the colours.
T.Button {
    id: button

    required property string testId
    property color fill: "transparent"
    property color ink: Theme.primary
    property color outline: "transparent"
    property string glyph: ""
    property int textSize: Theme.textBody
    property int minimumHeight: Theme.touchMin
    property real cornerRadius: Theme.radius
    // Not faded when disabled: half a colour is no longer readable.
    readonly property color shownInk: enabled ? ink : Theme.disabledInk
    readonly property color shownFill: enabled || fill.a === 0 ? fill : Theme.disabled
    readonly property color shownOutline: enabled || outline.a === 0 ? outline : Theme.hairline

    objectName: testId
    Accessible.name: text
    Accessible.description: Theme.testIds ? testId : ""
    // Equal shares where buttons stand side by side.
    Layout.fillWidth: true
    Layout.preferredWidth: Theme.touchMin

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(minimumHeight, implicitContentHeight + topPadding + bottomPadding)
    horizontalPadding: Theme.space3
    verticalPadding: Theme.space3
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: RowLayout {
        spacing: button.glyph === "" ? 0 : Theme.space2

        Item {
            Layout.fillWidth: true
        }
        Glyph {
            visible: button.glyph !== ""
            path: button.glyph
            color: button.shownInk
        }
        Text {
            Layout.fillWidth: true
            Layout.maximumWidth: Math.ceil(implicitWidth)
            text: button.text
            textFormat: Text.PlainText
            color: button.shownInk
            font.pixelSize: button.textSize
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }
        Item {
            Layout.fillWidth: true
        }
    }

    background: Rectangle {
        radius: button.cornerRadius
        color: button.shownFill
        border.width: Theme.lineWidth
        border.color: button.shownOutline

        // Pressed shows as a thin veil of the ink, the same for every variant.
        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: button.ink
            opacity: button.down ? 0.16 : button.hovered ? 0.06 : 0
        }
        FocusRing {
            control: button
            shown: button.visualFocus
            radius: button.cornerRadius + Theme.focusGap + Theme.focusWidth
        }
    }
}
