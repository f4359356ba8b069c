import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// After the last question: the review, what was sent and what comes of it.
Item {
    readonly property var all: ({
            "review": review,
            "done": done,
            "done-offer": doneOffer,
            "done-review": doneReview,
            "done-urgent": doneUrgent
        })

    Component {
        id: review

        ReviewPage {
            model: QuestionnaireModel {
                stage: QuestionnaireModel.Reviewing
            }
        }
    }
    Component {
        id: done

        DonePage {
            model: QuestionnaireModel {
                stage: QuestionnaireModel.Done
            }
        }
    }
    Component {
        id: doneOffer

        DonePage {
            model: QuestionnaireModel {
                stage: QuestionnaireModel.Done
                deliveryText: "Your answer is at your clinic. Nobody there has said yet that they read it."
                offers: ListModel {
                    ListElement {
                        questionnaireId: "asq"
                        title: "Thoughts in hard times"
                        detail: "ASQ · Four or five questions about thoughts of being dead or of killing yourself."
                    }
                }
            }
        }
    }
    Component {
        id: doneReview

        DonePage {
            model: QuestionnaireModel {
                stage: QuestionnaireModel.Done
                resultText: "Your clinician will look at some of your answers with you."
                resultDay: "12 March 2026"
                resultRules: "1.0.0"
                resultAnswers: ListModel {
                    ListElement {
                        question: "Have you ever had a seizure?"
                        answer: "Not sure"
                    }
                    ListElement {
                        question: "Do you take any medicine?"
                        answer: "Sertraline 50 mg"
                    }
                }
            }
        }
    }
    Component {
        id: doneUrgent

        DonePage {
            model: QuestionnaireModel {
                stage: QuestionnaireModel.Done
                resultText: "You told us about thoughts of harming yourself. That matters more than this form. Please use one of these now."
                resultDay: "12 March 2026"
                resultRules: "1.0.0"
                resultUrgent: true
            }
        }
    }
}
