pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// One section of the text at a time, with how well each statement is known.
PageScaffold {
    id: page

    required property ConsentModel model

    topText: page.model.progressText
    spacing: Theme.space3

    Connections {
        target: page.model

        function onChanged() {
            if (heading.text !== heading.before) {
                heading.before = heading.text;
                page.scrollToTop();
            }
        }
    }

    foot: [
        Notice {
            testId: "consent-read-error"
            text: page.model.error
            care: true
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
        id: heading

        property string before: page.model.heading

        text: page.model.heading
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
