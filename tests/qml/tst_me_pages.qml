import QtQuick
import QtTest
import Landfall.Controls
import Landfall.Pages
import Landfall.ViewModels

Stage {
    id: stage

    height: 1600

    Component {
        id: safetyPlan

        SafetyPlanPage {
            model: SafetyPlanModel {
            }
        }
    }
    Component {
        id: reminders

        RemindersPage {
            model: RemindersModel {
            }
        }
    }
    Component {
        id: intentions

        IntentionsPage {
            model: IntentionsModel {
            }
        }
    }

    PageTest {
        name: "MePages"
        stage: stage

        function test_openingThePlanWritesNothing() {
            const page = make(safetyPlan);
            waitForRendering(page);
            compare(page.model.calls, []);
        }

        function test_eachPartOfThePlanIsKeptAsItIsTyped() {
            const page = make(safetyPlan);
            type(page, "safety-plan-people", "ab");
            compare(page.model.calls, ["write people a", "write people ab"]);
            keyClick(Qt.Key_Backspace);
            keyClick(Qt.Key_Backspace);
            compare(page.model.calls[3], "write people ");
        }

        function test_thePersonToCallFirstIsTyped() {
            const page = make(safetyPlan);
            type(page, "safety-plan-phone", "1");
            compare(page.model.calls, ["writePerson Sam 020 7946 02001"]);
            tap(page, "safety-plan-done");
            compare(page.model.calls[1], "done");
        }

        function test_thePlanIsShownOnTheLockedPhoneByASwitchOfItsOwnPage() {
            const page = make(safetyPlan);
            tap(page, "safety-plan-locked");
            verify(!says(page, "Shall Help now show"));
            page.model.asksWhileLocked = true;
            verify(says(page, "Shall Help now show"));
            verify(control(page, "safety-plan-not-now").mapToItem(page, 0, 0).y < 400, "where Done was touched");
            tap(page, "safety-plan-not-now");
            tap(page, "safety-plan-show-locked");
            compare(page.model.calls, ["toggleShownWhileLocked", "notNow", "showWhileLocked"]);
        }

        function test_anotherVersionIsShownAndNotThrownAway() {
            const page = make(safetyPlan);
            verify(!says(page, "Another version"));
            page.model.otherText = "What keeps me going\nMy garden.";
            verify(says(page, "Another version"));
            verify(says(page, "My garden."));
        }

        function test_timesAreMovedInSteps() {
            const page = make(reminders);
            tap(page, "reminders-at-later");
            tap(page, "reminders-quiet-from-earlier");
            tap(page, "reminders-quiet-to-later");
            compare(page.model.calls, ["move 0 1", "move 1 -1", "move 2 1"]);
        }

        function test_remindersAreSwitchedOffAndPutOff() {
            const page = make(reminders);
            tap(page, "reminders-later-hours");
            tap(page, "reminders-later-day");
            tap(page, "reminders-on");
            compare(page.model.calls, ["later 3", "later 24", "toggle"]);
            page.model.on = false;
            verify(!stage.finder.shown(control(page, "reminders-at")));
        }

        function test_everyDoubtIsSaid() {
            const page = make(reminders);
            verify(says(page, "The next reminder will arrive"));
            page.model.checkText = "A reminder may not reach you.";
            page.model.doubts.append({
                    "words": "Reminders come only while Landfall is open."
                });
            verify(says(page, "A reminder may not reach you."));
            verify(says(page, "Reminders come only while Landfall is open."));
        }

        function test_intentionsAreReadAgainAndWrittenAnew() {
            const page = make(intentions);
            verify(says(page, "To wake up without the weight, and to call my brother."));
            compare(control(page, "intentions-write").text, "Write them anew");
            tap(page, "intentions-write");
            tap(page, "intentions-back");
            compare(page.model.calls, ["write", "close"]);
        }
    }
}
