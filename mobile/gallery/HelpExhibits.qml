import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// Help now and the pages above it.
Item {
    readonly property var all: ({
            "help": help,
            "help-answer": helpAnswer,
            "help-country": helpCountry,
            "help-urgent": helpUrgent,
            "help-emergency": helpEmergency,
            "help-leaving": helpLeaving,
            "help-plan": helpPlan,
            "help-grounding": grounding,
            "breathing": breathing
        })

    Component {
        id: help

        HelpPage {
            model: HelpModel {
            }
        }
    }
    Component {
        id: helpAnswer

        HelpPage {
            model: HelpModel {
                fromAnswer: true
                offers: ListModel {
                    ListElement {
                        questionnaireId: "asq"
                        title: "ASQ"
                        detail: "Four or five questions about thoughts of being dead or of killing yourself."
                    }
                }
                reasonText: "Thank you for saying this. Your care team will see your answer when this phone is online. They may not read it at once, so please reach out now if you need somebody."
                deliveryText: "Your answer is saved on this phone and not sent yet."
            }
        }
    }
    Component {
        id: helpCountry

        HelpPage {
            choosingCountry: true
            model: HelpModel {
                contacts: ListModel {
                }
            }
        }
    }
    Component {
        id: helpUrgent

        HelpPage {
            model: HelpModel {
                level: HelpModel.Urgent
                fromAnswer: true
                reasonText: "Thank you for saying this. Your care team will see your answer when this phone is online, and the clinic will be asked to call you today. They may not read it at once, so please reach out now if you need somebody."
                limitText: "This app is not watched all the time. If you are offline the clinic has not received this yet."
                deliveryText: "It is saved on this phone and not sent yet."
            }
        }
    }
    Component {
        id: helpEmergency

        HelpPage {
            model: HelpModel {
                level: HelpModel.Emergency
                reasonText: "Please stay with someone, or ask someone to come. Move away from anything you could harm yourself with."
                limitText: "This app is not watched all the time. If you are offline the clinic has not received this yet."
                deliveryText: "Your clinic's server has received it. Nobody there has said yet that they read it."
            }
        }
    }
    Component {
        id: helpLeaving

        HelpPage {
            // Not at once: that it is an emergency begins without the question.
            Component.onCompleted: leaving = true
            model: HelpModel {
                level: HelpModel.Emergency
                reasonText: "Please stay with someone, or ask someone to come. Move away from anything you could harm yourself with."
            }
        }
    }
    Component {
        id: helpPlan

        PlanPage {
            model: HelpModel {
            }
        }
    }
    Component {
        id: grounding

        GroundingPage {
        }
    }
    Component {
        id: breathing

        BreathingPage {
        }
    }
}
