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
                    "tag": "text at 200 %",
                    "height": 740,
                    "width": 360,
                    "scale": 2,
                    "fromAnswer": false
                }, {
                    "tag": "text at 200 %, from an answer",
                    "height": 740,
                    "width": 360,
                    "scale": 2,
                    "fromAnswer": true
                }, {
                    "tag": "text at 150 %, from an answer",
                    "height": 740,
                    "width": 360,
                    "scale": 1.5,
                    "fromAnswer": true
                }, {
                    "tag": "text at 125 %, from an answer",
                    "height": 740,
                    "width": 360,
                    "scale": 1.25,
                    "fromAnswer": true
                }, {
                    "tag": "text at 115 %, from an answer",
                    "height": 740,
                    "width": 360,
                    "scale": 1.15,
                    "fromAnswer": true
                }, {
                    "tag": "small, text at 200 %, from an answer",
                    "height": 568,
                    "width": 320,
                    "scale": 2,
                    "fromAnswer": true
                }, {
                    "tag": "on its side, from an answer",
                    "height": 360,
                    "width": 740,
                    "fromAnswer": true
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
            Theme.textScale = row.scale ?? 1;
            const page = make(help, {
                    "width": row.width,
                    "height": row.height
                });
            page.model.fromAnswer = row.fromAnswer;
            if (row.fromAnswer)
                page.model.reasonText = "Thank you for saying this. Your care team will see your answer when this phone is online. They may not read it at once, so please reach out now if you need somebody.";
            waitForRendering(page);
            const emergency = control(page, "help-emergency");
            settle(emergency);
            const footInSight = row.fromAnswer && !page.footScrolls;
            const limit = footInSight ? control(page, "help-go-on").mapToItem(page, 0, 0).y : page.height;
            verify(emergency.mapToItem(page, 0, emergency.height).y <= limit);
            mouseClick(emergency);
            compare(page.model.calls, ["call 0"]);
        }

        function test_anAnswerMayOfferMoreQuestions() {
            const page = make(help);
            verify(!says(page, "If you like"));
            page.model.offers.append({
                    "questionnaireId": "asq",
                    "title": "ASQ",
                    "detail": "Four or five questions."
                });
            control(page, "help-offer-asq").clicked();
            compare(page.model.calls, ["openOffer asq"]);
        }

        function test_theReasonIsSaidOnceAtEveryTextSize() {
            const page = make(help);
            page.model.fromAnswer = true;
            page.model.reasonText = "Thank you for saying this.";
            for (const scale of [1, 2]) {
                Theme.textScale = scale;
                compare(texts(page).filter(text => text === page.model.reasonText).length, 1);
                verify(stage.finder.shown(control(page, "help-reason")));
            }
        }

        function test_linesAndTheClinicAreCalledByTheirRow() {
            const page = make(help, {
                    "height": 1400
                });
            tap(page, "help-line-1");
            tap(page, "help-clinic");
            tap(page, "help-trusted");
            compare(page.model.calls, ["call 1", "call 5", "call 3"]);
        }

        function test_breathingOpensAndClosesInPlace() {
            const page = make(help, {
                    "height": 1400
                });
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

        function test_theGroundIsFoundStepByStep() {
            const page = make(help, {
                    "height": 1400
                });
            tap(page, "help-ground");
            verify(says(page, "five things you can see"));
            verify(!control(page, "grounding-back").enabled);
            for (let i = 0; i < 4; ++i)
                tap(page, "grounding-next");
            verify(says(page, "Say one thing out loud"));
            tap(page, "grounding-close");
            verify(!says(page, "Say one thing out loud"));
        }

        function test_theSafetyPlanIsReadAndWrittenFromHere() {
            const page = make(help, {
                    "height": 1400
                });
            tap(page, "help-plan");
            verify(says(page, "Shower, the long way to the harbour, the old records."));
            tap(page, "help-plan-edit");
            compare(page.model.calls, ["editPlan"]);
            page.model.mayEditPlan = false;
            verify(!stage.finder.shown(control(page, "help-plan-edit")));
            tap(page, "help-plan-close");
            verify(!says(page, "Shower, the long way"));
        }

        function test_theButtonSaysThatOneIsInDanger() {
            const page = make(help);
            tap(page, "help-danger");
            compare(page.model.calls, ["inDanger"]);
        }

        function test_inAnEmergencyOneTapDoesNotCloseIt() {
            const page = make(help);
            page.model.level = HelpModel.Emergency;
            page.model.reasonText = "Please stay with someone, or ask someone to come.";
            closing.target = page;
            closing.clear();
            verify(says(page, "Please call now"));
            verify(says(page, "Please stay with someone"));
            verify(!stage.finder.shown(control(page, "help-danger")));
            tap(page, "help-close");
            compare(closing.count, 0);
            tap(page, "help-stay");
            verify(!page.leaving);
            tap(page, "help-close");
            tap(page, "help-leave");
            compare(closing.count, 1);
        }

        function test_inAnEmergencyTheWayBackOfThePhoneIsNeverClosed_data() {
            return [{
                    "tag": "escape",
                    "key": Qt.Key_Escape
                }, {
                    "tag": "back",
                    "key": Qt.Key_Back
                }];
        }

        function test_inAnEmergencyTheWayBackOfThePhoneIsNeverClosed(row) {
            const page = make(help, {
                    "height": 1400
                });
            page.model.level = HelpModel.Emergency;
            closing.target = page;
            closing.clear();
            page.forceActiveFocus();
            tap(page, "help-plan");
            keyClick(row.key);
            compare(page.above, "");
            compare(closing.count, 0);
            keyClick(row.key);
            compare(closing.count, 1);
        }

        function test_anAnswerThatOpenedTheEmergencyCanStillBeFinished() {
            const page = make(help);
            page.model.level = HelpModel.Emergency;
            page.model.fromAnswer = true;
            verify(!stage.finder.shown(control(page, "help-go-on")));
            tap(page, "help-close");
            tap(page, "help-go-on");
            compare(page.model.calls, ["goOn"]);
        }

        function test_itSaysThatNobodyWatchesAllTheTime() {
            verify(says(make(help), "This app is not watched all the time."));
        }
    }
}
