pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// A fixed sentence, the answers that led to it and the day. Nothing is added to it.
Lines {
    id: result

    required property QuestionnaireModel model

    spacing: Theme.space4
    Layout.fillWidth: true

    Notice {
        testId: "done-result"
        text: result.model.resultText
        care: result.model.resultUrgent
    }
    Lines {
        spacing: Theme.space2

        QuietText {
            text: qsTr("Answered on %1").arg(result.model.resultDay)
        }
        QuietText {
            visible: result.model.resultRules !== ""
            text: qsTr("Looked at by version %1 of the rules").arg(result.model.resultRules)
        }
        SectionLabel {
            visible: list.count > 0
            text: qsTr("The answers it is about")
        }
        Repeater {
            id: list

            model: result.model.resultAnswers

            AnswerLine {
                required question
                required answer
            }
        }
        QuietButton {
            testId: "done-correct"
            text: qsTr("Something is not right: answer again")
            onClicked: result.model.correct()
        }
    }
}
