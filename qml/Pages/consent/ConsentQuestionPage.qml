pragma ComponentBehavior: Bound
import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// Whether the text is clear, not whether the person is clever: an answer that does not fit is met
// with the explanation, and the question may be answered again as often as it takes.
PageScaffold {
    id: page

    required property ConsentModel model

    topText: page.model.progressText
    spacing: Theme.space3

    foot: [
        Notice {
            testId: "consent-question-error"
            text: page.model.error
            error: true
        },
        ButtonPair {
            SecondaryButton {
                testId: "consent-question-stop"
                text: qsTr("Stop for now")
                onClicked: page.model.back()
            }
            PrimaryButton {
                testId: "consent-question-next"
                text: qsTr("Next")
                enabled: page.model.answeredRight && !page.model.busy
                onClicked: page.model.next()
            }
        }
    ]

    QuietText {
        text: qsTr("A few questions, so that nothing stays unclear. This is not a test.")
    }
    Prose {
        text: page.model.question
        font.pixelSize: Theme.textLarge
        Accessible.role: Accessible.Heading
    }
    Repeater {
        model: page.model.options

        OptionRow {
            required property int index
            required property string label

            testId: "consent-option-" + index
            text: label
            required chosen
            enabled: !page.model.answeredRight || chosen
            onPicked: page.model.choose(index)
        }
    }
    Notice {
        testId: "consent-explanation"
        text: page.model.explanation === "" ? "" : qsTr("Not quite. %1 Please choose again.").arg(page.model.explanation)
    }
    Notice {
        testId: "consent-right"
        text: page.model.answeredRight ? qsTr("That is how it is meant.") : ""
    }
}
