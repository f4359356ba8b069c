import QtQuick

// The ring around the control that the keyboard is on. Two lines, so that it is seen on any ground.
Rectangle {
    id: ring

    required property Item control
    property bool shown: control.activeFocus

    anchors.fill: parent
    anchors.margins: -Theme.focusGap - Theme.focusWidth
    visible: shown
    color: "transparent"
    radius: Theme.radius + Theme.focusGap + Theme.focusWidth
    border.width: Theme.focusWidth
    border.color: Theme.ink
}
