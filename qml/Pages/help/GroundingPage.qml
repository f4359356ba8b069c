import QtQuick
import QtQuick.Layouts
import Landfall.Controls

// Back to the ground by the senses, one step at a time. Nothing is kept of it.
PageScaffold {
    id: page

    property int step: 0
    readonly property var steps: [qsTr("Look around. Name five things you can see."), qsTr("Feel four things: the floor, your clothes, the air, the chair."), qsTr("Listen for three sounds, near or far away."), qsTr("Notice two things you can smell, or breathe out slowly twice."), qsTr("Say one thing out loud: your name, or where you are now.")]
    readonly property bool last: step === steps.length - 1

    signal closeRequested

    helpShown: false
    topText: qsTr("Works without a network")

    bar: QuietButton {
        testId: "grounding-close"
        text: qsTr("Close")
        textSize: Theme.textSmall
        horizontalPadding: Theme.space2
        Layout.fillWidth: false
        Layout.preferredWidth: -1
        Layout.rightMargin: -Theme.space2
        onClicked: page.closeRequested()
    }
    foot: ButtonPair {
        SecondaryButton {
            testId: "grounding-back"
            text: qsTr("Back")
            enabled: page.step > 0
            onClicked: page.step -= 1
        }
        PrimaryButton {
            testId: "grounding-next"
            text: page.last ? qsTr("From the beginning") : qsTr("Next")
            onClicked: page.step = page.last ? 0 : page.step + 1
        }
    }

    Heading {
        text: qsTr("Find the ground")
        size: page.titleSize
    }
    QuietText {
        text: qsTr("Slowly, one step after the other. There is no wrong way. Stop whenever you like.")
    }
    ProgressSegments {
        position: page.step + 1
        count: page.steps.length
    }
    Card {
        Prose {
            text: page.steps[page.step]
            font.pixelSize: Theme.textLarge
            Accessible.role: Accessible.AlertMessage
        }
    }
}
