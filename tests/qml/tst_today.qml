import QtQuick
import QtTest
import Landfall.Controls
import Landfall.Pages
import Landfall.ViewModels

Stage {
    id: stage

    height: 2000

    Component {
        id: today

        TodayPage {
            model: TodayModel {
            }
            status: StatusModel {
            }
            consent: ConsentModel {
            }
        }
    }
    Component {
        id: arranged

        TodayPage {
            model: TodayModel {
                appointments: ListModel {
                    ListElement {
                        when: "Wednesday 18 November 2026, 09:30 (the clinic's time)"
                        what: "Integration talk with Dr Lin and with a second person of the team"
                        about: "Harbour House, room 2, on the second floor, the door to the left\nAbout 50 minutes."
                        cancelled: false
                    }
                    ListElement {
                        when: "Wednesday 25 November 2026, 09:30 (the clinic's time)"
                        what: "Integration talk with Dr Lin and with a second person of the team"
                        about: ""
                        cancelled: true
                    }
                    ListElement {
                        when: "Wednesday 2 December 2026, 09:30 (the clinic's time)"
                        what: "Integration talk with Dr Lin and with a second person of the team"
                        about: "Harbour House, room 2, on the second floor, the door to the left\nAbout 50 minutes."
                        cancelled: false
                    }
                    ListElement {
                        when: "Wednesday 9 December 2026, 09:30 (the clinic's time)"
                        what: "Integration talk with Dr Lin and with a second person of the team"
                        about: "By telephone\nAbout 50 minutes."
                        cancelled: false
                    }
                }
            }
            status: StatusModel {
            }
            consent: ConsentModel {
            }
        }
    }
    Component {
        id: places

        PlacesBar {
        }
    }
    SignalSpy {
        id: asked

        signalName: "consentRequested"
    }
    SignalSpy {
        id: picked

        signalName: "picked"
    }

    PageTest {
        name: "Today"
        stage: stage

        function test_aConsentThatWaitsIsACard() {
            const page = make(today);
            verify(!stage.finder.shown(control(page, "today-consent")));
            page.consent.waits = true;
            asked.target = page;
            asked.clear();
            tap(page, "today-consent");
            compare(asked.count, 1);
        }

        function test_whatCannotBeShownIsSaid() {
            const page = make(today);
            page.model.error = "That did not work. What you saved before is safe.";
            verify(says(page, "That did not work"));
        }

        function test_aTouchAnywhereOnACardBegins() {
            const page = make(today);
            tap(page, "today-card-phq-9");
            tap(page, "today-card-gad-7");
            compare(page.model.calls, ["begin phq-9", "begin gad-7"]);
        }

        function test_whatIsNotSentIsMarkedByADotAndWords() {
            const page = make(today);
            const line = control(page, "status-line");
            verify(line.marked);
            compare(line.Accessible.name, page.status.text);
            page.status.kind = StatusModel.Calm;
            verify(!line.marked);
        }

        function test_anEmptyDayShamesNobody() {
            const page = make(today);
            page.model.cards.clear();
            page.model.nothingDueText = "Nothing is asked of you today.";
            tryVerify(() => says(page, "Nothing is asked of you today."));
        }

        function test_oneTapChecksIn() {
            const page = make(today);
            tap(page, "today-check-in-7");
            compare(page.model.calls, ["checkIn 7"]);
            verify(!control(page, "today-check-in-7").checked, "only what is saved shows as chosen");
            page.model.checkInChosen = 7;
            page.model.checkInText = "Saved at 09:12.";
            verify(control(page, "today-check-in-7").checked);
            verify(says(page, "Saved at 09:12."));
            page.model.checkInCount = 0;
            verify(!says(page, "Ten-second check-in"));
        }

        function test_fingertipsFitOnASmallPhone() {
            const page = make(today, {
                    "width": 320
                });
            const first = control(page, "today-check-in-0");
            settle(first);
            verify(first.width >= Theme.touchMin);
            verify(first.height >= Theme.touchMin);
        }

        function test_whereOneIsOnTheWay() {
            const page = make(today);
            verify(says(page, "Nine days since your session"));
            verify(says(page, "Integration"));
            verify(says(page, "Two weeks after, Sunday 17 March"));
            page.model.phase = 0;
            page.model.nextText = "";
            verify(!texts(page).includes("Integration"));
            verify(!says(page, "Next on your way"));
        }

        function test_theNextAppointmentAndOnRequestTheOthers() {
            const page = make(today, {
                    "height": 2000
                });
            verify(says(page, "Wednesday 18 March, 09:30"));
            verify(says(page, "Integration talk with Dr Lin"));
            verify(!says(page, "Cancelled: Wednesday 25 March, 09:30"));
            tap(page, "today-appointments-all");
            verify(says(page, "Cancelled: Wednesday 25 March, 09:30"));
            page.model.appointments.clear();
            verify(!says(page, "Your next appointment"));
        }

        // Four, whose lines need more than one row on a small phone.
        function arrange(page) {
            page.model.appointments.clear();
            for (let day = 18; day < 22; ++day)
                page.model.appointments.append({
                        "when": "Wednesday " + day + " November 2026, 09:30 (the clinic's time)",
                        "what": "Integration talk with Dr Lin and with a second person of the team",
                        "about": "Harbour House, room 2, on the second floor, the door to the left\nAbout 50 minutes.",
                        "cancelled": day === 20
                    });
        }

        function lines(page) {
            const card = control(page, "today-appointment");
            const found = [];
            stage.finder.walk(card, item => {
                    if (item.textFormat !== undefined && item.text !== "" && stage.finder.shown(item))
                        found.push({
                                "text": item.text,
                                "top": item.mapToItem(page, 0, 0).y,
                                "needs": item.contentHeight
                            });
                });
            return found.sort((a, b) => a.top - b.top);
        }

        function isBelowEachOther(page) {
            const found = lines(page);
            return found.every((line, i) => i === 0 || line.top >= found[i - 1].top + found[i - 1].needs - 1);
        }

        function check(page) {
            tryVerify(() => isBelowEachOther(page), 1000, "one alone");
            tap(page, "today-appointments-all");
            tryVerify(() => lines(page).length > 11 && isBelowEachOther(page), 1000, lines(page).map(line => Math.round(line.top) + "+" + Math.round(line.needs) + " " + line.text.slice(0, 12)).join("; "));
        }

        function test_appointmentsThatAreMadeLaterStandBelowEachOther() {
            const page = make(today);
            waitForRendering(page);
            arrange(page);
            check(page);
        }

        // The app makes a page before it gives it a size, and what is on it is there by then.
        function test_appointmentsOfAPageThatIsMadeAnewStandBelowEachOther() {
            const page = createTemporaryObject(arranged, stage);
            page.width = 360;
            page.height = stage.height;
            waitForRendering(page);
            check(page);
        }

        function test_appointmentsThatChangeStandBelowEachOther() {
            const page = make(today);
            tap(page, "today-appointments-all");
            waitForRendering(page);
            const list = page.model.appointments;
            list.setProperty(0, "what", "Integration talk with Dr Lin and with a second person of the team, who is new");
            list.setProperty(0, "about", "");
            list.setProperty(1, "about", "Harbour House, room 2, on the second floor, the door to the left\nAbout 50 minutes.");
            tryVerify(() => isBelowEachOther(page), 1000, "changed");
        }

        function test_anEffectIsReportedAndAllFormsAreReached() {
            const page = make(today, {
                    "height": 2000
                });
            compare(control(page, "today-report-effect").text, "Side effects");
            tap(page, "today-feel-worse");
            tap(page, "today-report-effect");
            tap(page, "today-all-forms");
            compare(page.model.calls, ["feelWorse", "reportEffect", "showForms"]);
        }

        function test_whatIsUrgentForThePersonStandsAboveWhatIsDue() {
            const page = make(today, {
                    "height": 740
                });
            waitForRendering(page);
            const place = testId => control(page, testId).mapToItem(page, 0, 0).y;
            verify(place("today-feel-worse") < place("today-card-phq-9"));
            verify(place("today-report-effect") < place("today-check-in-0"));
        }

        function test_thePlacesAreReached() {
            const bar = make(places, {
                    "height": 64
                });
            picked.target = bar;
            for (const [id, place] of [["tab-journal", "journal"], ["tab-progress", "progress"], ["tab-me", "me"], ["tab-today", "today"]]) {
                picked.clear();
                tap(bar, id);
                compare(picked.signalArguments[0][0], place);
            }
            verify(control(bar, "tab-today").checked);
            bar.place = "me";
            verify(control(bar, "tab-me").checked);
            verify(!control(bar, "tab-today").checked);
        }
    }
}
