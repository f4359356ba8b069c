import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// What stands before the data: the passphrase, the way back in, what went wrong.
Item {
    readonly property var all: ({
            "unlock": unlock,
            "unlock-wrong": unlockWrong,
            "recover": recover,
            "problem": problem
        })

    Component {
        id: unlock

        UnlockPage {
            model: UnlockModel {
            }
        }
    }
    Component {
        id: unlockWrong

        UnlockPage {
            model: UnlockModel {
                error: "That is not the passphrase. Nothing has changed; you can try again."
            }
        }
    }
    Component {
        id: recover

        RecoverPage {
            model: UnlockModel {
                forgotten: true
            }
        }
    }
    Component {
        id: problem

        ProblemPage {
            model: ProblemModel {
            }
        }
    }
}
