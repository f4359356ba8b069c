import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    property bool busy: false
    property string error
    property string warning
    property string clinicName: "Harbour Clinic"
    property string digits: "482913"
    property string waitingText: "Waiting for your clinic to check the digits. You can leave the app open."

    function begin(code: string) {
        note("begin", code);
    }

    function cancel() {
        note("cancel");
    }
}
