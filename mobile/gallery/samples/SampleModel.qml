import QtQuick

// What every sample view model has: it remembers what a page asked of it.
QtObject {
    property var calls: []

    function note(...what) {
        calls = calls.concat([what.join(" ")]);
    }
}
