import QtQuick
import QtTest
import Landfall.Controls
import Landfall.Pages
import Landfall.ViewModels

Stage {
    id: stage

    height: 1800

    Component {
        id: me

        MePage {
            model: MeModel {
            }
            status: StatusModel {
            }
        }
    }

    PageTest {
        name: "Me"
        stage: stage

        function test_theClinicAndTheDevicesAreNamed() {
            const page = make(me);
            for (const words of ["Harbour Clinic", "020 7946 0018", "Fairphone 4", "This phone", "Old tablet", "Stopped by the clinic"])
                verify(says(page, words), words);
        }

        function test_eachActionIsAskedFor() {
            const page = make(me);
            tap(page, "me-sync");
            tap(page, "me-lock");
            tap(page, "me-recovery-code");
            compare(page.model.calls, ["syncNow", "lock", "newRecoveryCode"]);
        }

        function test_eachPageOfMeIsOneTapAway() {
            const page = make(me);
            for (const id of ["me-intentions", "me-safety-plan", "me-consent", "me-reminders"])
                tap(page, id);
            compare(page.model.calls, ["openIntentions", "openSafetyPlan", "openConsent", "openReminders"]);
        }

        function test_whatTheLockedPhoneShowsIsSwitchedHere() {
            const page = make(me);
            verify(says(page, "only after your passphrase"));
            tap(page, "me-shown-locked");
            compare(page.model.calls, ["toggleShownWhileLocked"]);
            page.model.shownWhileLocked = true;
            verify(says(page, "Whoever holds this phone can read them."));
        }

        function test_aStoppedPhoneSaysSoAndCanConnectAgain() {
            const page = make(me);
            verify(!control(page, "me-pair-again").visible);
            page.model.stopped = true;
            page.model.accessText = "Your clinic has stopped this phone's access.";
            verify(says(page, "has stopped this phone's access"));
            tap(page, "me-pair-again");
            compare(page.model.calls, ["pairAgain"]);
        }

        function test_aFileThatCannotBeUsedIsNamed() {
            const page = make(me);
            page.model.leftOutText = "instruments/own.json cannot be used: it is not a questionnaire";
            verify(says(page, "instruments/own.json cannot be used"));
        }

        function test_connectingTwiceIsNotPossible() {
            const page = make(me);
            page.model.syncing = true;
            verify(!control(page, "me-sync").enabled);
        }
    }
}
