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
    property ListModel appointments: ListModel {
        ListElement {
            when: "Wednesday 18 March, 09:30"
            what: "Integration talk with Dr Lin"
            about: "Harbour House, room 2\nAbout 50 minutes."
            cancelled: false
        }
        ListElement {
            when: "Wednesday 25 March, 09:30"
            what: "Integration talk with Dr Lin"
            about: ""
            cancelled: true
        }
    }
    property ListModel cards: ListModel {
        ListElement {
            questionnaireId: "phq-9"
            title: "Mood in the last two weeks"
            detail: "PHQ-9 · 9 questions, about 3 minutes. Best today. Open until Sunday 15 March."
            action: "Begin"
            overdue: false
        }
        ListElement {
            questionnaireId: "gad-7"
            title: "Worry and tension in the last two weeks"
            detail: "GAD-7 · 7 questions, about 3 minutes. Still open, until Friday 13 March."
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
