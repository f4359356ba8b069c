import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// The places that open from Me, and Me itself.
Item {
    readonly property var all: ({
            "me": me,
            "me-stopped": meStopped,
            "pair-again": pairAgain,
            "safety-plan": safetyPlan,
            "safety-plan-asks": safetyPlanAsks,
            "safety-plan-copies": safetyPlanCopies,
            "reminders": reminders,
            "reminders-doubt": remindersDoubt,
            "intentions": intentions,
            "intentions-none": intentionsNone
        })

    Component {
        id: me

        MePage {
            model: MeModel {
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: meStopped

        MePage {
            model: MeModel {
                stopped: true
                accessText: "Your clinic has stopped this phone's access, so nothing is sent. Everything you wrote is kept on this phone. Ask your clinic for a new code to connect it again; what was not sent yet is sent then."
                leftOutText: "instruments/own.json cannot be used: it is not a questionnaire"
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: pairAgain

        PairAgainPage {
            model: PairingModel {
            }
        }
    }
    Component {
        id: safetyPlan

        SafetyPlanPage {
            model: SafetyPlanModel {
            }
        }
    }
    Component {
        id: safetyPlanAsks

        SafetyPlanPage {
            model: SafetyPlanModel {
                asksWhileLocked: true
            }
        }
    }
    Component {
        id: safetyPlanCopies

        SafetyPlanPage {
            model: SafetyPlanModel {
                savedText: ""
                otherText: "What keeps me going\nMy garden, and the dog."
            }
        }
    }
    Component {
        id: reminders

        RemindersPage {
            model: RemindersModel {
            }
        }
    }
    Component {
        id: remindersDoubt

        RemindersPage {
            model: RemindersModel {
                willArrive: false
                checkText: "A reminder may not reach you."
                laterText: "No reminder for the next 3 hours."
                doubts: ListModel {
                    ListElement {
                        words: "Reminders come only while Landfall is open. Open it once a day, or put the times into a calendar too."
                    }
                }
            }
        }
    }
    Component {
        id: intentions

        IntentionsPage {
            model: IntentionsModel {
            }
        }
    }
    Component {
        id: intentionsNone

        IntentionsPage {
            model: IntentionsModel {
                written: false
                lines: ListModel {
                }
            }
        }
    }
}
