import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    property string clinicName: "Harbour Clinic"
    property string clinicPhone: "020 7946 0018"
    property string deviceName: "This phone"
    property string lastSyncText: "Last contact with your clinic: 12 March 2026, 08:14"
    property string error
    property bool stopped: false
    property string accessText
    property string leftOutText
    property bool shownWhileLocked: false
    property string languageText: "English. Landfall follows the language of this device."
    property bool syncing: false
    property ListModel devices: ListModel {
        ListElement {
            name: "Fairphone 4"
            state: "Connected"
            isThis: true
        }
        ListElement {
            name: "Old tablet"
            state: "Stopped by the clinic"
            isThis: false
        }
    }

    function syncNow() {
        note("syncNow");
    }

    function lock() {
        note("lock");
    }

    function pairAgain() {
        note("pairAgain");
    }

    function newRecoveryCode() {
        note("newRecoveryCode");
    }

    function toggleShownWhileLocked() {
        note("toggleShownWhileLocked");
    }

    function openConsent() {
        note("openConsent");
    }

    function openSafetyPlan() {
        note("openSafetyPlan");
    }

    function openIntentions() {
        note("openIntentions");
    }

    function openReminders() {
        note("openReminders");
    }
}
