import QtQuick
import QtTest
import Landfall.Controls
import Landfall.Pages
import Landfall.ViewModels

Stage {
    id: stage

    height: 1400

    Component {
        id: standing

        ConsentPage {
            model: ConsentModel {
            }
        }
    }
    Component {
        id: reading

        ConsentReadPage {
            model: ConsentModel {
            }
        }
    }
    Component {
        id: asking

        ConsentQuestionPage {
            model: ConsentModel {
            }
        }
    }
    Component {
        id: signing

        ConsentSignPage {
            model: ConsentModel {
            }
        }
    }
    Component {
        id: done

        ConsentDonePage {
            model: ConsentModel {
            }
        }
    }
    Component {
        id: withdrawing

        ConsentWithdrawPage {
            model: ConsentModel {
            }
        }
    }
    Component {
        id: history

        ConsentHistoryPage {
            model: ConsentModel {
            }
        }
    }

    PageTest {
        name: "Consent"
        stage: stage

        function test_beforeTheSignatureThereIsNothingToWithdraw() {
            const page = make(standing);
            verify(says(page, "Nothing is signed."));
            verify(!stage.finder.shown(control(page, "consent-withdraw")));
            tap(page, "consent-go-on");
            tap(page, "consent-history");
            tap(page, "consent-copy");
            compare(page.model.calls, ["goOn", "openHistory", "saveCopy"]);
        }

        function test_theTemplateSaysThatItIsOne() {
            const page = make(standing);
            page.model.notice = "This text is a template.";
            verify(says(page, "This text is a template."));
        }

        function test_signedItCanBeChangedAndWithdrawn() {
            const page = make(standing);
            page.model.isSigned = true;
            tap(page, "consent-choice-0");
            tap(page, "consent-withdraw");
            compare(page.model.calls, ["changeOptIn 0  ", "openWithdrawing"]);
        }

        function test_whomTheClinicMayCallIsSaidBeforeItIsAgreedTo() {
            const page = make(standing);
            page.model.isSigned = true;
            tap(page, "consent-choice-1");
            compare(page.model.calls, []);
            verify(says(page, "Say first whom your clinic may call"));
            type(page, "consent-choice-person", "Sam");
            type(page, "consent-choice-phone", "112233");
            tap(page, "consent-choice-1");
            compare(page.model.calls, ["changeOptIn 1 Sam 112233"]);
        }

        function test_aSectionShowsHowWellEachStatementIsKnown() {
            const page = make(reading);
            verify(says(page, "How well it is known: not well yet"));
            verify(says(page, "Source: Erritzoe"));
            tap(page, "consent-read-next");
            tap(page, "consent-read-back");
            compare(page.model.calls, ["next", "back"]);
        }

        function test_anAnswerThatDoesNotFitIsExplainedAndMayBeGivenAgain() {
            const page = make(asking);
            verify(!control(page, "consent-question-next").enabled);
            tap(page, "consent-option-1");
            page.model.explanation = "You may stop at any time and need no reason.";
            verify(says(page, "Not quite. You may stop at any time and need no reason. Please choose again."));
            verify(!control(page, "consent-question-next").enabled);
            tap(page, "consent-option-2");
            page.model.explanation = "";
            page.model.answeredRight = true;
            tap(page, "consent-question-next");
            compare(page.model.calls, ["choose 1", "choose 2", "next"]);
        }

        function test_theSignatureIsTheTypedName() {
            const page = make(signing);
            verify(!control(page, "consent-sign").enabled);
            type(page, "consent-name", "Robin");
            tap(page, "consent-opt-in-0");
            tap(page, "consent-sign");
            compare(page.model.calls, ["toggleOptIn 0", "sign Robin  "]);
        }

        function test_thePersonIsAskedForOnlyWithTheChoice() {
            const page = make(signing);
            verify(!stage.finder.shown(control(page, "consent-opt-in-person")));
            page.model.asksContact = true;
            type(page, "consent-name", "Robin");
            type(page, "consent-opt-in-person", "Sam");
            type(page, "consent-opt-in-phone", "112");
            tap(page, "consent-sign");
            compare(page.model.calls, ["sign Robin Sam 112"]);
        }

        function test_afterTheSignatureACopyIsOffered() {
            const page = make(done);
            tap(page, "consent-done-copy");
            page.model.copyText = "Saved as Landfall consent.pdf.";
            verify(says(page, "Saved as Landfall consent.pdf."));
            tap(page, "consent-done");
            compare(page.model.calls, ["saveCopy", "close"]);
        }

        function test_whoHasWithdrawnCanChooseAnewAboutTheData() {
            const page = make(standing);
            verify(!stage.finder.shown(control(page, "consent-data")));
            page.model.isWithdrawn = true;
            tap(page, "consent-data");
            compare(page.model.calls, ["openWithdrawing"]);

            const choice = make(withdrawing);
            choice.model.isWithdrawn = true;
            choice.model.dataChoice = "keep";
            verify(control(choice, "consent-data-keep").chosen);
            verify(!control(choice, "consent-withdraw-confirm").enabled);
            tap(choice, "consent-data-erase");
            tap(choice, "consent-withdraw-confirm");
            compare(choice.model.calls, ["withdraw true"]);
        }
        function test_withdrawingAsksOnlyForTheData() {
            const page = make(withdrawing);
            verify(!control(page, "consent-withdraw-confirm").enabled);
            tap(page, "consent-data-keep");
            tap(page, "consent-data-erase");
            tap(page, "consent-withdraw-confirm");
            compare(page.model.calls, ["withdraw true"]);
        }

        function test_theHistoryNamesEveryStep() {
            const page = make(history);
            verify(says(page, "Agreed: Taking part (signed by your clinic too)"));
            verify(says(page, "Read the text, version 1.0.0"));
            tap(page, "consent-history-back");
            compare(page.model.calls, ["back"]);
        }
    }
}
