import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// A state in which the app cannot go on by itself: what happened, what is safe, what to do.
PageScaffold {
    id: page

    required property ProblemModel model

    foot: PrimaryButton {
        visible: page.model.canRetry
        testId: "problem-retry"
        text: qsTr("Try again")
        onClicked: page.model.retry()
    }

    Heading {
        text: page.model.title
        size: page.titleSize
    }
    Prose {
        text: page.model.whatHappened
    }
    Card {
        visible: page.model.whatIsSafe !== ""

        SectionLabel {
            text: qsTr("What is safe")
        }
        Prose {
            text: page.model.whatIsSafe
        }
    }
    Card {
        visible: page.model.whatToDo !== ""

        SectionLabel {
            text: qsTr("What you can do")
        }
        Prose {
            text: page.model.whatToDo
        }
    }
}
