import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
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
            detail: "Free, day and night"
        }
        ListElement {
            kind: "line"
            name: "Shout"
            number: "85258"
            detail: "Send the word SHOUT"
        }
        ListElement {
            kind: "clinic"
            name: "Harbour Clinic"
            number: "020 7946 0018"
            detail: "Your clinic"
        }
        ListElement {
            kind: "breathe"
            name: "Breathe with me"
            number: ""
            detail: "Two quiet minutes"
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
