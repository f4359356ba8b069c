import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// What was answered, over time.
Item {
    readonly property var all: ({
            "progress": progress,
            "progress-table": progressTable,
            "progress-hidden": progressHidden,
            "progress-empty": progressEmpty,
            "response": response
        })

    Component {
        id: progress

        ProgressPage {
            model: ProgressModel {
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: progressTable

        ProgressPage {
            tables: ({
                    "phq-9": true
                })
            model: ProgressModel {
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: progressHidden

        ProgressPage {
            model: ProgressModel {
                leadText: "When you answered. Your clinic goes through the numbers with you in person."
                measures: [{
                        "id": "phq-9",
                        "title": "Mood in the last two weeks",
                        "name": "PHQ-9",
                        "drawn": false,
                        "points": [],
                        "marks": [],
                        "ticks": [],
                        "firstDay": "",
                        "lastDay": "",
                        "rows": [row("r6", "10 March", "Answered", ""), row("r5", "28 February", "Answered", "")],
                        "lastText": "Last answered 10 March. Your team sees this too.",
                        "summary": "Mood in the last two weeks: 2 answers, from 28 February to 10 March."
                    }]
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: progressEmpty

        ProgressPage {
            model: ProgressModel {
                leadText: "What you answered, over time. Ups and downs are part of it."
                measures: []
                effectsText: "No side effects reported."
                emptyText: "Nothing is here yet. What you answer shows up on this page, day by day."
                error: "That did not work. What you saved before is safe. Please try again."
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: response

        ResponsePage {
            model: ProgressModel {
                answersOpen: true
            }
        }
    }
}
