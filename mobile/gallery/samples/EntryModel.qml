import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    property string text: "I walked the long way home along the water and did not reach for my phone once. At the bridge I stood for a while"
    property bool isPrivate: true
    property string savedText: "Saved on this phone"
    property string explanation: "Your clinic cannot read this entry."
    property string error
    property bool isNew: false
    property bool askShare: false

    function togglePrivate() {
        note("togglePrivate");
    }

    function confirmShare() {
        note("confirmShare");
    }

    function cancelShare() {
        note("cancelShare");
    }

    function done() {
        note("done");
    }

    function remove() {
        note("remove");
    }
}
