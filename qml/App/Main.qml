pragma ComponentBehavior: Bound

import QtQuick
import Landfall.Controls
import Landfall.Pages
import Landfall.ViewModels

// The window and the way between pages; nothing is decided here. One page exists at a time, besides
// Help now, which lies above whatever there is.
Window {
    id: window

    required property ShellModel shell
    property string scheme: "system"
    property real textScale: 1
    property bool testIds: false
    property bool reducedMotion: false

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

    Loader {
        id: page

        anchors.fill: parent
        focus: true
        enabled: !window.shell.helpOpen
        sourceComponent: {
            switch (window.shell.place) {
            case ShellModel.Home:
                return home;
            case ShellModel.Locked:
                return window.shell.unlock.forgotten ? recover : locked;
            case ShellModel.Problem:
                return problem;
            case ShellModel.Starting:
                return starting;
            default:
                return onboarding;
            }
        }
    }
    Loader {
        anchors.fill: parent
        focus: active
        active: window.shell.helpOpen
        sourceComponent: help
    }

    Component {
        id: starting

        StartingPage {
            onHelpRequested: window.shell.openHelp()
        }
    }
    Component {
        id: onboarding

        Onboarding {
            shell: window.shell
        }
    }
    Component {
        id: locked

        UnlockPage {
            model: window.shell.unlock
            onHelpRequested: window.shell.openHelp()
        }
    }
    Component {
        id: recover

        RecoverPage {
            model: window.shell.unlock
            onHelpRequested: window.shell.openHelp()
        }
    }
    Component {
        id: problem

        ProblemPage {
            model: window.shell.problem
            onHelpRequested: window.shell.openHelp()
        }
    }
    Component {
        id: home

        Places {
            shell: window.shell
        }
    }
    Component {
        id: help

        HelpPage {
            model: window.shell.help
            onCloseRequested: window.shell.closeHelp()
        }
    }
}
