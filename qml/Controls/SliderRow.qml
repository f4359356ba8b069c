import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// A scale with a thumb that is not there before the person has moved it: a position that nobody chose
// must not look like an answer. It asks by `moved` and shows `at`, counted in positions from 0.
Lines {
    id: row

    required property string testId
    required property string label
    required property int count
    property int at: -1
    property string valueText: ""
    property string lowLabel: ""
    property string highLabel: ""
    readonly property bool isSet: at >= 0
    signal picked(int position)

    spacing: Theme.space2
    Layout.fillWidth: true

    Prose {
        Layout.fillWidth: true
        text: row.isSet ? row.valueText : qsTr("Not moved yet")
        color: row.isSet ? Theme.ink : Theme.muted
        font.pixelSize: row.isSet ? Theme.textTitle : Theme.textBody
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
    T.Slider {
        id: slider

        objectName: row.testId
        Accessible.name: row.label + ". " + (row.isSet ? row.valueText : qsTr("Not moved yet"))
        Accessible.description: Theme.testIds ? row.testId : qsTr("Arrow keys move it")
        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.touchMin, implicitHandleHeight)
        implicitWidth: Theme.touchMin * 4
        leftPadding: Theme.space3
        rightPadding: Theme.space3
        focusPolicy: Qt.StrongFocus
        from: 0
        to: Math.max(1, row.count - 1)
        stepSize: 1
        snapMode: T.Slider.SnapAlways
        // In the middle, unseen: the first step by a key then goes to one side of it.
        value: row.isSet ? row.at : Math.floor(to / 2)
        onMoved: row.picked(Math.round(value))
        // Where it stands may be the answer: without a move these say so.
        Keys.onReturnPressed: row.picked(Math.round(value))
        Keys.onEnterPressed: row.picked(Math.round(value))
        Keys.onSpacePressed: row.picked(Math.round(value))
        // A touch without a move is a choice of that place too.
        onPressedChanged: if (!pressed && Math.round(value) !== row.at)
            row.picked(Math.round(value))

        handle: Rectangle {
            visible: row.isSet || slider.pressed
            x: slider.leftPadding + slider.visualPosition * (slider.availableWidth - width)
            y: slider.topPadding + (slider.availableHeight - height) / 2
            implicitWidth: Math.round(Theme.space5 * Theme.textScale)
            implicitHeight: implicitWidth
            radius: width / 2
            color: Theme.primary
        }
        background: Item {
            Rectangle {
                x: slider.leftPadding
                y: (slider.height - height) / 2
                width: slider.availableWidth
                height: Theme.space2
                radius: height / 2
                color: Theme.sunken
                border.width: Theme.lineWidth
                border.color: Theme.line
            }
            FocusRing {
                control: slider
                shown: slider.visualFocus
            }
        }
    }
    RowLayout {
        visible: row.lowLabel !== "" || row.highLabel !== ""
        spacing: Theme.space4
        Layout.fillWidth: true

        QuietText {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            text: row.lowLabel
        }
        QuietText {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            text: row.highLabel
            horizontalAlignment: Text.AlignRight
        }
    }
}
