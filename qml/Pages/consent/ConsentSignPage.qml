pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// The signature is the typed name. Nothing is chosen beforehand, and no choice depends on another.
PageScaffold {
    id: page

    required property ConsentModel model

    readFirst: true
    foot: [
        Notice {
            testId: "consent-sign-error"
            text: page.model.error
            error: true
        },
        ButtonPair {
            SecondaryButton {
                testId: "consent-sign-later"
                text: qsTr("Not now")
                onClicked: page.model.back()
            }
            PrimaryButton {
                testId: "consent-sign"
                text: qsTr("I agree to take part")
                enabled: !page.model.busy && name.text.trim() !== ""
                onClicked: page.model.sign(name.text, choices.personName, choices.personPhone)
            }
        }
    ]

    ColumnLayout {
        spacing: Theme.space1

        Heading {
            text: qsTr("Your decision")
            size: page.titleSize
        }
        QuietText {
            text: qsTr("You decide. You may say no, and you may stop at any time, without giving a reason.")
        }
    }
    Notice {
        testId: "consent-sign-notice"
        text: page.model.notice
    }
    Card {
        SectionLabel {
            text: qsTr("If you like, each by itself")
        }
        OptInRows {
            id: choices

            testId: "consent-opt-in"
            rows: page.model.optIns
            asksPerson: page.model.asksContact
            onFlipped: index => page.model.toggleOptIn(index)
        }
    }
    Card {
        Prose {
            text: qsTr("I have read the text, my questions were answered, and I agree to take part.")
        }
        TextEntry {
            id: name

            testId: "consent-name"
            label: qsTr("Your name, as your signature")
            inputHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        }
    }
}
