import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    enum Moment {
        At,
        QuietFrom,
        QuietTo
    }

    property bool on: true
    property string atText: "09:30"
    property string quietFromText: "21:00"
    property string quietToText: "08:00"
    property string laterText
    property bool willArrive: true
    property string checkText: "The next reminder will arrive: 13 March 2026, 09:30."
    property string error
    property ListModel doubts: ListModel {
    }

    function toggle() {
        note("toggle");
    }

    function move(moment: int, steps: int) {
        note("move", moment, steps);
    }

    function later(hours: int) {
        note("later", hours);
    }

    function close() {
        note("close");
    }
}
