import QtQuick
import QtTest
import Landfall.Controls
import Landfall.Pages
import Landfall.ViewModels

Stage {
    id: stage

    height: 1600

    Component {
        id: progress

        ProgressPage {
            model: ProgressModel {
            }
            status: StatusModel {
            }
        }
    }
    Component {
        id: response

        ResponsePage {
            model: ProgressModel {
                answersOpen: true
            }
        }
    }
    Component {
        id: forms

        FormsPage {
            model: FormsModel {
            }
        }
    }

    PageTest {
        name: "Progress"
        stage: stage

        function test_aChartIsSaidInWords() {
            const page = make(progress);
            const chart = control(page, "progress-chart-phq-9");
            compare(chart.Accessible.role, Accessible.Chart);
            compare(chart.Accessible.name, page.model.measures[0].summary);
            verify(says(page, "session 1"));
            verify(says(page, "session 2"));
        }

        // Named in the same way on every chart; those that stand close are named above each other.
        function test_sessionsThatStandCloseAreNamedWhole() {
            const page = make(progress, {
                    "width": 320
                });
            const measures = page.model.measures.map(measure => Object.assign({}, measure, {
                        "marks": [0.8, 0.85, 0.99].map((x, i) => page.model.mark(x, i + 1))
                    }));
            page.model.measures = measures;
            for (const measure of ["phq-9", "who-5"]) {
                const chart = control(page, "progress-chart-" + measure);
                settle(chart);
                const names = [];
                stage.finder.walk(chart, item => {
                        if (item.textFormat !== undefined && stage.finder.shown(item) && Qt.colorEqual(item.color, Theme.accent))
                            names.push(item);
                    });
                compare(names.map(item => item.text), ["session 1", "session 2", "session 3"]);
                const plot = painting(chart);
                for (const one of names) {
                    verify(one.x >= 0 && one.x + one.width <= chart.width + 1);
                    verify(one.y >= 0 && one.y + one.height <= plot.y + Theme.space1, one.text);
                    for (const other of names)
                        verify(one === other || one.y !== other.y || one.x + one.width <= other.x || other.x + other.width <= one.x, one.text + " and " + other.text);
                }
            }
        }

        // A mark below the axis, and never a point of the scale: a missing number is not a low one.
        function test_aMissingNumberStandsBelowTheAxis_data() {
            return [{
                    "tag": "light"
                }, {
                    "tag": "dark"
                }];
        }

        function test_aMissingNumberStandsBelowTheAxis(row) {
            Theme.scheme = row.tag;
            const page = make(progress);
            const chart = control(page, "progress-chart-phq-9");
            settle(chart);
            const plot = painting(chart);
            const axis = plot.mapToItem(page, 0, plot.axisY).y;
            const place = plot.mapToItem(page, plot.inset + 0.55 * (plot.width - 2 * plot.inset), 0).x;
            const image = grabImage(page);
            const count = (from, to, colour) => {
                let found = 0;
                for (let y = Math.ceil(from); y < to; ++y)
                    for (let x = Math.floor(place) - 5; x <= place + 5; ++x)
                        found += Qt.colorEqual(image.pixel(x, y), colour) ? 1 : 0;
                return found;
            };
            verify(count(axis + 5, axis + Theme.chartGutter, Theme.muted) > 4, "a mark is below the axis");
            compare(count(axis - 6, axis + 5, Theme.muted) + count(axis - 6, axis + 5, Theme.primary), 0, "nothing stands where a score of 0 would");
            verify(says(page, "no number"));
        }

        function painting(chart) {
            let found = null;
            stage.finder.walk(chart, item => {
                    if (item.lineColor !== undefined)
                        found = item;
                });
            return found;
        }

        function test_aTapOpensTheNearestAnswer() {
            const page = make(progress);
            const chart = control(page, "progress-chart-phq-9");
            settle(chart);
            mouseClick(chart, chart.width - 4, chart.height / 2);
            mouseClick(chart, chart.width / 8, chart.height / 2);
            compare(page.model.calls, ["open r6", "open r0"]);
        }

        function test_aTableHasWhatTheChartHas() {
            const page = make(progress);
            verify(!stage.finder.shown(control(page, "progress-row-phq-9-0")));
            tap(page, "progress-table-phq-9");
            verify(!stage.finder.shown(control(page, "progress-chart-phq-9")));
            verify(says(page, "No number: some questions were left open"));
            tap(page, "progress-row-phq-9-1");
            compare(page.model.calls, ["open r5"]);
            tap(page, "progress-table-phq-9");
            verify(stage.finder.shown(control(page, "progress-chart-phq-9")));
        }

        // Outcomes look the same whether better, worse, unchanged or missing.
        function test_everyOutcomeLooksTheSame() {
            const page = make(progress);
            const colours = () => {
                const found = [];
                stage.finder.walk(page, item => {
                        if (item.lineColor !== undefined)
                            found.push(String(item.lineColor));
                        if (item.textFormat !== undefined)
                            found.push(String(item.color));
                    });
                return found.join(" ");
            };
            const worse = colours();
            const measures = page.model.measures.map(measure => Object.assign({}, measure, {
                        "points": measure.points.map(point => Object.assign({}, point, {
                                    "y": 1 - point.y
                                }))
                    }));
            page.model.measures = measures;
            waitForRendering(page);
            compare(colours(), worse);
            const counted = texts(page).filter(text => text === page.model.effectsText).length;
            compare(counted, page.model.measures.length, "side effects are beside every measure");
        }

        function test_whatWasNeverAnsweredIsThereToo() {
            const page = make(progress);
            verify(says(page, "GAD-7"));
            verify(says(page, "No answers yet."));
            verify(!stage.finder.shown(control(page, "progress-chart-gad-7")));
        }

        function test_theAnswersOfADayAreRead() {
            const page = make(response);
            verify(says(page, "More than half the days"));
            verify(says(page, "Not answered"));
            tap(page, "response-back");
            compare(page.model.calls, ["closeAnswers"]);
        }

        function test_anyFormIsOpened() {
            const page = make(forms);
            verify(says(page, "About you and your treatment"));
            verify(says(page, "Questionnaires with a score"));
            tap(page, "forms-item-gad-7");
            tap(page, "forms-back");
            compare(page.model.calls, ["open gad-7", "close"]);
        }
    }
}
