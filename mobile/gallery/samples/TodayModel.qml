import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    property string dateText: "Thursday 12 March"
    property string greeting: "Good morning"
    property string subtitle: "Nine days since your session"
    property string nothingDueText
    property string seenText
    property string error
    property ListModel cards: ListModel {
        ListElement {
            questionnaireId: "phq-9"
            title: "How have the last two weeks been?"
            detail: "Nine questions, about three minutes. Open until Sunday."
            action: "Begin"
            overdue: false
        }
        ListElement {
            questionnaireId: "gad-7"
            title: "Worry and unrest"
            detail: "Seven questions, about two minutes."
            action: "Go on"
            overdue: false
        }
    }

    function begin(questionnaireId: string) {
        note("begin", questionnaireId);
    }
}
