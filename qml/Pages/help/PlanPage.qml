pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// The safety plan to read, from Help now: on the locked phone too, when the person has chosen that.
PageScaffold {
    id: page

    required property HelpModel model

    signal closeRequested

    helpShown: false
    topText: qsTr("Works without a network")

    bar: QuietButton {
        testId: "help-plan-close"
        text: qsTr("Close")
        textSize: Theme.textSmall
        horizontalPadding: Theme.space2
        Layout.fillWidth: false
        Layout.preferredWidth: -1
        Layout.rightMargin: -Theme.space2
        onClicked: page.closeRequested()
    }
    foot: SecondaryButton {
        testId: "help-plan-edit"
        visible: page.model.mayEditPlan
        text: qsTr("Write or change it")
        onClicked: page.model.editPlan()
    }

    Heading {
        text: qsTr("My safety plan")
        size: page.titleSize
    }
    QuietText {
        visible: parts.count === 0
        text: qsTr("Nothing is written yet. You can do that when it is a good moment; the numbers are always here.")
    }
    Repeater {
        id: parts

        model: page.model.plan

        Card {
            id: part

            required property string heading
            required property string words

            QuietText {
                text: part.heading
            }
            Prose {
                text: part.words
            }
        }
    }
}
