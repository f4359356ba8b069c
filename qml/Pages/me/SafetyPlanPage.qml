pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// Seven parts in the person's own words. Each may stay empty; each is kept as it is typed.
PageScaffold {
    id: page

    required property SafetyPlanModel model
    readonly property bool asks: model.asksWhileLocked

    barStart: QuietButton {
        testId: "safety-plan-done"
        text: qsTr("Done")
        horizontalPadding: Theme.space2
        Layout.leftMargin: -Theme.space2
        Layout.fillWidth: false
        Layout.preferredWidth: -1
        onClicked: page.model.done()
    }
    footLines: QuietText {
        text: page.model.savedText === "" ? qsTr("Kept on this phone as you write") : page.model.savedText
        font.pixelSize: Theme.textTiny
    }
    foot: Notice {
        testId: "safety-plan-error"
        text: page.model.error
        error: true
    }
    onAsksChanged: if (asks)
        page.scrollToTop()

    // After Done, once.
    Card {
        visible: page.asks

        Prose {
            text: qsTr("Shall Help now show your plan and your person on the locked phone?")
            font.weight: Font.DemiBold
        }
        QuietText {
            text: qsTr("In a bad hour you would not have to type your passphrase. Whoever holds this phone could read them. You can change this on this page at any time.")
        }
        ButtonPair {
            SecondaryButton {
                testId: "safety-plan-not-now"
                text: qsTr("Not now")
                onClicked: page.model.notNow()
            }
            PrimaryButton {
                testId: "safety-plan-show-locked"
                text: qsTr("Show them")
                onClicked: page.model.showWhileLocked()
            }
        }
    }
    Lines {
        spacing: Theme.space1

        Heading {
            text: qsTr("My safety plan")
            size: page.titleSize
        }
        QuietText {
            text: qsTr("For a bad hour, in your own words. Each part may stay empty, and you can change it at any time.")
        }
        QuietText {
            text: page.model.whereText
        }
    }
    Card {
        visible: !page.asks

        SwitchRow {
            testId: "safety-plan-locked"
            text: qsTr("Show my person and my safety plan on the locked phone")
            explanation: page.model.shownWhileLocked ? qsTr("Help now shows them without your passphrase. Whoever holds this phone can read them.") : qsTr("Help now shows them only after your passphrase. Switch it on if you may be too upset to type it.")
            on: page.model.shownWhileLocked
            onFlipped: page.model.toggleShownWhileLocked()
        }
    }
    Repeater {
        model: page.model.parts

        Card {
            id: part

            required property string part
            required property string heading
            required property string words

            Prose {
                text: part.heading
                font.weight: Font.DemiBold
            }
            TextEditor {
                testId: "safety-plan-" + part.part
                label: qsTr("Write here, or leave it empty")
                Accessible.name: part.heading
                text: part.words
                onTextChanged: if (text !== part.words || edited) {
                    edited = true;
                    page.model.write(part.part, text);
                }
                onCursorRectangleChanged: if (activeFocus)
                    page.reveal(this, cursorRectangle)

                property bool edited: false
            }
        }
    }
    Card {
        Prose {
            text: qsTr("The person I would call first")
            font.weight: Font.DemiBold
        }
        QuietText {
            text: qsTr("Help now shows this person with a call button. It is kept on this phone and sent to nobody.")
        }
        TextEntry {
            id: trustedName

            testId: "safety-plan-person"
            label: qsTr("Name")
            text: page.model.trustedName
            inputHints: Qt.ImhSensitiveData
            onEdited: page.model.writePerson(trustedName.text, trustedPhone.text)
        }
        TextEntry {
            id: trustedPhone

            testId: "safety-plan-phone"
            label: qsTr("Number")
            text: page.model.trustedPhone
            inputHints: Qt.ImhDialableCharactersOnly | Qt.ImhSensitiveData
            onEdited: page.model.writePerson(trustedName.text, trustedPhone.text)
        }
    }
    Card {
        visible: page.model.otherText !== ""

        Prose {
            text: qsTr("Another version, written on another device")
            font.weight: Font.DemiBold
        }
        QuietText {
            text: qsTr("Both are kept. Take over above what you want to keep.")
        }
        Prose {
            text: page.model.otherText
        }
    }
}
