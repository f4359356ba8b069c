import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// One question at a time, of every kind.
Item {
    readonly property var all: ({
            "question": question,
            "question-decline": questionDecline,
            "question-number": questionNumber,
            "question-text": questionText,
            "question-several": questionSeveral,
            "question-slider": questionSlider,
            "question-slider-moved": questionSliderMoved,
            "question-quantity": questionQuantity,
            "question-moment": questionMoment,
            "question-long": questionLong,
            "question-extra": questionExtra,
            "question-display": questionDisplay,
            "question-cannot": questionCannot,
            "question-again": questionAgain
        })

    Component {
        id: question

        QuestionPage {
            model: QuestionnaireModel {
            }
        }
    }
    Component {
        id: questionDecline

        QuestionPage {
            model: QuestionnaireModel {
                position: 9
                progressText: "9 of 9"
                mayDecline: true
                question: "Thoughts that you would be better off dead, or of hurting yourself in some way"
            }
        }
    }
    Component {
        id: questionNumber

        QuestionPage {
            model: QuestionnaireModel {
                kind: QuestionnaireModel.Number
                error: "Please give a number from 0 to 10."
            }
        }
    }
    Component {
        id: questionText

        QuestionPage {
            model: QuestionnaireModel {
                kind: QuestionnaireModel.Text
                lead: ""
                question: "Is there anything you would like to add?"
            }
        }
    }
    Component {
        id: questionSeveral

        QuestionPage {
            model: QuestionnaireModel {
                question: "What helped you in the last days?"
                help: "Think of people, places and habits."
                several: true
                ownWords: true
                text: "Long walks"
            }
        }
    }
    Component {
        id: questionSlider

        QuestionPage {
            model: QuestionnaireModel {
                kind: QuestionnaireModel.Slider
                question: "How rested do you feel this morning?"
            }
        }
    }
    Component {
        id: questionSliderMoved

        QuestionPage {
            model: QuestionnaireModel {
                kind: QuestionnaireModel.Slider
                question: "How rested do you feel this morning?"
                sliderAt: 7
            }
        }
    }
    Component {
        id: questionQuantity

        QuestionPage {
            model: QuestionnaireModel {
                kind: QuestionnaireModel.Number
                question: "What do you weigh?"
                minimum: "20"
                maximum: "300"
                isDecimal: true
                unit: "kilograms"
                number: "70.5"
                units: ListModel {
                    ListElement {
                        label: "kilograms"
                        chosen: true
                    }
                    ListElement {
                        label: "pounds"
                        chosen: false
                    }
                }
            }
        }
    }
    Component {
        id: questionMoment

        QuestionPage {
            model: QuestionnaireModel {
                kind: QuestionnaireModel.DateTime
                question: "When did it begin?"
                date: "1 March 2026"
                time: "08:30"
            }
        }
    }
    Component {
        id: questionLong

        QuestionPage {
            model: QuestionnaireModel {
                lead: ""
                question: "What did you notice?"
                options: ListModel {
                    Component.onCompleted: {
                        for (const label of ["Headache", "Feeling sick", "Being sick", "Dizziness", "Tiredness", "Trouble sleeping", "Bad dreams", "A fast heart", "Chest pain", "Sweating", "Shaking", "Blurred sight", "Trails behind things that move", "Low mood", "Worry", "Something else", "Nothing"])
                            append({
                                    "label": label,
                                    "chosen": false
                                });
                    }
                }
            }
        }
    }
    Component {
        id: questionExtra

        QuestionPage {
            model: QuestionnaireModel {
                kind: QuestionnaireModel.Date
                lead: ""
                question: "On which day did it begin?"
                progressText: "One more, if you like"
                position: 9
                mayFinish: true
            }
        }
    }
    Component {
        id: questionDisplay

        QuestionPage {
            model: QuestionnaireModel {
                kind: QuestionnaireModel.Display
                lead: ""
                question: "The next questions are about the day after your session."
                help: "There are five of them."
            }
        }
    }
    Component {
        id: questionCannot

        QuestionPage {
            model: QuestionnaireModel {
                kind: QuestionnaireModel.CannotAsk
                lead: ""
                question: "Please add a photo of the letter."
            }
        }
    }
    Component {
        id: questionAgain

        QuestionPage {
            model: QuestionnaireModel {
                kind: QuestionnaireModel.Again
                question: "A medicine you take"
                rows: 2
            }
        }
    }
}
