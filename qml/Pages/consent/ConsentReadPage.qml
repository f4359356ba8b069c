pragma ComponentBehavior: Bound
import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// One section of the text at a time, with how well each statement is known.
PageScaffold {
    id: page

    required property ConsentModel model

    topText: page.model.progressText
    spacing: Theme.space3
    readFirst: true

    foot: [
        Notice {
            testId: "consent-read-error"
            text: page.model.error
            error: true
        },
        ButtonPair {
            SecondaryButton {
                testId: "consent-read-back"
                text: qsTr("Back")
                onClicked: page.model.back()
            }
            PrimaryButton {
                testId: "consent-read-next"
                text: qsTr("I have read this")
                enabled: !page.model.busy
                onClicked: page.model.next()
            }
        }
    ]

    Heading {
        text: page.model.heading
        size: page.titleSize
        onTextChanged: page.scrollToTop()
    }
    Repeater {
        model: page.model.statements

        Card {
            id: statement

            required property string words
            required property string detail

            Prose {
                text: statement.words
            }
            QuietText {
                visible: text !== ""
                text: statement.detail
            }
        }
    }
    QuietText {
        visible: page.model.notice !== ""
        text: page.model.notice
    }
}
