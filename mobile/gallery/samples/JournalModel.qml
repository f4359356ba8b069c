import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    property string search
    property bool empty: false
    property string emptyText
    property string undoText
    property string error
    property ListModel entries: ListModel {
        ListElement {
            entryId: "e1"
            day: "Today"
            time: "07:40"
            text: "Woke before the alarm. The image of the harbour came back, this time it was quiet and I could stay with it."
            isPrivate: true
            delivery: ""
            isCopy: false
        }
        ListElement {
            entryId: "e2"
            day: "Yesterday"
            time: "21:15"
            text: "Rang my brother as I had planned. Harder than I thought, and lighter afterwards."
            isPrivate: false
            delivery: "Received by your clinic"
            isCopy: false
        }
        ListElement {
            entryId: "e3"
            day: "Yesterday"
            time: "08:02"
            text: "Strange dreams again. Not bad ones."
            isPrivate: true
            delivery: ""
            isCopy: false
        }
    }

    function write() {
        note("write");
    }

    function open(entryId: string) {
        note("open", entryId);
    }

    function remove(entryId: string) {
        note("remove", entryId);
    }

    function undo() {
        note("undo");
    }
}
