import QtQuick
import QtTest
import Landfall.Controls
import Landfall.Pages
import Landfall.ViewModels

Stage {
    id: stage

    Component {
        id: help

        HelpPage {
            model: HelpModel {
            }
        }
    }
    SignalSpy {
        id: closing

        signalName: "closeRequested"
    }

    PageTest {
        name: "Help"
        stage: stage

        function test_theEmergencyNumberIsFirstAndInSight_data() {
            return [{
                    "tag": "usual",
                    "height": 740,
                    "width": 360,
                    "fromAnswer": false
                }, {
                    "tag": "small",
                    "height": 568,
                    "width": 320,
                    "fromAnswer": false
                }, {
                    "tag": "small, from an answer",
                    "height": 568,
                    "width": 320,
                    "fromAnswer": true
                }];
        }

        function test_theEmergencyNumberIsFirstAndInSight(row) {
            const page = make(help, {
                    "width": row.width,
                    "height": row.height
                });
            page.model.fromAnswer = row.fromAnswer;
            if (row.fromAnswer)
                page.model.reasonText = "Thank you for saying this. Your care team will see your answer when this phone is online. They may not read it at once, so please reach out now if you need somebody.";
            waitForRendering(page);
            const emergency = control(page, "help-emergency");
            const limit = row.fromAnswer ? control(page, "help-go-on").mapToItem(page, 0, 0).y : page.height;
            verify(emergency.mapToItem(page, 0, emergency.height).y <= limit);
            mouseClick(emergency);
            compare(page.model.calls, ["call 0"]);
        }

        function test_anAnswerMayOfferMoreQuestions() {
            const page = make(help, {
                    "height": 1600
                });
            verify(!says(page, "If you like"));
            page.model.offers.append({
                    "questionnaireId": "asq",
                    "title": "ASQ",
                    "detail": "Four or five questions."
                });
            tap(page, "help-offer-asq");
            compare(page.model.calls, ["openOffer asq"]);
        }

        function test_linesAndTheClinicAreCalledByTheirRow() {
            const page = make(help);
            tap(page, "help-line-1");
            tap(page, "help-clinic");
            compare(page.model.calls, ["call 1", "call 3"]);
        }

        function test_breathingOpensAndClosesInPlace() {
            const page = make(help);
            tap(page, "help-breathe");
            const circle = control(page, "breathing-circle");
            verify(stage.finder.shown(circle));
            tap(page, "breathing-close");
            verify(!stage.finder.shown(circle));
            compare(page.model.calls, []);
        }

        function test_closingAsksForNothing() {
            const page = make(help);
            closing.target = page;
            closing.clear();
            tap(page, "help-close");
            compare(closing.count, 1);
        }

        function test_anAnswerThatOpenedItCanBeFinishedOrStopped() {
            const page = make(help);
            verify(!stage.finder.shown(control(page, "help-go-on")));
            page.model.fromAnswer = true;
            page.model.reasonText = "Your care team will see your answer when this phone is online.";
            verify(says(page, "Your care team will see your answer"));
            tap(page, "help-go-on");
            tap(page, "help-stop");
            compare(page.model.calls, ["goOn", "stop"]);
        }

        function test_anotherCountryIsChosenFromTheList() {
            const page = make(help, {
                    "height": 1400
                });
            tap(page, "help-elsewhere");
            tap(page, "help-country-ie");
            compare(page.model.calls, ["chooseCountry IE"]);
            verify(!page.choosingCountry);
            page.model.elsewhere = true;
            tap(page, "help-elsewhere");
            compare(page.model.calls[1], "chooseCountry ");
        }

        function test_itSaysThatNobodyWatchesAllTheTime() {
            verify(says(make(help), "This app is not watched all the time."));
        }
    }
}
