pragma ComponentBehavior: Bound

import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// The way between pages; nothing is decided here. One page exists at a time, besides Help now, which
// lies above whatever there is.
FocusScope {
    id: frame

    required property ShellModel shell

    PageHost {
        id: pageHost

        anchors.fill: parent
        focus: true
        enabled: !frame.shell.helpOpen
        page: {
            switch (frame.shell.place) {
            case ShellModel.Home:
                return home;
            case ShellModel.Locked:
                return frame.shell.unlock.forgotten ? recover : locked;
            case ShellModel.Problem:
                return problem;
            case ShellModel.Starting:
                return starting;
            default:
                return onboarding;
            }
        }
    }
    PageHost {
        anchors.fill: parent
        focus: frame.shell.helpOpen
        page: frame.shell.helpOpen ? help : null
    }

    Component {
        id: starting

        StartingPage {
            onHelpRequested: frame.shell.openHelp()
        }
    }
    Component {
        id: onboarding

        Onboarding {
            shell: frame.shell
        }
    }
    Component {
        id: locked

        UnlockPage {
            model: frame.shell.unlock
            onHelpRequested: frame.shell.openHelp()
        }
    }
    Component {
        id: recover

        RecoverPage {
            model: frame.shell.unlock
            onHelpRequested: frame.shell.openHelp()
        }
    }
    Component {
        id: problem

        ProblemPage {
            model: frame.shell.problem
            onHelpRequested: frame.shell.openHelp()
        }
    }
    Component {
        id: home

        Places {
            shell: frame.shell
        }
    }
    Component {
        id: help

        HelpPage {
            model: frame.shell.help
            onCloseRequested: frame.shell.closeHelp()
        }
    }
}
