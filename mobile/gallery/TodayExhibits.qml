import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// What is due, and the list of all forms.
Item {
    readonly property var all: ({
            "today": today,
            "today-nothing": todayNothing,
            "today-consent": todayConsent,
            "forms": forms
        })

    Component {
        id: today

        TodayPage {
            model: TodayModel {
            }
            status: StatusModel {
            }
            consent: ConsentModel {
            }
        }
    }
    Component {
        id: todayNothing

        TodayPage {
            model: TodayModel {
                cards: ListModel {
                }
                seenText: "Your answer was seen by your clinic, 12 March."
                nothingDueText: "Nothing is asked of you today."
                checkInChosen: 7
                checkInText: "Saved at 09:12. You can answer again whenever you like."
                phase: 0
                nextText: ""
                subtitle: ""
            }
            status: StatusModel {
                kind: StatusModel.Calm
                text: "Received by your clinic, 09:12"
            }
            consent: ConsentModel {
            }
        }
    }
    Component {
        id: todayConsent

        TodayPage {
            model: TodayModel {
            }
            status: StatusModel {
            }
            consent: ConsentModel {
                waits: true
            }
        }
    }
    Component {
        id: forms

        FormsPage {
            model: FormsModel {
            }
        }
    }
}
