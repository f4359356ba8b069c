import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    property string trustedName: "Sam"
    property string trustedPhone: "020 7946 0200"
    property string savedText: "Saved on this phone"
    property string whereText: "Your care team can read the plan after it was sent."
    property bool shownWhileLocked: false
    property bool asksWhileLocked: false
    property string otherText
    property string error
    property ListModel parts: ListModel {
        ListElement {
            part: "warning-signs"
            heading: "How I notice that it is getting worse: thoughts, feelings, what I do or stop doing"
            words: "I stop answering messages and sleep in my clothes."
        }
        ListElement {
            part: "alone"
            heading: "What I can do on my own to get through the next hour"
            words: "Shower, the long way to the harbour, the old records."
        }
        ListElement {
            part: "people"
            heading: "People I can ask for help, and how I reach them"
            words: ""
        }
    }

    function write(part: string, words: string) {
        note("write", part, words);
    }

    function writePerson(name: string, phone: string) {
        note("writePerson", name, phone);
    }

    function done() {
        note("done");
    }

    function toggleShownWhileLocked() {
        note("toggleShownWhileLocked");
    }

    function showWhileLocked() {
        note("showWhileLocked");
    }

    function notNow() {
        note("notNow");
    }
}
