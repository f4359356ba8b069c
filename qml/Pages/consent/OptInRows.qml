pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls

// The choices beside taking part, one by one. The one that names a person asks for the person.
ColumnLayout {
    id: list

    required property string testId
    required property var rows
    // Before the signature the person is asked for once the choice is made, afterwards before it.
    property bool asksPerson: false
    readonly property string personName: nameEntry.text
    readonly property string personPhone: phoneEntry.text
    property bool wanted: false

    signal flipped(int index, bool agrees)

    spacing: Theme.space3
    Layout.fillWidth: true

    Repeater {
        model: list.rows

        SwitchRow {
            required property int index
            required property string words
            required property string detail
            required property bool agrees
            required property bool namesPerson

            testId: list.testId + "-" + index
            text: words
            explanation: detail
            on: agrees
            onFlipped: {
                // Whom the clinic may call has to be said before it can be agreed to.
                if (namesPerson && !agrees && !list.asksPerson && list.personPhone === "")
                    list.wanted = true;
                else
                    list.flipped(index, !agrees);
            }
        }
    }
    ColumnLayout {
        visible: list.asksPerson || list.wanted
        spacing: Theme.space3

        QuietText {
            visible: list.wanted
            text: qsTr("Say first whom your clinic may call, then switch it on.")
        }
        TextEntry {
            id: nameEntry

            testId: list.testId + "-person"
            label: qsTr("Name of the person your clinic may call")
            inputHints: Qt.ImhSensitiveData
        }
        TextEntry {
            id: phoneEntry

            testId: list.testId + "-phone"
            label: qsTr("Number of that person")
            inputHints: Qt.ImhDialableCharactersOnly | Qt.ImhSensitiveData
        }
    }
}
