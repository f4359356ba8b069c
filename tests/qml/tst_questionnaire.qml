import QtQuick
import QtTest
import Landfall.Controls
import Landfall.Pages
import Landfall.ViewModels

Stage {
    id: stage

    Component {
        id: question

        QuestionPage {
            model: QuestionnaireModel {
            }
        }
    }
    Component {
        id: review

        ReviewPage {
            model: QuestionnaireModel {
            }
        }
    }
    Component {
        id: done

        DonePage {
            model: QuestionnaireModel {
            }
        }
    }
    SignalSpy {
        id: closing

        signalName: "closeRequested"
    }

    PageTest {
        name: "Questionnaire"
        stage: stage

        function test_theLeadStaysInSightWithTheQuestion() {
            const page = make(question);
            verify(says(page, "Over the last 2 weeks"));
            verify(says(page, "Trouble falling or staying asleep"));
            verify(says(page, "3 of 9"));
            verify(says(page, "Every answer is saved on this phone as you give it"));
        }

        function test_choosingAsksForTheAnswerTouched() {
            const page = make(question);
            tap(page, "questionnaire-option-3");
            compare(page.model.calls, ["choose 3"]);
        }

        function test_theCheckMarkFollowsWhatIsSaved() {
            const page = make(question);
            verify(control(page, "questionnaire-option-1").checked);
            page.model.options.setProperty(1, "chosen", false);
            page.model.options.setProperty(2, "chosen", true);
            verify(control(page, "questionnaire-option-2").checked);
            verify(!control(page, "questionnaire-option-1").checked);
        }

        function test_aSecondTouchWhileSavingDoesNothing() {
            const page = make(question);
            page.model.busy = true;
            mouseClick(control(page, "questionnaire-option-0"));
            compare(page.model.calls, []);
        }

        function test_decliningIsOfferedOnlyWhereItIsAllowed() {
            const page = make(question);
            verify(!control(page, "questionnaire-decline").visible);
            page.model.mayDecline = true;
            tap(page, "questionnaire-decline");
            compare(page.model.calls, ["decline"]);
            page.model.declined = true;
            verify(control(page, "questionnaire-decline").checked);
        }

        function test_backAndNextAreThere() {
            const page = make(question);
            tap(page, "questionnaire-back");
            tap(page, "questionnaire-next");
            compare(page.model.calls, ["back", "next"]);
            page.model.canGoBack = false;
            verify(!control(page, "questionnaire-back").enabled);
        }

        function test_stoppingLeavesThePage() {
            const page = make(question);
            closing.target = page;
            closing.clear();
            tap(page, "questionnaire-close");
            compare(closing.count, 1);
        }

        function test_aNumberIsTypedAndItsLimitsAreSaid() {
            const page = make(question);
            page.model.kind = QuestionnaireModel.Number;
            verify(says(page, "A number from 0 to 10"));
            type(page, "questionnaire-number", "7");
            compare(page.model.calls, ["setNumber 7"]);
        }

        function test_wordsAreTyped() {
            const page = make(question);
            page.model.kind = QuestionnaireModel.Text;
            type(page, "questionnaire-text", "ok");
            compare(page.model.calls, ["setText o", "setText ok"]);
        }

        function test_theKeyboardAloneCanAnswer() {
            const page = make(question);
            control(page, "questionnaire-option-0").forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Tab);
            verify(control(page, "questionnaire-option-1").activeFocus);
            keyClick(Qt.Key_Space);
            compare(page.model.calls, ["choose 1"]);
        }

        function test_theReviewNamesWhatIsMissingAndLeadsBackToIt() {
            const page = make(review);
            const row = control(page, "review-answer-2");
            verify(row.missing);
            verify(row.Accessible.name.endsWith("You answered: Not answered"));
            tap(page, "review-answer-2");
            tap(page, "review-submit");
            compare(page.model.calls, ["edit 2", "submit"]);
        }

        function test_submittingTwiceIsNotPossible() {
            const page = make(review);
            page.model.busy = true;
            verify(!control(page, "review-submit").enabled);
        }

        function test_doneSaysWhatHappensNext() {
            const page = make(done);
            verify(says(page, "Your answers are saved."));
            verify(says(page, "Not sent yet."));
            closing.target = page;
            closing.clear();
            tap(page, "done-continue");
            compare(closing.count, 1);
        }
    }
}
