pragma ComponentBehavior: Bound

import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// The places of the bottom bar, and the pages that lie above them: a questionnaire and the editor.
FocusScope {
    id: places

    required property ShellModel shell
    property string place: "today"
    readonly property bool covered: places.shell.questionnaireOpen || places.shell.entryOpen || places.shell.pairAgainOpen || places.shell.leaf !== ShellModel.NoLeaf || places.shell.forms.opened

    PageHost {
        id: pageHost

        anchors.fill: parent
        anchors.bottomMargin: places.covered ? 0 : bar.height
        focus: true
        page: {
            if (places.shell.entryOpen)
                return entry;
            if (places.shell.pairAgainOpen)
                return pairAgain;
            // From Help now the plan opens above a questionnaire, which goes on afterwards.
            if (places.shell.leaf === ShellModel.SafetyPlanLeaf)
                return leaves;
            if (places.shell.questionnaireOpen) {
                switch (places.shell.questionnaire.stage) {
                case QuestionnaireModel.Reviewing:
                    return review;
                case QuestionnaireModel.Done:
                    return done;
                default:
                    return question;
                }
            }
            if (places.shell.leaf !== ShellModel.NoLeaf)
                return leaves;
            if (places.shell.forms.opened)
                return forms;
            switch (places.place) {
            case "journal":
                return journal;
            case "progress":
                return places.shell.progress.answersOpen ? response : progress;
            case "me":
                return me;
            default:
                return today;
            }
        }
    }
    PlacesBar {
        id: bar

        anchors.bottom: parent.bottom
        width: parent.width
        visible: !places.covered
        place: places.place
        onPicked: place => {
            places.shell.progress.closeAnswers();
            places.place = place;
        }
    }

    Component {
        id: today

        TodayPage {
            model: places.shell.today
            status: places.shell.status
            consent: places.shell.consent
            onConsentRequested: places.shell.consent.open()
            onHelpRequested: places.shell.openHelp()
        }
    }
    Component {
        id: leaves

        Leaves {
            shell: places.shell
        }
    }
    Component {
        id: journal

        JournalPage {
            model: places.shell.journal
            status: places.shell.status
            onHelpRequested: places.shell.openHelp()
        }
    }
    Component {
        id: progress

        ProgressPage {
            model: places.shell.progress
            status: places.shell.status
            onHelpRequested: places.shell.openHelp()
        }
    }
    Component {
        id: response

        ResponsePage {
            model: places.shell.progress
            onHelpRequested: places.shell.openHelp()
        }
    }
    Component {
        id: forms

        FormsPage {
            model: places.shell.forms
            onHelpRequested: places.shell.openHelp()
        }
    }
    Component {
        id: me

        MePage {
            model: places.shell.me
            status: places.shell.status
            onHelpRequested: places.shell.openHelp()
        }
    }
    Component {
        id: pairAgain

        PairAgainPage {
            model: places.shell.pairing
            onHelpRequested: places.shell.openHelp()
            onCloseRequested: places.shell.closePairAgain()
        }
    }
    Component {
        id: question

        QuestionPage {
            model: places.shell.questionnaire
            onHelpRequested: places.shell.openHelp()
            onCloseRequested: places.shell.closeQuestionnaire()
        }
    }
    Component {
        id: review

        ReviewPage {
            model: places.shell.questionnaire
            onHelpRequested: places.shell.openHelp()
            onCloseRequested: places.shell.closeQuestionnaire()
        }
    }
    Component {
        id: done

        DonePage {
            model: places.shell.questionnaire
            onHelpRequested: places.shell.openHelp()
            onCloseRequested: places.shell.closeQuestionnaire()
        }
    }
    Component {
        id: entry

        EntryPage {
            model: places.shell.entry
            onHelpRequested: places.shell.openHelp()
        }
    }
}
