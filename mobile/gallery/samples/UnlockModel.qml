import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    property bool busy: false
    property string error
    property bool forgotten: false
    property int minimumChars: 12

    function unlock(passphrase: string) {
        note("unlock", passphrase);
    }

    function showForgotten() {
        note("showForgotten");
    }

    function hideForgotten() {
        note("hideForgotten");
    }

    function recover(code: string, first: string, again: string) {
        note("recover", code, first, again);
    }
}
