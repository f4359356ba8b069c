import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// The first start: the clinic, the passphrase, the recovery code.
Item {
    readonly property var all: ({
            "starting": starting,
            "welcome": welcome,
            "welcome-refused": welcomeRefused,
            "waiting": waiting,
            "passphrase": passphrase,
            "recovery-code": recoveryCode,
            "recovery-check": recoveryCheck
        })

    Component {
        id: starting

        StartingPage {
        }
    }
    Component {
        id: welcome

        WelcomePage {
            model: PairingModel {
            }
        }
    }
    Component {
        id: welcomeRefused

        WelcomePage {
            model: PairingModel {
                error: "This code has been used already. Ask your clinic for a new one; nothing was stored on this phone."
            }
        }
    }
    Component {
        id: waiting

        WaitingPage {
            model: PairingModel {
            }
        }
    }
    Component {
        id: passphrase

        PassphrasePage {
            model: PassphraseModel {
            }
        }
    }
    Component {
        id: recoveryCode

        RecoveryCodePage {
            model: RecoveryCodeModel {
            }
        }
    }
    Component {
        id: recoveryCheck

        RecoveryCodePage {
            model: RecoveryCodeModel {
                checking: true
                error: "That is not group 6. Look at the paper again, or go back to the code."
            }
        }
    }
}
