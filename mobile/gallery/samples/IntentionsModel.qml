import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    property bool written: true
    property string writtenText: "Written on 2 March. Your care team can read it after it was sent."
    property string error
    property ListModel lines: ListModel {
        ListElement {
            asked: "What do you hope for?"
            said: "To wake up without the weight, and to call my brother."
        }
        ListElement {
            asked: "How would you like the team to be there for you on the day?"
            said: "Quiet. A hand on the shoulder is fine if I ask for it."
        }
    }

    function write() {
        note("write");
    }

    function close() {
        note("close");
    }
}
