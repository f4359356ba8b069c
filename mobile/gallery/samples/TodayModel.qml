import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    property string dateText: "Thursday 12 March"
    property string greeting: "Good morning"
    property string subtitle: "Nine days since your session"
    property string nothingDueText
    property string seenText
    property string error
    property int phase: 4
    property int phaseCount: 5
    property string phaseText: "Integration"
    property string nextText: "Two weeks after, Sunday 17 March"
    property string checkInQuestion: "How is your mood right now? 0 is as low as it gets, 10 is as good as it gets."
    property int checkInLowest: 0
    property int checkInCount: 11
    property int checkInChosen: -1
    property string checkInText
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

    function checkIn(index: int) {
        note("checkIn", index);
    }

    function reportEffect() {
        note("reportEffect");
    }

    function feelWorse() {
        note("feelWorse");
    }

    function showForms() {
        note("showForms");
    }
}
