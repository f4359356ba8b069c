import QtQuick
import Landfall.Controls
import Landfall.Pages
import Landfall.ViewModels

// One exhibit at a time, by its name; with the bottom bar where the app has one.
Rectangle {
    id: exhibits

    property string shown: "buttons"
    readonly property var exhibitNames: Object.keys(all)
    readonly property bool atHome: ["today", "today-nothing", "today-consent", "journal", "journal-empty", "progress", "progress-table", "progress-hidden", "progress-empty", "response", "me", "me-stopped"].includes(shown)

    readonly property var all: Object.assign({
            "buttons": buttons,
            "choices": choices,
            "writing": writing,
            "signs": signs,
            "starting": starting,
            "welcome": welcome,
            "welcome-refused": welcomeRefused,
            "waiting": waiting,
            "passphrase": passphrase,
            "recovery-code": recoveryCode,
            "recovery-check": recoveryCheck,
            "unlock": unlock,
            "unlock-wrong": unlockWrong,
            "recover": recover,
            "problem": problem,
            "today": today,
            "today-nothing": todayNothing,
            "today-consent": todayConsent,
            "forms": forms,
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
            "question-again": questionAgain,
            "review": review,
            "done": done,
            "done-offer": doneOffer,
            "done-review": doneReview,
            "done-urgent": doneUrgent,
            "progress": progress,
            "progress-table": progressTable,
            "progress-hidden": progressHidden,
            "progress-empty": progressEmpty,
            "response": response,
            "journal": journal,
            "journal-empty": journalEmpty,
            "entry": entry,
            "entry-share": entryShare,
            "entry-new": entryNew,
            "help": help,
            "help-answer": helpAnswer,
            "help-country": helpCountry,
            "help-urgent": helpUrgent,
            "help-emergency": helpEmergency,
            "help-leaving": helpLeaving,
            "help-plan": helpPlan,
            "help-grounding": grounding,
            "breathing": breathing,
            "me": me,
            "me-stopped": meStopped,
            "pair-again": pairAgain
        }, ofMe.all)

    color: Theme.bg
    LayoutMirroring.enabled: Theme.rightToLeft
    LayoutMirroring.childrenInherit: true

    Component {
        id: buttons

        ButtonsSheet {
        }
    }
    Component {
        id: choices

        ChoicesSheet {
        }
    }
    Component {
        id: writing

        WritingSheet {
        }
    }
    Component {
        id: signs

        SignsSheet {
        }
    }
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
        id: forms

        FormsPage {
            model: FormsModel {
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
    Component {
        id: progress

        ProgressPage {
            model: ProgressModel {
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: progressTable

        ProgressPage {
            tables: ({
                    "phq-9": true
                })
            model: ProgressModel {
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: progressHidden

        ProgressPage {
            model: ProgressModel {
                leadText: "When you answered. Your clinic goes through the numbers with you in person."
                measures: [{
                        "id": "phq-9",
                        "title": "Mood in the last two weeks",
                        "name": "PHQ-9",
                        "drawn": false,
                        "points": [],
                        "marks": [],
                        "ticks": [],
                        "firstDay": "",
                        "lastDay": "",
                        "rows": [row("r6", "10 March", "Answered", ""), row("r5", "28 February", "Answered", "")],
                        "lastText": "Last answered 10 March. Your team sees this too.",
                        "summary": "Mood in the last two weeks: 2 answers, from 28 February to 10 March."
                    }]
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: progressEmpty

        ProgressPage {
            model: ProgressModel {
                leadText: "What you answered, over time. Ups and downs are part of it."
                measures: []
                effectsText: "No side effects reported."
                emptyText: "Nothing is here yet. What you answer shows up on this page, day by day."
                error: "That did not work. What you saved before is safe. Please try again."
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: response

        ResponsePage {
            model: ProgressModel {
                answersOpen: true
            }
        }
    }
    Component {
        id: journal

        JournalPage {
            model: JournalModel {
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: journalEmpty

        JournalPage {
            model: JournalModel {
                entries: ListModel {
                }
                empty: true
                emptyText: "Nothing here yet. Whatever you write stays private until you share it."
                undoText: "The entry is deleted."
            }
            status: StatusModel {
                text: ""
                kind: StatusModel.Calm
            }
        }
    }
    Component {
        id: entry

        EntryPage {
            model: EntryModel {
            }
        }
    }
    Component {
        id: entryShare

        EntryPage {
            model: EntryModel {
                askShare: true
            }
        }
    }
    Component {
        id: entryNew

        EntryPage {
            model: EntryModel {
                text: ""
                isNew: true
                savedText: ""
            }
        }
    }
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
            leaving: true
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
        id: me

        MePage {
            model: MeModel {
            }
            status: StatusModel {
            }
        }
    }

    MeExhibits {
        id: ofMe

        visible: false
    }
    Loader {
        anchors.top: parent.top
        anchors.bottom: places.top
        width: parent.width
        sourceComponent: exhibits.all[exhibits.shown]
    }
    PlacesBar {
        id: places

        anchors.bottom: parent.bottom
        width: parent.width
        height: exhibits.atHome ? implicitHeight : 0
        visible: exhibits.atHome
        place: exhibits.shown === "response" ? "progress" : exhibits.shown.split("-")[0]
    }
}
