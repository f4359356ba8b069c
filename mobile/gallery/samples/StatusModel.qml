import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    enum Kind {
        Calm,
        NotSent,
        Offline,
        Attention
    }

    property string text: "2 things are saved on this phone, not sent yet"
    property int kind: StatusModel.NotSent
    property bool syncing: false
}
