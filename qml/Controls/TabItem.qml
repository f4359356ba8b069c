import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// One place of the bottom bar: a drawing, a word, and a filled shape behind the place one is in.
T.TabButton {
    id: tab

    required property string testId
    required property string glyph
    property bool chosen: false
    // The places stand beside each other in one size: the bar gives it, from the longest word.
    property int labelSize: Theme.textTiny
    readonly property real labelWidth: measured.advanceWidth
    // True where each place takes the room that its word needs, and not a quarter of the bar.
    property bool shares: false
    readonly property real share: Math.max(Theme.touchMin, Math.ceil(labelWidth) + 2 * Theme.space1)
    signal picked

    objectName: testId
    Accessible.name: text
    Accessible.description: Theme.testIds ? testId : ""
    Layout.fillWidth: true
    Layout.preferredWidth: shares ? Math.max(Theme.touchMin, Math.ceil(labelWidth * labelSize / Theme.textTiny) + 2 * Theme.space1) : Theme.touchMin
    Layout.minimumWidth: Theme.touchMin

    checked: chosen
    autoExclusive: false
    onClicked: {
        tab.picked();
        tab.checked = Qt.binding(() => tab.chosen);
    }
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    implicitWidth: Math.max(Theme.touchMin, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.touchMin, implicitContentHeight + topPadding + bottomPadding)
    horizontalPadding: Theme.space1
    verticalPadding: Theme.space2
    focusPolicy: Qt.StrongFocus

    // As wide as it gets, chosen.
    TextMetrics {
        id: measured

        font.family: tab.font.family
        font.pixelSize: Theme.textTiny
        font.weight: Font.DemiBold
        text: tab.text
    }

    contentItem: ColumnLayout {
        spacing: Theme.space1

        Rectangle {
            Layout.alignment: Qt.AlignHCenter
            implicitWidth: Math.min(Theme.icon + 2 * Theme.space4, tab.availableWidth)
            implicitHeight: Theme.icon + Theme.space2
            radius: height / 2
            color: tab.chosen ? Theme.container : "transparent"

            Glyph {
                anchors.centerIn: parent
                path: tab.glyph
                color: tab.chosen ? Theme.containerInk : Theme.muted
            }
        }
        Text {
            Layout.fillWidth: true
            text: tab.text
            textFormat: Text.PlainText
            color: tab.chosen ? Theme.primary : Theme.muted
            font.pixelSize: tab.labelSize
            font.weight: tab.chosen ? Font.DemiBold : Font.Normal
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }

    background: Item {
        FocusRing {
            anchors.margins: Theme.focusGap
            control: tab
            shown: tab.visualFocus
        }
    }
}
