import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// The window, and what the person and the system have asked of the theme.
Window {
    id: window

    required property ShellModel shell
    property string scheme: "system"
    property real textScale: 1
    property bool testIds: false
    property bool reducedMotion: false
    property bool rightToLeft: false

    title: qsTr("Landfall")
    color: Theme.bg
    visible: true

    Binding {
        target: Theme
        property: "scheme"
        value: window.scheme
    }
    Binding {
        target: Theme
        property: "textScale"
        value: window.textScale
    }
    Binding {
        target: Theme
        property: "testIds"
        value: window.testIds
    }
    Binding {
        target: Theme
        property: "reducedMotion"
        value: window.reducedMotion
    }

    Binding {
        target: Theme
        property: "rightToLeft"
        value: window.rightToLeft
    }

    Frame {
        anchors.fill: parent
        LayoutMirroring.enabled: window.rightToLeft
        LayoutMirroring.childrenInherit: true
        focus: true
        shell: window.shell
    }
}
