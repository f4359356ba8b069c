import QtQuick
import QtTest
import Landfall.Pages
import Landfall.ViewModels

Stage {
    id: stage

    Component {
        id: welcome

        WelcomePage {
            model: PairingModel {
            }
        }
    }
    Component {
        id: waiting

        WaitingPage {
            model: PairingModel {
            }
        }
    }
    Component {
        id: passphrase

        PassphrasePage {
            model: PassphraseModel {
            }
        }
    }
    Component {
        id: recoveryCode

        RecoveryCodePage {
            model: RecoveryCodeModel {
            }
        }
    }

    PageTest {
        name: "Onboarding"
        stage: stage

        function test_aTypedCodeBeginsPairing() {
            const page = make(welcome);
            verify(!control(page, "pair-continue").enabled);
            type(page, "pair-code", " abc ");
            tap(page, "pair-continue");
            compare(page.model.calls, ["begin abc"]);
        }

        function test_enterBeginsPairingToo() {
            const page = make(welcome);
            type(page, "pair-code", "abc");
            keyClick(Qt.Key_Return);
            compare(page.model.calls, ["begin abc"]);
        }

        function test_aSecondTouchWhileConnectingDoesNothing() {
            const page = make(welcome);
            type(page, "pair-code", "abc");
            page.model.busy = true;
            verify(!control(page, "pair-continue").enabled);
            keyClick(Qt.Key_Return);
            compare(page.model.calls, []);
        }

        function test_aRefusalIsSaidUnderTheCode() {
            const page = make(welcome);
            page.model.error = "This code has been used already.";
            verify(says(page, "This code has been used already."));
            compare(control(page, "pair-code").Accessible.name, "The code from your clinic. This code has been used already.");
        }

        function test_theDigitsAreReadOneByOne() {
            const page = make(waiting);
            const digits = control(page, "pair-digits");
            compare(digits.text, "482 913");
            verify(digits.Accessible.name.startsWith("4 8 2"));
            tap(page, "pair-cancel");
            compare(page.model.calls, ["cancel"]);
        }

        function test_aPassphraseIsGivenTwice() {
            const page = make(passphrase);
            type(page, "passphrase-first", "ab");
            verify(!control(page, "passphrase-continue").enabled);
            keyClick(Qt.Key_Return);
            verify(control(page, "passphrase-again").activeFocus);
            type(page, "passphrase-again", "ab");
            tap(page, "passphrase-continue");
            compare(page.model.calls, ["set ab ab"]);
        }

        function test_theCodeIsShownThenTwoGroupsAreAsked() {
            const page = make(recoveryCode);
            verify(says(page, "K7QM2"));
            tap(page, "recovery-written");
            compare(page.model.calls, ["startCheck"]);
            page.model.checking = true;
            verify(!says(page, "K7QM2"), "the code is not on the page while it is asked for");
            type(page, "recovery-first", "a");
            type(page, "recovery-second", "b");
            tap(page, "recovery-check");
            compare(page.model.calls, ["startCheck", "check a b"]);
            tap(page, "recovery-show-again");
            compare(page.model.calls[2], "backToCode");
        }
    }
}
