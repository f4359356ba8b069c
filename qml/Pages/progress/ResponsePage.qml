pragma ComponentBehavior: Bound
import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// The answers of one response, to read.
PageScaffold {
    id: page

    required property ProgressModel model

    topText: model.answersDay
    backShown: true
    backTestId: "response-back"
    onBackRequested: model.closeAnswers()

    Lines {
        spacing: Theme.space1

        Heading {
            text: page.model.answersTitle
            size: page.titleSize
        }
        QuietText {
            text: (page.model.answersName === "" ? "" : page.model.answersName + " · ") + qsTr("What you answered that day.")
        }
    }
    Repeater {
        model: page.model.answers

        AnswerLine {
            required question
            required answer
            required missing
        }
    }
}
