import QtQuick
import QtQuick.Layouts

// One honest line on what is saved and what is sent.
RowLayout {
    id: line

    required property string testId
    required property string text
    // Something waits or went wrong: a dot in the accent colour, which the words say too.
    property bool marked: false

    objectName: testId
    visible: text !== ""
    spacing: Theme.space2
    Layout.fillWidth: true
    Accessible.role: Accessible.StatusBar
    Accessible.name: text
    Accessible.description: Theme.testIds ? testId : ""

    Rectangle {
        visible: line.marked
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: Math.round((Theme.textTiny * 1.4 - height) / 2)
        implicitWidth: Theme.space2
        implicitHeight: Theme.space2
        radius: Theme.space1
        color: Theme.accent
    }
    QuietText {
        text: line.text
        font.pixelSize: Theme.textTiny
        Accessible.ignored: true
    }
}
