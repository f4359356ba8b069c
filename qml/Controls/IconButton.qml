import QtQuick
import QtQuick.Templates as T

// A square button that shows a drawing; its words are for the reader.
T.Button {
    id: button

    required property string testId
    required property string label
    required property string glyph
    property bool directional: false
    property color ink: Theme.ink

    objectName: testId
    text: label
    Accessible.name: label
    Accessible.description: Theme.testIds ? testId : ""
    implicitWidth: Theme.touchMin
    implicitHeight: Theme.touchMin
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: Item {
        Glyph {
            anchors.centerIn: parent
            path: button.glyph
            color: button.ink
            directional: button.directional
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: button.down ? Theme.sunken : "transparent"

        FocusRing {
            control: button
            shown: button.visualFocus
        }
    }
}
