pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// All answers before they are sent; each can be changed.
PageScaffold {
    id: page

    required property QuestionnaireModel model

    signal closeRequested

    topText: qsTr("Before you send")

    bar: IconButton {
        testId: "questionnaire-close"
        label: qsTr("Stop for now. Your answers stay saved.")
        glyph: Glyphs.close
        ink: Theme.muted
        onClicked: page.closeRequested()
    }
    foot: [
        Notice {
            testId: "review-error"
            text: page.model.error
            error: true
        },
        ButtonPair {
            SecondaryButton {
                testId: "questionnaire-back"
                text: qsTr("Back")
                enabled: page.model.canGoBack
                onClicked: page.model.back()
            }
            PrimaryButton {
                testId: "review-submit"
                text: qsTr("Send")
                visible: page.model.maySend
                enabled: !page.model.busy
                onClicked: page.model.submit()
            }
            PrimaryButton {
                testId: "review-later"
                text: qsTr("Finish later")
                visible: !page.model.maySend
                onClicked: page.closeRequested()
            }
        }
    ]

    ColumnLayout {
        spacing: Theme.space1

        Heading {
            text: qsTr("Your answers")
            size: page.titleSize
        }
        QuietText {
            text: qsTr("Tap an answer to change it. They go to your care team when you send them.")
        }
        Notice {
            testId: "review-open"
            text: page.model.openText
        }
    }
    ColumnLayout {
        spacing: Theme.space2

        Repeater {
            model: page.model.answers

            LinkRow {
                required property int index
                required property string question
                required property string answer
                required property bool missing

                testId: "review-answer-" + index
                title: answer
                detail: question
                detailFirst: true
                ink: missing ? Theme.muted : Theme.ink
                Accessible.name: qsTr("%1 You answered: %2").arg(question).arg(answer)
                onClicked: page.model.edit(index)
            }
        }
    }
}
