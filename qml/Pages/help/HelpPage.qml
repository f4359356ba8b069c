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

        // What was answered is saved either way.
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
            text: qsTr("You are not alone with this")
        }
        QuietText {
            visible: !page.model.fromAnswer
            text: qsTr("Choose whatever is easiest. You can leave this page at any time.")
        }
    }
    Notice {
        testId: "help-reason"
        text: page.model.reasonText
        care: true
    }
    ColumnLayout {
        spacing: Theme.space3

        Repeater {
            model: page.model.contacts

            ContactRow {
                required property int index
                required property string kind
                required property string name
                required property string number

                // The first of a kind has the short id; further ones are counted.
                testId: kind === "emergency" && index === 0 ? "help-emergency" : kind === "clinic" || kind === "breathe" ? "help-" + kind : "help-" + kind + "-" + index
                title: number === "" || name.includes(number) ? name : name + " " + number
                required detail
                urgent: kind === "emergency"
                glyph: kind === "breathe" ? Glyphs.next : Glyphs.phone
                onClicked: {
                    if (kind === "breathe")
                        page.breathing = true;
                    else
                        page.model.call(index);
                }
            }
        }
    }
    OfferRows {
        testId: "help-offer"
        offers: page.model.offers
        onPicked: questionnaireId => page.model.openOffer(questionnaireId)
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
