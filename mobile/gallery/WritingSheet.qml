import QtQuick
import Landfall.Controls

PageScaffold {
    id: sheet

    backShown: true
    topText: qsTr("Writing")

    SearchField {
        testId: "sheet-search"
        label: qsTr("Search your entries")
    }
    TextEntry {
        testId: "sheet-entry"
        label: qsTr("The code your clinic gave you")
        hint: qsTr("It begins with landfall")
    }
    TextEntry {
        testId: "sheet-wrong"
        label: qsTr("Passphrase")
        text: "far too short"
        secret: true
        error: qsTr("That is not the passphrase. Nothing has changed; you can try again.")
    }
    Card {
        TextEditor {
            id: editor

            testId: "sheet-editor"
            label: qsTr("Write whatever comes")
            text: qsTr("I walked the long way home along the water and did not reach for my phone once. At the bridge I stood for a while.")
            onCursorRectangleChanged: if (activeFocus)
                sheet.reveal(editor, cursorRectangle)
        }
    }
    TextEditor {
        testId: "sheet-empty"
        label: qsTr("Write whatever comes")
    }
}
