import QtQuick
import QtTest
import Landfall.Controls
import "qrc:/qt/qml/Landfall/Gallery"

// Walks through every page in every state that the gallery knows.
Item {
    id: scene

    width: 320
    height: 568

    Component {
        id: exhibits

        Exhibits {
        }
    }
    Finder {
        id: finder
    }
    Item {
        id: elsewhere
    }

    TestCase {
        id: test

        name: "Exhibits"
        when: windowShown

        readonly property var sheets: ["buttons", "choices", "writing", "signs"]
        readonly property var helpItself: ["help", "help-answer", "help-country", "help-urgent", "help-emergency", "help-leaving", "help-plan", "help-grounding", "breathing"]

        function cleanup() {
            Theme.textScale = 1;
            Theme.reducedMotion = false;
            Theme.rightToLeft = false;
        }

        function open(name) {
            return createTemporaryObject(exhibits, scene, {
                    "shown": name,
                    "width": scene.width,
                    "height": scene.height
                });
        }

        function names() {
            const all = createTemporaryObject(exhibits, scene);
            const found = all.exhibitNames;
            all.destroy();
            return found;
        }

        function pages() {
            return names().filter(name => !test.sheets.includes(name));
        }

        function listedIds() {
            const request = new XMLHttpRequest();
            request.open("GET", "qrc:/test-ids.md", false);
            request.send();
            return request.responseText.split("\n").filter(line => line.startsWith("| `")).map(line => line.split("|")[1]).join(" ").match(/`[^`]+`/g).map(id => id.slice(1, -1));
        }

        function idsOnPages() {
            const found = new Set();
            for (const name of pages()) {
                const scenery = open(name);
                finder.walk(scenery, item => {
                        if (/^[a-z]+(-[a-z0-9]+)+$/.test(item.objectName))
                            found.add(item.objectName);
                    });
                scenery.destroy();
            }
            return found;
        }

        function test_everyListedIdIsOnAPageAndEveryIdIsListed() {
            const listed = listedIds();
            verify(listed.length > 40, "the list of ids was read");
            const patterns = listed.map(id => new RegExp("^" + id.replace(/<[^>]+>/, "[a-z0-9-]+") + "$"));
            const found = Array.from(idsOnPages());
            for (let i = 0; i < listed.length; ++i)
                verify(found.some(id => patterns[i].test(id)), listed[i] + " is on no page");
            for (const id of found)
                verify(patterns.some(pattern => pattern.test(id)), id + " is not listed in qml/test-ids.md");
        }

        function test_theIdsPromisedToOthersAreListed() {
            const listed = listedIds();
            for (const id of ["pair-code", "pair-continue", "pair-digits", "unlock-passphrase", "unlock-continue", "tab-today", "tab-journal", "tab-me", "today-card-<questionnaire>", "questionnaire-option-<n>", "questionnaire-decline", "questionnaire-back", "questionnaire-next", "review-submit", "journal-new", "journal-text", "journal-private", "journal-done", "journal-search", "help-now", "help-emergency", "help-close", "status-line"])
                verify(listed.includes(id), id);
        }

        function test_helpNowIsOnEveryPage() {
            for (const name of pages()) {
                const scenery = open(name);
                const help = finder.find(scenery, "help-now");
                const expected = !test.helpItself.includes(name);
                compare(help !== null && finder.shown(help), expected, name);
                scenery.destroy();
            }
        }

        function test_everyControlHasANameForAReader() {
            for (const name of pages()) {
                const scenery = open(name);
                finder.walk(scenery, item => {
                        if (item.activeFocusOnTab && finder.shown(item))
                            verify(item.Accessible.name !== "" || item.Accessible.description !== "", name + ": " + item.objectName);
                    });
                scenery.destroy();
            }
        }

        // Red means danger and the way to help; a mistake in a field is neither.
        function test_careIsForDangerAlone() {
            const danger = test.helpItself.concat(["done-urgent"]);
            for (const name of pages().filter(name => !danger.includes(name))) {
                const scenery = open(name);
                finder.walk(scenery, item => {
                        if (finder.shown(item) && !belongsTo(item, "help-now"))
                            verify(![item.color, item.border && item.border.color].some(colour => colour !== undefined && Qt.colorEqual(colour, Theme.care)), name + ": " + item);
                    });
                scenery.destroy();
            }
        }

        function belongsTo(item, testId) {
            for (let up = item; up; up = up.parent) {
                if (up.objectName === testId)
                    return true;
            }
            return false;
        }

        function test_anErrorIsNeverBehindTheFoot_data() {
            return [{
                    "tag": "unlock-wrong",
                    "foot": "unlock-continue",
                    "error": "That is not the passphrase"
                }, {
                    "tag": "recovery-check",
                    "foot": "recovery-check",
                    "error": "That is not group 6"
                }, {
                    "tag": "welcome-refused",
                    "foot": "pair-continue",
                    "error": "This code has been used already"
                }];
        }

        function test_anErrorIsNeverBehindTheFoot(row) {
            Theme.textScale = 2;
            const scenery = createTemporaryObject(exhibits, scene, {
                    "shown": row.tag,
                    "width": 360,
                    "height": 740
                });
            waitForRendering(scenery);
            let said = null;
            finder.walk(scenery, item => {
                    if (item.textFormat !== undefined && item.text.startsWith(row.error))
                        said = item;
                });
            const last = () => said.mapToItem(scenery, 0, said.height).y;
            const foot = finder.find(scenery, row.foot);
            tryVerify(() => last() <= foot.mapToItem(scenery, 0, 0).y && said.mapToItem(scenery, 0, 0).y > 0, 1000, "the error ends at " + last());
        }

        function large(name, width, height) {
            Theme.textScale = 2;
            const scenery = createTemporaryObject(exhibits, scene, {
                    "shown": name,
                    "width": width,
                    "height": height
                });
            waitForRendering(scenery);
            return scenery;
        }

        function textsIn(item) {
            const found = [];
            finder.walk(item, each => {
                    if (each.textFormat !== undefined && finder.shown(each) && each.text !== "")
                        found.push(each);
                });
            return found;
        }

        function test_aWordOfATitleIsNeverBroken() {
            const scenery = large("welcome", 320, 568);
            const title = textsIn(scenery).find(each => each.text === "Welcome");
            tryCompare(title, "lineCount", 1);
        }

        function test_thePlacesAreWrittenInOneSize() {
            const scenery = large("today", 320, 568);
            const names = ["Today", "Journal", "Progress", "Me"].map(name => textsIn(scenery).find(each => each.text === name));
            tryVerify(() => names.every(each => each.fontInfo.pixelSize === names[0].fontInfo.pixelSize), 1000, names.map(each => each.fontInfo.pixelSize).join(" "));
        }

        // Beside each other they have room for less than the text size asks for, and for more than half of it.
        function test_theWordsOfThePlacesGrow() {
            const scenery = large("today", 320, 568);
            const name = textsIn(scenery).find(each => each.text === "Progress");
            tryVerify(() => name.fontInfo.pixelSize >= 1.5 * 12, 1000, "it has " + name.fontInfo.pixelSize);
            // Each stands in the middle of its place, and none is too small for a thumb.
            for (const testId of ["tab-today", "tab-journal", "tab-progress", "tab-me"]) {
                const place = finder.find(scenery, testId);
                const word = textsIn(place)[0];
                verify(place.width >= Theme.touchMin, testId);
                tryVerify(() => Math.abs(word.mapToItem(place, word.width / 2, 0).x - place.width / 2) <= 1, 1000, testId);
            }
        }

        function test_aDateOfAChartIsNeverBroken() {
            const scenery = large("progress", 320, 568);
            for (const day of ["2 February", "10 March"]) {
                for (const each of textsIn(scenery).filter(each => each.text === day))
                    tryCompare(each, "lineCount", 1);
            }
        }

        function test_theNextQuestionBeginsAtItsFirstWord() {
            const scenery = large("question", 320, 568);
            const option = finder.find(scenery, "questionnaire-option-3");
            let view = option;
            while (view.contentY === undefined)
                view = view.parent;
            option.forceActiveFocus(Qt.TabFocusReason);
            tryVerify(() => view.contentY > 0);
            // Help now comes over it, and the page goes on below.
            elsewhere.forceActiveFocus();
            modelOf(scenery).position += 1;
            tryCompare(view, "contentY", 0);
            option.forceActiveFocus();
            waitForRendering(scenery);
            compare(view.contentY, 0);
            // The keyboard still brings what it reaches into view.
            finder.find(scenery, "questionnaire-option-2").forceActiveFocus(Qt.TabFocusReason);
            option.forceActiveFocus(Qt.TabFocusReason);
            tryVerify(() => view.contentY > 0);
        }

        // Whom to call comes first, and then the one button that says it.
        function test_dangerIsSaidNearTheTop_data() {
            return [["help", 320, 568], ["help-answer", 320, 568], ["help", 740, 360]].map(row => ({
                            "tag": row.join(" "),
                            "name": row[0],
                            "width": row[1],
                            "height": row[2]
                        }));
        }

        function test_dangerIsSaidNearTheTop(row) {
            Theme.textScale = row.width === 320 ? 2 : 1;
            const scenery = createTemporaryObject(exhibits, scene, {
                    "shown": row.name,
                    "width": row.width,
                    "height": row.height
                });
            waitForRendering(scenery);
            const place = testId => finder.find(scenery, testId).mapToItem(scenery, 0, 0).y;
            tryVerify(() => place("help-danger") > place("help-emergency") && place("help-danger") < place("help-trusted"), 1000, "it begins at " + place("help-danger"));
            const ids = [];
            finder.walk(scenery, each => {
                    if (each.objectName === "help-danger" && finder.shown(each))
                        ids.push(each);
                });
            compare(ids.length, 1);
        }

        function test_aNumberToCallIsNeverBroken() {
            const scenery = open("help");
            const numbers = textsIn(scenery).filter(each => each.size !== undefined && /\d/.test(each.text));
            verify(numbers.length > 3);
            for (const each of numbers)
                verify(!/\d \d/.test(each.text), each.text);
        }

        function test_leavingHelpIsAsked() {
            const scenery = open("help-leaving");
            waitForRendering(scenery);
            verify(finder.shown(finder.find(scenery, "help-stay")));
        }

        function test_aLargeQuestionShowsItsFirstAnswer() {
            const scenery = large("question-decline", 360, 740);
            const answer = textsIn(finder.find(scenery, "questionnaire-option-0"))[0];
            let view = answer;
            while (view.contentY === undefined)
                view = view.parent;
            tryVerify(() => answer.mapToItem(view, 0, answer.height).y <= view.height, 1000);
        }

        // All of it lies in the window, and in the part of the page that scrolling shows now.
        function inSight(scenery, item) {
            let top = item.mapToItem(scenery, 0, 0).y;
            if (top < 0 || top + item.height > scenery.height)
                return false;
            for (let up = item.parent; up; up = up.parent) {
                top = item.mapToItem(up, 0, 0).y;
                if (up.clip && (top < 0 || top + item.height > up.height))
                    return false;
            }
            return true;
        }

        function test_whatIsNeededIsInSightOnASmallPhone_data() {
            return [["done-urgent", "done-help"], ["waiting", "pair-digits"], ["question", "questionnaire-option-0"], ["question-several", "questionnaire-option-0"], ["question-slider", "questionnaire-slider"], ["question-moment", "questionnaire-day-0"], ["question-quantity", "questionnaire-number"], ["recover", "recover-code"], ["unlock", "unlock-passphrase"], ["today", "today-feel-worse"], ["journal", "journal-new"], ["help", "help-emergency"], ["help-answer", "help-emergency"], ["help-emergency", "help-emergency"]].map(row => ({
                            "tag": row[0],
                            "needed": row[1]
                        }));
        }

        function test_whatIsNeededIsInSightOnASmallPhone(row) {
            const scenery = large(row.tag, 320, 568);
            const item = finder.find(scenery, row.needed);
            tryVerify(() => inSight(scenery, item), 1000, row.needed + " ends at " + item.mapToItem(scenery, 0, item.height).y);
        }

        // What a touch has asked for appears where it is seen, not below the end of the screen.
        function test_aQuestionThatAppearsIsInSight_data() {
            return [["help-emergency", "help-close", "help-stay"], ["entry", "journal-private", "Share this entry"]].map(row => ({
                            "tag": row[0],
                            "touched": row[1],
                            "asked": row[2]
                        }));
        }

        function test_aQuestionThatAppearsIsInSight(row) {
            const scenery = large(row.tag, 320, 568);
            finder.find(scenery, row.touched).clicked();
            if (row.tag === "entry")
                modelOf(scenery).askShare = true;
            const asked = () => finder.find(scenery, row.asked) || textsIn(scenery).find(each => each.text.startsWith(row.asked));
            tryVerify(() => asked() && finder.shown(asked()) && inSight(scenery, asked()), 1000, asked() && "it ends at " + asked().mapToItem(scenery, 0, asked().height).y);
        }

        function modelOf(scenery) {
            let found = null;
            finder.walk(scenery, item => found = found || (item.model && item.footScrolls !== undefined ? item.model : null));
            return found;
        }

        // Whoever sent the person here says why on the first screen, as whom to call is there.
        function test_helpSaysWhyOnTheFirstScreen() {
            const scenery = large("help-answer", 320, 568);
            const reason = textsIn(finder.find(scenery, "help-reason"))[0];
            tryVerify(() => scenery.height - reason.mapToItem(scenery, 0, 0).y >= 3 * Theme.textSmall * 1.4, 1000, "it begins at " + reason.mapToItem(scenery, 0, 0).y);
            verify(textsIn(scenery).some(each => each.text === "Works without a network"));
        }

        function test_whatIsNeededBeginsInSightOnASmallPhone_data() {
            return [["question-decline", "questionnaire-option-0"], ["journal", "journal-entry-0"], ["progress", "progress-table-phq-9"]].map(row => ({
                            "tag": row[0],
                            "needed": row[1]
                        }));
        }

        // Its first line.
        function test_whatIsNeededBeginsInSightOnASmallPhone(row) {
            const scenery = large(row.tag, 320, 568);
            tryVerify(() => finder.find(scenery, row.needed) !== null, 1000);
            const first = textsIn(finder.find(scenery, row.needed))[0];
            tryVerify(() => inSight(scenery, first), 1000, "\"" + first.text + "\" ends at " + first.mapToItem(scenery, 0, first.height).y);
        }

        function test_anEntryIsInSightOnAPhoneOnItsSide() {
            const scenery = createTemporaryObject(exhibits, scene, {
                    "shown": "journal",
                    "width": 740,
                    "height": 360
                });
            waitForRendering(scenery);
            tryVerify(() => finder.find(scenery, "journal-entry-0") !== null, 1000);
            const said = () => textsIn(finder.find(scenery, "journal-entry-0")).filter(each => inSight(scenery, each)).length;
            tryVerify(() => said() >= 3, 1000, said() + " lines of it are in sight");
            verify(inSight(scenery, finder.find(scenery, "journal-new")));
        }

        function test_whatIsConfirmedWasInSight_data() {
            const rows = [];
            for (const [width, height] of [[320, 568], [360, 740]]) {
                for (const [name, confirm] of [["recovery-code", "recovery-written"], ["consent-read", "consent-read-next"], ["consent-sign", "consent-sign"]])
                    rows.push({
                            "tag": name + " " + width,
                            "name": name,
                            "confirm": confirm,
                            "width": width,
                            "height": height
                        });
            }
            return rows;
        }

        // The button comes after everything there is to read.
        function test_whatIsConfirmedWasInSight(row) {
            const scenery = large(row.name, row.width, row.height);
            const confirm = finder.find(scenery, row.confirm);
            const first = () => confirm.mapToItem(scenery, 0, 0).y;
            const after = () => textsIn(scenery).filter(each => !belongsTo(each, row.confirm) && each.mapToItem(scenery, 0, 0).y > first());
            tryVerify(() => after().length === 0, 1000, after().map(each => each.text).join("; "));
        }

        function test_titlesStepBackTogether() {
            Theme.textScale = 2;
            for (const name of pages().filter(name => !["starting", "welcome", "welcome-refused", "help-emergency", "help-leaving"].includes(name))) {
                const scenery = open(name);
                waitForRendering(scenery);
                for (const each of textsIn(scenery).filter(each => each.size !== undefined))
                    verify(each.size <= Theme.textBody, name + ": " + each.text);
                scenery.destroy();
            }
        }

        function test_danger_isThankedForByNobody() {
            const scenery = open("done-urgent");
            waitForRendering(scenery);
            verify(!textsIn(scenery).some(each => each.text === "Thank you"));
            finder.walk(scenery, each => verify(each.path !== Glyphs.check || !finder.shown(each)));
        }

        // Where reading goes the other way, so do pages and arrows; time does not.
        function test_chartsAreNotMirrored() {
            Theme.rightToLeft = true;
            const scenery = open("progress");
            waitForRendering(scenery);
            const found = textsIn(scenery);
            const first = found.find(each => each.text === "2 February");
            compare(first.effectiveHorizontalAlignment, Text.AlignLeft);
            compare(found.find(each => each.text === "Progress").effectiveHorizontalAlignment, Text.AlignRight);
        }

        function test_theWayBackPointsTheOtherWay() {
            Theme.rightToLeft = true;
            const scenery = open("recover");
            waitForRendering(scenery);
            const back = finder.find(scenery, "recover-back");
            verify(back.mapToItem(scenery, 0, 0).x > scenery.width / 2);
            let isMirrored = false;
            finder.walk(back, each => isMirrored = isMirrored || each.mirrored === true && each.path === Glyphs.back);
            verify(isMirrored);
            // The words of a passphrase stay clear of the eye beside them.
            const field = finder.find(scenery, "recover-first");
            compare(field.leftPadding, Theme.touchMin);
        }

        function test_anEmptyFieldBeginsWhereReadingBegins_data() {
            return [["entry-new", "journal-text"], ["unlock", "unlock-passphrase"], ["welcome", "pair-code"], ["journal", "journal-search"]].map(row => ({
                            "tag": row[0],
                            "field": row[1]
                        }));
        }

        function test_anEmptyFieldBeginsWhereReadingBegins(row) {
            Theme.rightToLeft = true;
            const scenery = open(row.tag);
            waitForRendering(scenery);
            const field = finder.find(scenery, row.field);
            field.text = "";
            verify(field.cursorRectangle.x > field.width / 2, "the cursor is at " + field.cursorRectangle.x);
            // Words of the other direction keep their own.
            field.text = "word";
            compare(field.effectiveHorizontalAlignment, TextInput.AlignLeft);
        }

        function test_noDateCanBeMisread() {
            for (const name of pages()) {
                const scenery = open(name);
                for (const each of textsIn(scenery))
                    verify(!/\d+[/.]\d+[/.]\d\d/.test(each.text), name + ": " + each.text);
                scenery.destroy();
            }
        }

        function test_whatIsSearchedIsSaidWhole() {
            const scenery = large("journal", 320, 568);
            const label = textsIn(scenery).find(each => each.text === "Search your entries");
            verify(!label.truncated);
        }

        function test_everyTextIsPlain() {
            for (const name of pages()) {
                const scenery = open(name);
                finder.walk(scenery, item => {
                        if (item.textFormat !== undefined)
                            compare(item.textFormat, Text.PlainText, name + ": " + item.text);
                    });
                scenery.destroy();
            }
        }

        function test_nothingIsWiderThanASmallWindow_data() {
            return [{
                    "tag": "usual text",
                    "scale": 1
                }, {
                    "tag": "text at twice its size",
                    "scale": 2
                }];
        }

        function test_nothingIsWiderThanASmallWindow(row) {
            Theme.textScale = row.scale;
            Theme.reducedMotion = true;
            for (const name of names()) {
                const scenery = open(name);
                waitForRendering(scenery);
                finder.walk(scenery, item => {
                        if (item.paintedWidth === undefined || item.truncated === undefined || !finder.shown(item) || item.text === "")
                            return;
                        const place = item.mapToItem(scenery, 0, 0);
                        const what = name + ": \"" + item.text + "\"";
                        verify(item.paintedWidth <= item.width + 1, what + " is wider than its place");
                        verify(place.x >= -1 && place.x + item.paintedWidth <= scene.width + 1, what + " leaves the window");
                        if (item.maximumLineCount > 1000)
                            verify(item.paintedHeight <= item.height + 1, what + " is higher than its place");
                    });
                scenery.destroy();
            }
        }
    }
}
