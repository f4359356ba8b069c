import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    enum Level {
        Calm,
        Urgent,
        Emergency
    }

    property int level: HelpModel.Calm
    property bool mayEditPlan: true
    property string reasonText
    property string deliveryText
    property string limitText: "This app is not watched all the time."
    property string countryName: "United Kingdom"
    property bool elsewhere: false
    property bool fromAnswer: false
    property ListModel offers: ListModel {
    }
    property ListModel contacts: ListModel {
        ListElement {
            kind: "emergency"
            name: "Emergency 999"
            number: "999"
            detail: "If you are in danger now"
        }
        ListElement {
            kind: "line"
            name: "Samaritans"
            number: "116 123"
            detail: "Crisis line: somebody to talk to"
        }
        ListElement {
            kind: "line"
            name: "Shout"
            number: "85258"
            detail: "Crisis line by text message. Send the word SHOUT"
        }
        ListElement {
            kind: "trusted"
            name: "Sam"
            number: "020 7946 0200"
            detail: "The person you chose"
        }
        ListElement {
            kind: "plan"
            name: "My safety plan"
            number: ""
            detail: "In your own words"
        }
        ListElement {
            kind: "clinic"
            name: "Harbour Clinic"
            number: "020 7946 0018"
            detail: "Your clinic"
        }
        ListElement {
            kind: "ground"
            name: "Find the ground"
            number: ""
            detail: "What you can see, touch and hear"
        }
        ListElement {
            kind: "breathe"
            name: "Breathe with me"
            number: ""
            detail: "Two quiet minutes"
        }
    }
    property ListModel plan: ListModel {
        ListElement {
            heading: "What I can do on my own to get through the next hour"
            words: "Shower, the long way to the harbour, the old records."
        }
        ListElement {
            heading: "What keeps me going"
            words: "My brother's children."
        }
    }
    property ListModel countries: ListModel {
        ListElement {
            code: "DE"
            name: "Germany"
        }
        ListElement {
            code: "IE"
            name: "Ireland"
        }
        ListElement {
            code: "NL"
            name: "Netherlands"
        }
    }

    function call(index: int) {
        note("call", index);
    }

    function chooseCountry(code: string) {
        note("chooseCountry", code);
    }

    function inDanger() {
        note("inDanger");
    }

    function editPlan() {
        note("editPlan");
    }

    function goOn() {
        note("goOn");
    }

    function stop() {
        note("stop");
    }

    function openOffer(questionnaireId: string) {
        note("openOffer", questionnaireId);
    }
}
