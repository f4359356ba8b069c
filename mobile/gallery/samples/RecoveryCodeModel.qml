import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    property var groups: ["K7QM2", "4XJ9T", "B3WPD", "H8N5V", "2RZ6C", "YF4KA", "M9T3E"]
    property int askFirst: 2
    property int askSecond: 6
    property bool checking: false
    property bool busy: false
    property bool fromSettings: false
    property string error

    function startCheck() {
        note("startCheck");
    }

    function backToCode() {
        note("backToCode");
    }

    function check(first: string, second: string) {
        note("check", first, second);
    }
}
