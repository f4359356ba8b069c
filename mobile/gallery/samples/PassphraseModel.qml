import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    property bool busy: false
    property string error
    property int minimumChars: 12

    function set(first: string, again: string) {
        note("set", first, again);
    }
}
