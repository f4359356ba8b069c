import QtQuick
import Landfall.Controls

PageScaffold {
    topText: qsTr("Thursday 12 March")

    foot: ButtonPair {
        SecondaryButton {
            testId: "sheet-back"
            text: qsTr("Back")
        }
        PrimaryButton {
            testId: "sheet-next"
            text: qsTr("Next")
        }
    }

    Heading {
        text: qsTr("Buttons")
    }
    PrimaryButton {
        testId: "sheet-primary"
        text: qsTr("Begin")
    }
    SecondaryButton {
        testId: "sheet-secondary"
        text: qsTr("Read the code again")
        glyph: Glyphs.key
    }
    QuietButton {
        testId: "sheet-quiet"
        text: qsTr("I have forgotten my passphrase")
    }
    CareButton {
        testId: "sheet-care"
        text: qsTr("Call 112")
        glyph: Glyphs.phone
    }
    PrimaryButton {
        testId: "sheet-off"
        text: qsTr("Not now")
        enabled: false
    }
    ContactRow {
        testId: "sheet-emergency"
        title: qsTr("Emergency 999")
        detail: qsTr("If you are in danger now")
        urgent: true
    }
    ContactRow {
        testId: "sheet-line"
        title: qsTr("Samaritans 116 123")
        detail: qsTr("Free, day and night")
    }
    LinkRow {
        testId: "sheet-link"
        title: qsTr("Breathe with me")
        detail: qsTr("Two quiet minutes")
    }
}
