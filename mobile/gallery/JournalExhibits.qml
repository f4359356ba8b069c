import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// Entries and the editor.
Item {
    readonly property var all: ({
            "journal": journal,
            "journal-empty": journalEmpty,
            "entry": entry,
            "entry-share": entryShare,
            "entry-new": entryNew
        })

    Component {
        id: journal

        JournalPage {
            model: JournalModel {
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: journalEmpty

        JournalPage {
            model: JournalModel {
                entries: ListModel {
                }
                empty: true
                emptyText: "Nothing here yet. Whatever you write stays private until you share it."
                undoText: "The entry is deleted."
            }
            status: StatusModel {
                text: ""
                kind: StatusModel.Calm
            }
        }
    }
    Component {
        id: entry

        EntryPage {
            model: EntryModel {
            }
        }
    }
    Component {
        id: entryShare

        EntryPage {
            model: EntryModel {
                askShare: true
            }
        }
    }
    Component {
        id: entryNew

        EntryPage {
            model: EntryModel {
                text: ""
                isNew: true
                savedText: ""
            }
        }
    }
}
