pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// Opens from everywhere, without a network, and asks for nothing first.
PageScaffold {
    id: page

    required property HelpModel model
    property bool choosingCountry: false
    property bool breathing: false
    // Less room for words than a small phone has at the usual text size. Text takes room in both
    // directions, and the number to call has to be on the first screen.
    readonly property bool tight: low || width * height < 320 * 560 * Theme.textScale * Theme.textScale

    signal closeRequested

    helpShown: false
    topText: qsTr("Works without a network")

    bar: QuietButton {
        testId: "help-close"
        text: qsTr("Close")
        textSize: Theme.textSmall
        horizontalPadding: Theme.space2
        Layout.fillWidth: false
        Layout.preferredWidth: -1
        Layout.rightMargin: -Theme.space2
        onClicked: page.closeRequested()
    }
    foot: ButtonPair {
        visible: page.model.fromAnswer

        // What was saved of the answers stays either way.
        SecondaryButton {
            testId: "help-stop"
            text: qsTr("Stop for now")
            onClicked: page.model.stop()
        }
        PrimaryButton {
            testId: "help-go-on"
            text: qsTr("Go on")
            onClicked: page.model.goOn()
        }
    }

    ColumnLayout {
        spacing: Theme.space1

        Heading {
            font.pixelSize: page.tight ? Theme.textBody : Theme.textTitle
            text: qsTr("You are not alone with this")
        }
        QuietText {
            visible: !page.model.fromAnswer && !page.tight
            text: qsTr("Choose whatever is easiest. You can leave this page at any time.")
        }
    }
    // Where there is room the words come first, else whom to call.
    Notice {
        testId: page.tight ? "" : "help-reason"
        text: page.tight ? "" : page.model.reasonText
        care: true
    }
    ContactList {
        model: page.model
        emergency: true
    }
    Notice {
        testId: page.tight ? "help-reason" : ""
        text: page.tight ? page.model.reasonText : ""
        care: true
    }
    ContactList {
        model: page.model
        emergency: false
        onBreathingRequested: page.breathing = true
    }
    QuietText {
        visible: text !== ""
        text: page.model.limitText + (page.model.deliveryText === "" ? "" : " " + page.model.deliveryText)
    }
    ColumnLayout {
        spacing: Theme.space2

        SectionLabel {
            text: page.model.countryName === "" ? qsTr("Where you are") : qsTr("Numbers for %1").arg(page.model.countryName)
        }
        QuietButton {
            testId: "help-elsewhere"
            text: page.model.elsewhere ? qsTr("Back to the numbers of my clinic's country") : qsTr("I am somewhere else")
            onClicked: {
                if (page.model.elsewhere) {
                    page.choosingCountry = false;
                    page.model.chooseCountry("");
                } else {
                    page.choosingCountry = !page.choosingCountry;
                }
            }
        }
        Repeater {
            model: page.choosingCountry ? page.model.countries : null

            LinkRow {
                required property string code
                required property string name

                testId: "help-country-" + code.toLowerCase()
                title: name
                onClicked: {
                    page.choosingCountry = false;
                    page.model.chooseCountry(code);
                    page.scrollToTop();
                }
            }
        }
    }

    BreathingPage {
        parent: page
        anchors.fill: parent
        z: 2
        visible: page.breathing
        onCloseRequested: page.breathing = false
    }
}
