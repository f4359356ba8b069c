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

        function test_severalAnswersStayOnThePageAndOwnWordsAreOffered() {
            const page = make(question);
            verify(!says(page, "Choose all that fit, then Next"));
            verify(!control(page, "questionnaire-own-words").visible);
            page.model.several = true;
            page.model.ownWords = true;
            verify(says(page, "Choose all that fit, then Next"));
            tap(page, "questionnaire-option-0");
            type(page, "questionnaire-own-words", "x");
            compare(page.model.calls, ["choose 0", "setText x"]);
        }

        function test_whatIsOptionalMayBeLeftOut() {
            const page = make(question);
            verify(!control(page, "questionnaire-send-now").visible);
            page.model.mayFinish = true;
            verify(says(page, "Add more"));
            page.model.mayAdd = false;
            verify(!says(page, "Add more"), "nothing follows");
            tap(page, "questionnaire-send-now");
            tap(page, "questionnaire-next");
            compare(page.model.calls, ["finish", "next"]);
        }

        function test_aDayIsOneTap() {
            const page = make(question);
            page.model.kind = QuestionnaireModel.Date;
            tap(page, "questionnaire-day-0");
            tap(page, "questionnaire-day-1");
            compare(page.model.calls, ["chooseDay 0", "chooseDay 1"]);
        }

        function test_aLongListIsSearched() {
            const page = make(question);
            verify(!control(page, "questionnaire-filter").visible);
            for (let i = 0; i < 12; ++i)
                page.model.options.append({
                        "label": "Effect " + i,
                        "chosen": false
                    });
            tryVerify(() => control(page, "questionnaire-filter").visible);
            type(page, "questionnaire-filter", "effect 11");
            verify(stage.finder.shown(control(page, "questionnaire-option-15")));
            verify(!stage.finder.shown(control(page, "questionnaire-option-0")));
            verify(stage.finder.shown(control(page, "questionnaire-option-1")), "what is chosen stays in sight");
            page.model.position = 4;
            verify(stage.finder.shown(control(page, "questionnaire-option-0")));
        }

        function test_whatCannotBeAskedIsSaid() {
            const page = make(question);
            page.model.kind = QuestionnaireModel.CannotAsk;
            verify(says(page, "This cannot be answered here."));
        }

        function test_helpIsReadBelowTheQuestion() {
            const page = make(question);
            page.model.help = "Think of the mornings.";
            verify(says(page, "Think of the mornings."));
        }

        function test_aSliderHasNoThumbUntilItIsMoved() {
            const page = make(question);
            page.model.kind = QuestionnaireModel.Slider;
            const slider = control(page, "questionnaire-slider");
            verify(slider.visible);
            verify(!slider.handle.visible);
            verify(slider.Accessible.name.endsWith("Not moved yet"));
            page.model.sliderAt = 7;
            verify(slider.handle.visible);
            verify(slider.Accessible.name.endsWith("7"));
            compare(slider.value, 7);
        }

        function test_aSliderIsMovedByKeysAlone() {
            const page = make(question);
            page.model.kind = QuestionnaireModel.Slider;
            const slider = control(page, "questionnaire-slider");
            slider.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Right);
            verify(page.model.calls.length > 0);
            verify(page.model.calls.every(call => call === "slide 6"));
            page.model.sliderAt = 6;
            page.model.calls = [];
            keyClick(Qt.Key_Left);
            verify(page.model.calls.length > 0);
            verify(page.model.calls.every(call => call === "slide 5"));
        }

        function test_aTouchOnASliderIsAChoice() {
            const page = make(question);
            page.model.kind = QuestionnaireModel.Slider;
            mouseClick(control(page, "questionnaire-slider"));
            compare(page.model.calls[page.model.calls.length - 1], "slide 5");
        }

        function test_datesAndTimesAreTyped() {
            const page = make(question);
            page.model.kind = QuestionnaireModel.DateTime;
            type(page, "questionnaire-date", "1");
            type(page, "questionnaire-time", "8");
            compare(page.model.calls, ["setDate 1", "setTime 8"]);
            page.model.kind = QuestionnaireModel.Date;
            verify(!control(page, "questionnaire-time").visible);
        }

        function test_aNumberSaysItsUnitAndOffersOthers() {
            const page = make(question);
            page.model.kind = QuestionnaireModel.Number;
            page.model.unit = "kilograms";
            verify(says(page, "In kilograms"));
            page.model.units.append({
                    "label": "kilograms",
                    "chosen": true
                });
            page.model.units.append({
                    "label": "pounds",
                    "chosen": false
                });
            verify(control(page, "questionnaire-unit-0").checked);
            tap(page, "questionnaire-unit-1");
            compare(page.model.calls, ["chooseUnit 1"]);
        }

        function test_aGroupIsAskedOnceMoreOrItsLastTimeTakenOut() {
            const page = make(question);
            page.model.kind = QuestionnaireModel.Again;
            verify(!control(page, "questionnaire-remove-last").visible);
            tap(page, "questionnaire-again");
            page.model.rows = 2;
            tap(page, "questionnaire-remove-last");
            compare(page.model.calls, ["again", "removeLast"]);
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

        function test_whatIsStillOpenIsSaidAndNobodyIsForced() {
            const page = make(review);
            verify(!control(page, "review-open").visible);
            page.model.openText = "Still open: one question.";
            verify(says(page, "Still open: one question."));
            tap(page, "review-submit");
            compare(page.model.calls, ["submit"]);
        }

        function test_anEmptyFormIsFinishedLater() {
            const page = make(review);
            verify(!control(page, "review-later").visible);
            page.model.maySend = false;
            verify(!control(page, "review-submit").visible);
            closing.target = page;
            closing.clear();
            tap(page, "review-later");
            compare(closing.count, 1);
            compare(page.model.calls, []);
        }

        function test_submittingTwiceIsNotPossible() {
            const page = make(review);
            page.model.busy = true;
            verify(!control(page, "review-submit").enabled);
        }

        function test_doneSaysWhatHappensNext() {
            const page = make(done);
            verify(says(page, "Your care team will see your answers."));
            verify(says(page, "Saved on this phone, not sent yet."));
            closing.target = page;
            closing.clear();
            tap(page, "done-continue");
            compare(closing.count, 1);
        }

        function test_moreQuestionsAreOfferedAndNotForced() {
            const page = make(done);
            verify(!says(page, "If you like"));
            page.model.offers.append({
                    "questionnaireId": "asq",
                    "title": "ASQ",
                    "detail": "Four or five questions."
                });
            control(page, "done-offer-asq").clicked();
            compare(page.model.calls, ["openOffer asq"]);
            verify(stage.finder.shown(control(page, "done-continue")));
        }

        // Clinical rules 6.3: the fixed sentence and what led to it, and nothing else.
        function test_aResultIsItsFixedSentenceAndTheAnswers() {
            const page = make(done);
            const usual = page.model.doneText;
            page.model.resultText = "Your clinician will look at some of your answers with you.";
            page.model.resultDay = "12 March 2026";
            page.model.resultRules = "1.0.0";
            page.model.resultAnswers.append({
                    "question": "Have you ever had a seizure?",
                    "answer": "Not sure"
                });
            tryVerify(() => says(page, "Have you ever had a seizure?"));
            verify(says(page, page.model.resultText));
            verify(says(page, "12 March 2026"));
            verify(says(page, "version 1.0.0 of the rules"));
            verify(!says(page, usual));
            verify(!stage.finder.shown(control(page, "done-help")));
            page.model.resultUrgent = true;
            verify(stage.finder.shown(control(page, "done-help")));
            control(page, "done-correct").clicked();
            compare(page.model.calls, ["correct"]);
        }
    }
}
