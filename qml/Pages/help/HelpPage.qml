pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// Opens from everywhere, without a network, and asks for nothing first. In an emergency it is larger
// and one stray touch does not close it; the way back of the phone always does.
PageScaffold {
    id: page

    required property HelpModel model
    property bool choosingCountry: false
    // What lies above: "", "breathe", "ground" or "plan".
    property string above: ""
    property bool leaving: false
    readonly property bool emergency: model.level === HelpModel.Emergency

    signal closeRequested

    function wayBack() {
        if (page.above !== "")
            page.above = "";
        else
            page.closeRequested();
    }

    helpShown: false
    topText: tight ? "" : qsTr("Works without a network")
    Keys.onEscapePressed: page.wayBack()
    Keys.onBackPressed: page.wayBack()
    onEmergencyChanged: {
        page.leaving = false;
        page.scrollToTop();
    }

    bar: QuietButton {
        testId: "help-close"
        text: qsTr("Close")
        textSize: Theme.textSmall
        horizontalPadding: Theme.space2
        Layout.fillWidth: false
        Layout.preferredWidth: -1
        Layout.rightMargin: -Theme.space2
        onClicked: {
            if (page.emergency && !page.leaving)
                page.leaving = true;
            else
                page.closeRequested();
        }
    }
    foot: [
        Card {
            id: question

            readonly property Revealer revealer: Revealer {
                what: question
            }

            visible: page.emergency && page.leaving
            onVisibleChanged: if (visible)
                revealer.soon()

            Prose {
                text: qsTr("Leave this page? Help now brings it back at any time.")
                font.weight: Font.DemiBold
            }
            ButtonPair {
                SecondaryButton {
                    testId: "help-leave"
                    text: qsTr("Leave")
                    onClicked: page.model.fromAnswer ? page.model.stop() : page.closeRequested()
                }
                PrimaryButton {
                    testId: "help-stay"
                    text: qsTr("Stay here")
                    onClicked: {
                        page.leaving = false;
                        page.scrollToTop();
                    }
                }
            }
        },
        // Where there is little room this stands after the emergency number, and not below everything.
        AppButton {
            testId: page.tight ? "" : "help-danger"
            visible: !page.emergency && !page.tight
            text: qsTr("I am in danger now")
            ink: Theme.care
            outline: Theme.care
            onClicked: page.model.inDanger()
        },
        ButtonPair {
            visible: page.model.fromAnswer && (!page.emergency || page.leaving)

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
    ]

    Lines {
        spacing: Theme.space1

        Heading {
            text: page.emergency ? qsTr("Please call now") : qsTr("You are not alone with this")
            size: page.emergency && !page.tight ? Theme.textHuge : page.titleSize
        }
        QuietText {
            visible: !page.model.fromAnswer && !page.emergency && !page.tight
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
        large: page.emergency
    }
    Notice {
        testId: page.tight ? "help-reason" : ""
        text: page.tight ? page.model.reasonText : ""
        care: true
    }
    AppButton {
        testId: page.tight ? "help-danger" : ""
        visible: !page.emergency && page.tight
        text: qsTr("I am in danger now")
        ink: Theme.care
        outline: Theme.care
        onClicked: page.model.inDanger()
    }
    ContactList {
        model: page.model
        emergency: false
        large: page.emergency
        onPageRequested: kind => page.above = kind
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
    // Where there is little room, why this opened and whom to call come first.
    QuietText {
        visible: page.tight
        text: qsTr("Works without a network")
    }
    Lines {
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
        visible: page.above === "breathe"
        onCloseRequested: page.above = ""
    }
    GroundingPage {
        parent: page
        anchors.fill: parent
        z: 2
        visible: page.above === "ground"
        onCloseRequested: page.above = ""
    }
    PlanPage {
        parent: page
        anchors.fill: parent
        z: 2
        visible: page.above === "plan"
        model: page.model
        onCloseRequested: page.above = ""
    }
}
