import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// Consent: to read, to be asked about, to sign and to withdraw.
Item {
    readonly property var all: ({
            "consent": consent,
            "consent-signed": consentSigned,
            "consent-read": consentRead,
            "consent-question": consentQuestion,
            "consent-explained": consentExplained,
            "consent-sign": consentSign,
            "consent-done": consentDone,
            "consent-withdraw": consentWithdraw,
            "consent-history": consentHistory
        })

    Component {
        id: consent

        ConsentPage {
            model: ConsentModel {
                notice: "This text is a template. No ethics committee has approved it. A clinic has to replace it with its own approved text before anybody is asked to agree to it."
            }
        }
    }
    Component {
        id: consentSigned

        ConsentPage {
            model: ConsentModel {
                isSigned: true
                standingText: "You agreed on 12 March. Your clinic has signed too."
                actionText: "Read the text again"
                copyText: "Saved as Documents/Landfall consent 2026-03-12.pdf. Whoever can open the files of this device can read it."
            }
        }
    }
    Component {
        id: consentRead

        ConsentReadPage {
            model: ConsentModel {
                stage: ConsentModel.Reading
            }
        }
    }
    Component {
        id: consentQuestion

        ConsentQuestionPage {
            model: ConsentModel {
                stage: ConsentModel.Asking
            }
        }
    }
    Component {
        id: consentExplained

        ConsentQuestionPage {
            model: ConsentModel {
                stage: ConsentModel.Asking
                explanation: "You may stop at any time and need no reason. Your care will not get worse for it."
            }
        }
    }
    Component {
        id: consentSign

        ConsentSignPage {
            model: ConsentModel {
                stage: ConsentModel.Signing
                asksContact: true
            }
        }
    }
    Component {
        id: consentDone

        ConsentDonePage {
            model: ConsentModel {
                stage: ConsentModel.Done
            }
        }
    }
    Component {
        id: consentWithdraw

        ConsentWithdrawPage {
            model: ConsentModel {
                stage: ConsentModel.Withdrawing
            }
        }
    }
    Component {
        id: consentHistory

        ConsentHistoryPage {
            model: ConsentModel {
                stage: ConsentModel.History
            }
        }
    }
}
