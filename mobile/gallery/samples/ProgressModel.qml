import QtQuick

// The promises of the view model of this name, on sample content: one measure with a session and a
// response without a number, one with a single answer, one that nobody has answered yet.
SampleModel {
    property string leadText: "What you answered, over time. Ups and downs are part of it."
    property string effectsText: "2 side effects reported, the last one on 9 March."
    property string emptyText
    property string error
    property bool answersOpen: false
    property string answersTitle: "Mood in the last two weeks"
    property string answersName: "PHQ-9"
    property string answersDay: "Tuesday 10 March 2026"
    property ListModel answers: ListModel {
        ListElement {
            question: "Little interest or pleasure in doing things"
            answer: "Several days"
            missing: false
        }
        ListElement {
            question: "Feeling down, depressed, or hopeless"
            answer: "More than half the days"
            missing: false
        }
        ListElement {
            question: "Trouble falling or staying asleep, or sleeping too much"
            answer: "Not answered"
            missing: true
        }
    }
    property var measures: [{
            "id": "phq-9",
            "title": "Mood in the last two weeks",
            "name": "PHQ-9",
            "drawn": true,
            "points": [point(0, 21, "r0"), point(0.15, 20, "r1"), point(0.32, 19, "r2"), point(0.44, 12, "r3"), point(0.55, -1, "r4"), point(0.75, 8, "r5"), point(1, 11, "r6")],
            "marks": [mark(0.36, 1), mark(0.85, 2)],
            "ticks": [tick(0, "0"), tick(10, "10"), tick(20, "20")],
            "firstDay": "2 February",
            "lastDay": "10 March",
            "rows": [row("r6", "10 March", "11", ""), row("r5", "28 February", "8", ""), row("r4", "21 February", "No number: some questions were left open", ""), row("r3", "17 February", "12", "Given on another day than planned. It counts.")],
            "lastText": "Last answered 10 March. Your team sees this too.",
            "summary": "Mood in the last two weeks: 7 answers, from 2 February to 10 March. First 21, last 11; between 8 and 21, on a scale from 0 to 27. No number on 21 February. Session 1 on 15 February. Session 2 on 5 March."
        }, {
            "id": "who-5",
            "title": "How well you have been in the last two weeks",
            "name": "WHO-5",
            "drawn": true,
            "points": [point(0.9, 14, "w0")],
            "marks": [mark(0.1, 1)],
            "ticks": [tick(0, "0"), tick(10, "10"), tick(20, "20")],
            "firstDay": "15 February",
            "lastDay": "10 March",
            "rows": [row("w0", "10 March", "14", "")],
            "lastText": "Last answered 10 March. Your team sees this too.",
            "summary": "How well you have been in the last two weeks: 1 answer, from 10 March to 10 March. First 14, last 14; between 14 and 14, on a scale from 0 to 27. Session 1 on 15 February."
        }, {
            "id": "gad-7",
            "title": "Worry and tension in the last two weeks",
            "name": "GAD-7",
            "drawn": false,
            "points": [],
            "marks": [mark(0.5, 1)],
            "ticks": [tick(0, "0"), tick(10, "10"), tick(20, "20")],
            "firstDay": "",
            "lastDay": "",
            "rows": [],
            "lastText": "No answers yet.",
            "summary": "Worry and tension in the last two weeks: no answers yet."
        }]

    function point(x: real, value: int, response: string): var {
        const drawn = {
            "x": x,
            "missing": value < 0,
            "response": response
        };
        if (value >= 0)
            drawn.y = value / 27;
        return drawn;
    }

    function mark(x: real, number: int): var {
        return {
            "x": x,
            "text": "session " + number
        };
    }

    function tick(value: int, text: string): var {
        return {
            "y": value / 27,
            "text": text
        };
    }

    function row(response: string, day: string, value: string, late: string): var {
        return {
            "response": response,
            "day": day,
            "value": value,
            "late": late
        };
    }

    function open(responseId: string) {
        note("open", responseId);
    }

    function closeAnswers() {
        note("closeAnswers");
    }
}
