pragma ComponentBehavior: Bound

import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// From the first start to the recovery code.
PageHost {
    id: onboarding

    required property ShellModel shell

    page: {
        switch (onboarding.shell.place) {
        case ShellModel.Waiting:
            return waiting;
        case ShellModel.SetPassphrase:
            return passphrase;
        case ShellModel.ShowRecoveryCode:
            return recoveryCode;
        default:
            return welcome;
        }
    }

    Component {
        id: welcome

        WelcomePage {
            model: onboarding.shell.pairing
            onHelpRequested: onboarding.shell.openHelp()
        }
    }
    Component {
        id: waiting

        WaitingPage {
            model: onboarding.shell.pairing
            onHelpRequested: onboarding.shell.openHelp()
        }
    }
    Component {
        id: passphrase

        PassphrasePage {
            model: onboarding.shell.passphrase
            onHelpRequested: onboarding.shell.openHelp()
        }
    }
    Component {
        id: recoveryCode

        RecoveryCodePage {
            model: onboarding.shell.recoveryCode
            onHelpRequested: onboarding.shell.openHelp()
        }
    }
}
