import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// Entries by day, and a search that filters as one types.
PageScaffold {
    id: page

    required property JournalModel model
    required property StatusModel status

    scrolls: false

    // On a phone on its side the foot would leave no room for an entry.
    bar: PrimaryButton {
        visible: page.low
        testId: page.low ? "journal-new" : ""
        text: qsTr("Write")
        glyph: Glyphs.write
        horizontalPadding: Theme.space4
        Layout.fillWidth: false
        Layout.preferredWidth: -1
        onClicked: page.model.write()
    }
    foot: [
        RowLayout {
            visible: page.model.undoText !== ""
            spacing: Theme.space2

            QuietText {
                text: page.model.undoText
            }
            QuietButton {
                testId: "journal-undo"
                text: qsTr("Undo")
                Layout.fillWidth: false
                Layout.preferredWidth: -1
                onClicked: page.model.undo()
            }
        },
        PrimaryButton {
            visible: !page.low
            testId: page.low ? "" : "journal-new"
            text: qsTr("Write")
            glyph: Glyphs.write
            onClicked: page.model.write()
        }
    ]

    Timer {
        id: toBeginning

        interval: 0
        onTriggered: list.positionViewAtBeginning()
    }
    ListView {
        id: list

        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        model: page.model.entries
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: false
        // A current row would take the keyboard away from the search each time the list changes.
        currentIndex: -1
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Your entries")

        // Qt 6.4 cannot make headers and sections of bound components, so these name the page freely.
        // qmllint disable unqualified
        header: ColumnLayout {
            width: list.width
            spacing: Theme.space4
            // A list keeps its place while its head grows; ours begins with the head.
            onHeightChanged: if (!list.moving)
                toBeginning.restart()

            Heading {
                text: qsTr("Journal")
                size: page.titleSize
                // The list cuts what hangs over its edge, as a large J does.
                leftPadding: Theme.focusGap
            }
            SearchField {
                id: search

                testId: "journal-search"
                label: qsTr("Search your entries")
                text: page.model.search
                onTextEdited: page.model.search = text
            }
            StatusLine {
                testId: page.tight ? "" : "status-line"
                text: page.tight ? "" : page.status.text
                marked: page.status.kind !== StatusModel.Calm
            }
            Notice {
                testId: "journal-error"
                text: page.model.error
                error: true
            }
            QuietText {
                visible: page.model.empty && text !== ""
                text: page.model.emptyText
            }
        }
        // Where there is little room, what only informs comes after the entries.
        footer: StatusLine {
            width: list.width
            testId: page.tight ? "status-line" : ""
            text: page.tight ? page.status.text : ""
            marked: page.status.kind !== StatusModel.Calm
        }
        section.property: "day"
        section.delegate: SectionLabel {
            required property string section

            width: list.width
            topPadding: page.low ? Theme.space2 : Theme.space5
            bottomPadding: Theme.space2
            text: section
        }
        delegate: Item {
            id: slot

            required property int index
            required property string entryId
            required property string time
            required property string text
            required property bool isPrivate
            required property string delivery
            required property bool isCopy

            width: list.width
            height: entry.height + Theme.space2

            EntryRow {
                id: entry

                width: parent.width
                testId: "journal-entry-" + slot.index
                excerpt: slot.text
                time: slot.time
                isPrivate: slot.isPrivate
                footnote: slot.isCopy ? qsTr("A second copy: this entry was changed in two places.") : slot.delivery
                onClicked: page.model.open(slot.entryId)
            }
        }
        // qmllint enable unqualified
    }
}
