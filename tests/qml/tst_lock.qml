import QtQuick
import QtTest
import Landfall.Controls
import Landfall.Pages
import Landfall.ViewModels

Stage {
    id: stage

    Component {
        id: unlock

        UnlockPage {
            model: UnlockModel {
            }
        }
    }
    Component {
        id: recover

        RecoverPage {
            model: UnlockModel {
            }
        }
    }
    Component {
        id: problem

        ProblemPage {
            model: ProblemModel {
            }
        }
    }
    SignalSpy {
        id: help

        signalName: "helpRequested"
    }

    PageTest {
        name: "Lock"
        stage: stage

        function test_theFieldIsReadyAndEnterUnlocks() {
            const page = make(unlock);
            tryVerify(() => control(page, "unlock-passphrase").activeFocus);
            keyClick("a");
            keyClick(Qt.Key_Return);
            compare(page.model.calls, ["unlock a"]);
        }

        function test_aWrongPassphraseIsSaidAndCanBeTriedAgain() {
            const page = make(unlock);
            type(page, "unlock-passphrase", "a");
            page.model.error = "That is not the passphrase.";
            verify(says(page, "That is not the passphrase."));
            tap(page, "unlock-continue");
            compare(page.model.calls, ["unlock a"]);
        }

        function test_anErrorThatComesIsBroughtIntoView() {
            Theme.textScale = 2;
            const page = make(unlock);
            waitForRendering(page);
            const sentence = "That is not the passphrase. Nothing has changed; you can try again.";
            page.model.error = sentence;
            waitForRendering(page);
            let said = null;
            stage.finder.walk(page, item => {
                    if (item.textFormat !== undefined && item.text === sentence)
                        said = item;
                });
            const foot = control(page, "unlock-continue");
            tryVerify(() => said.mapToItem(page, 0, said.height).y <= foot.mapToItem(page, 0, 0).y);
        }

        function test_helpIsThereWhileLocked() {
            const page = make(unlock);
            help.target = page;
            help.clear();
            tap(page, "help-now");
            compare(help.count, 1);
        }

        function test_aForgottenPassphraseLeadsToTheRecoveryCode() {
            const page = make(unlock);
            tap(page, "unlock-forgotten");
            compare(page.model.calls, ["showForgotten"]);
        }

        function test_theRecoveryCodeSetsANewPassphrase() {
            const page = make(recover);
            type(page, "recover-code", "c");
            type(page, "recover-first", "d");
            verify(!control(page, "recover-continue").enabled);
            type(page, "recover-again", "d");
            tap(page, "recover-continue");
            compare(page.model.calls, ["recover c d d"]);
            tap(page, "recover-back");
            compare(page.model.calls[1], "hideForgotten");
        }

        function test_aProblemSaysWhatIsSafeAndHasAWayOn() {
            const page = make(problem);
            verify(says(page, "Everything you wrote is safe"));
            tap(page, "problem-retry");
            compare(page.model.calls, ["retry"]);
            page.model.canRetry = false;
            verify(!control(page, "problem-retry").visible);
        }
    }
}
