pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// Numbers in a row, or in rows of the same length where one is too narrow; one tap answers.
// What is chosen is what the model says is saved.
GridLayout {
    id: numbers

    required property string testId
    required property string label
    required property int lowest
    required property int count
    property int chosen: -1
    readonly property int fitting: Math.max(1, Math.floor((width + columnSpacing) / (Theme.touchMin + columnSpacing)))
    readonly property int lines: Math.ceil(count / fitting)
    // From 0.
    signal picked(int index)

    columns: Math.max(1, Math.ceil(count / Math.max(1, lines)))
    columnSpacing: Theme.space1
    rowSpacing: Theme.space1
    Layout.fillWidth: true
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    Repeater {
        model: numbers.count

        T.RadioButton {
            id: number

            required property int index

            objectName: numbers.testId + "-" + index
            text: String(numbers.lowest + index)
            Accessible.name: text
            Accessible.description: Theme.testIds ? objectName : ""
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.touchMin
            implicitWidth: Theme.touchMin
            implicitHeight: Math.max(Theme.touchMin, implicitContentHeight + Theme.space2)
            focusPolicy: Qt.StrongFocus
            indicator: null
            checked: numbers.chosen === index
            autoExclusive: false
            onClicked: {
                numbers.picked(number.index);
                number.checked = Qt.binding(() => numbers.chosen === number.index);
            }
            Keys.onReturnPressed: clicked()
            Keys.onEnterPressed: clicked()

            contentItem: Text {
                text: number.text
                textFormat: Text.PlainText
                color: number.checked ? Theme.containerInk : Theme.ink
                font.pixelSize: Theme.textBody
                font.weight: number.checked ? Font.DemiBold : Font.Normal
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                Accessible.ignored: true
            }
            background: Rectangle {
                radius: Theme.radius
                color: number.checked ? Theme.container : number.down ? Theme.container : Theme.sunken
                border.width: number.checked ? 2 * Theme.lineWidth : Theme.lineWidth
                border.color: number.checked ? Theme.primary : Theme.line

                FocusRing {
                    control: number
                    shown: number.visualFocus
                }
            }
        }
    }
}
