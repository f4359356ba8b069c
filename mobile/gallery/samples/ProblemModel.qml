import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    enum Kind {
        None,
        KeysMissing,
        KeysDamaged,
        DatabaseMissing,
        DatabaseDamaged,
        KeyLost,
        NeedsUpdate,
        InUse,
        ReadOnly,
        DiskFull,
        Other
    }

    property int kind: ProblemModel.InUse
    property string title: "Landfall is already open"
    property string whatHappened: "Another program on this device is using your data."
    property string whatIsSafe: "Everything you wrote is safe and unchanged."
    property string whatToDo: "Close the other one, then try again here."
    property bool canRetry: true

    function retry() {
        note("retry");
    }
}
