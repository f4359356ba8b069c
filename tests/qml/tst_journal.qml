import QtQuick
import QtTest
import Landfall.Controls
import Landfall.Pages
import Landfall.ViewModels

Stage {
    id: stage

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
        id: entry

        EntryPage {
            model: EntryModel {
            }
        }
    }

    PageTest {
        name: "Journal"
        stage: stage

        function test_writingIsOneTouchAway() {
            const page = make(journal);
            tap(page, "journal-new");
            compare(page.model.calls, ["write"]);
        }

        function test_anEntryOpensByItsId() {
            const page = make(journal);
            tap(page, "journal-entry-1");
            compare(page.model.calls, ["open e2"]);
        }

        function test_anEntrySaysWhoCanReadIt() {
            const page = make(journal);
            verify(control(page, "journal-entry-0").Accessible.name.startsWith("Private. 07:40"));
            verify(control(page, "journal-entry-1").Accessible.name.startsWith("Shared with your team. 21:15"));
        }

        function test_daysAreNamed() {
            const page = make(journal);
            tryVerify(() => says(page, "Today"));
            tryVerify(() => says(page, "Yesterday"));
        }

        function test_searchFollowsEveryLetter() {
            const page = make(journal);
            type(page, "journal-search", "har");
            compare(page.model.search, "har");
            keyClick(Qt.Key_Backspace);
            compare(page.model.search, "ha");
        }

        function test_theSearchKeepsItsFocusWhileTheListChanges() {
            const page = make(journal);
            type(page, "journal-search", "h");
            const first = page.model.entries.get(0);
            const found = {
                entryId: "e9",
                day: first.day,
                time: first.time,
                text: first.text,
                isPrivate: first.isPrivate,
                delivery: first.delivery,
                isCopy: first.isCopy
            };
            page.model.entries.clear();
            tryVerify(() => stage.control(page, "journal-entry-0") === null);
            page.model.entries.append(found);
            tryVerify(() => stage.control(page, "journal-entry-0") !== null);
            verify(control(page, "journal-search").activeFocus);
            keyClick("a");
            compare(page.model.search, "ha");
        }

        function test_theUndoIsOfferedAfterADelete() {
            const page = make(journal);
            verify(!stage.finder.shown(control(page, "journal-undo")));
            page.model.undoText = "The entry is deleted.";
            tap(page, "journal-undo");
            compare(page.model.calls, ["undo"]);
        }

        function test_theEditorOpensReadyToType() {
            const page = make(entry);
            const text = control(page, "journal-text");
            tryVerify(() => text.activeFocus);
            compare(text.cursorPosition, text.length);
            keyClick("x");
            verify(page.model.text.endsWith("while" + "x"));
        }

        function test_thePrivateSwitchAsksAndShowsTheModel() {
            const page = make(entry);
            verify(control(page, "journal-private").checked);
            tap(page, "journal-private");
            compare(page.model.calls, ["togglePrivate"]);
            verify(control(page, "journal-private").checked);
            verify(says(page, "Your clinic cannot read this entry."));
        }

        function test_sharingAsksOnce() {
            const page = make(entry);
            page.model.askShare = true;
            verify(says(page, "they may have read it by then"));
            tap(page, "journal-share-no");
            tap(page, "journal-share-yes");
            compare(page.model.calls, ["cancelShare", "confirmShare"]);
        }

        function test_doneAndDelete() {
            const page = make(entry);
            tap(page, "journal-done");
            tap(page, "journal-remove");
            compare(page.model.calls, ["done", "remove"]);
            page.model.isNew = true;
            verify(!control(page, "journal-remove").visible);
        }

        function test_theCursorStaysInSightInALongText() {
            const page = make(entry, {
                    "height": 568
                });
            const text = control(page, "journal-text");
            tryVerify(() => text.activeFocus);
            page.model.text = "line\n".repeat(80);
            text.cursorPosition = text.length;
            const seen = () => {
                const y = text.mapToItem(page, 0, text.cursorRectangle.y).y;
                return y > 0 && y + text.cursorRectangle.height < page.height;
            };
            tryVerify(seen);
        }
    }
}
