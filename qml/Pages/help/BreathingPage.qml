import QtQuick
import QtQuick.Layouts
import Landfall.Controls

// Two quiet minutes: a circle to breathe with, and the ground under one's feet.
PageScaffold {
    id: page

    signal closeRequested

    helpShown: false
    topText: qsTr("Works without a network")

    bar: QuietButton {
        testId: "breathing-close"
        text: qsTr("Close")
        textSize: Theme.textSmall
        horizontalPadding: Theme.space2
        Layout.fillWidth: false
        Layout.preferredWidth: -1
        Layout.rightMargin: -Theme.space2
        onClicked: page.closeRequested()
    }

    Heading {
        text: qsTr("Breathe with me")
        size: page.titleSize
    }
    QuietText {
        text: qsTr("In through the nose, out slowly. Stop whenever you like.")
    }
    BreathingCircle {
        testId: "breathing-circle"
        Layout.topMargin: Theme.space4
        Layout.bottomMargin: Theme.space4
    }
    Card {
        Prose {
            text: qsTr("If breathing is not for you right now")
            font.weight: Font.DemiBold
        }
        Prose {
            text: qsTr("Feel your feet on the floor. Look for five things you can see, four you can touch, three you can hear.")
        }
    }
}
