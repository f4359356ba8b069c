import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// A switch with the sentence that says what it means. It asks by `flipped` and shows `on`: turning
// something on may need a second question first.
T.Switch {
    id: row

    required property string testId
    property bool on: false
    property string explanation: ""
    signal flipped

    objectName: testId
    Accessible.name: text
    Accessible.description: Theme.testIds ? testId : explanation
    Layout.fillWidth: true

    checked: on
    onClicked: {
        row.flipped();
        row.checked = Qt.binding(() => row.on);
    }
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touchMin, implicitContentHeight + topPadding + bottomPadding)
    verticalPadding: Theme.space2
    focusPolicy: Qt.StrongFocus
    indicator: null

    readonly property TextMetrics words: TextMetrics {
        font.pixelSize: Theme.textBody
        font.weight: Font.DemiBold
        text: row.text
    }

    contentItem: GridLayout {
        // A large switch leaves the explanation too little room beside it, and long words too.
        readonly property bool large: Theme.textScale >= Theme.largeText
        readonly property bool below: large && row.explanation !== ""
        readonly property bool alone: large && row.words.advanceWidth > width - columnSpacing - Theme.trackWidth

        columns: 2
        columnSpacing: Theme.space4
        rowSpacing: Theme.space1

        Prose {
            Layout.columnSpan: parent.alone ? 2 : 1
            text: row.text
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
        Rectangle {
            Layout.columnSpan: parent.alone ? 2 : 1
            Layout.rowSpan: parent.below || parent.alone || row.explanation === "" ? 1 : 2
            Layout.alignment: Qt.AlignRight | Qt.AlignVCenter
            implicitWidth: Theme.trackWidth
            implicitHeight: Theme.trackHeight
            radius: height / 2
            color: row.on ? Theme.primary : Theme.sunken
            border.width: Theme.lineWidth
            border.color: row.on ? Theme.primary : Theme.line

            Rectangle {
                readonly property int gap: Theme.space1
                width: parent.height - 2 * gap
                height: width
                radius: width / 2
                y: gap
                x: row.on !== row.mirrored ? parent.width - width - gap : gap
                color: row.on ? Theme.primaryInk : Theme.line

                Behavior on x  {
                    NumberAnimation {
                        duration: Theme.motion
                    }
                }
            }
        }
        QuietText {
            Layout.columnSpan: parent.below ? 2 : 1
            visible: row.explanation !== ""
            text: row.explanation
        }
    }

    background: Item {
        FocusRing {
            control: row
            shown: row.visualFocus
        }
    }
}
