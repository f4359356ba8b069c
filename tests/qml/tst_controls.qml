import QtQuick
import QtQuick.Layouts
import QtTest
import Landfall.Controls

// The scene stands beside the test case: a TestCase is invisible, and so is what lies in it.
Item {
    id: scene

    width: 360
    height: 740

    Component {
        id: primary

        PrimaryButton {
            testId: "go"
            text: "Begin"
        }
    }
    Component {
        id: option

        OptionRow {
            testId: "option"
            text: "Several days"
        }
    }
    Component {
        id: switchRow

        SwitchRow {
            testId: "private"
            text: "Private"
            explanation: "Your clinic cannot read this entry."
        }
    }
    Component {
        id: contact

        ContactRow {
            testId: "call"
            title: "Samaritans 116 123"
            detail: "Free, day and night"
        }
    }
    Component {
        id: tabItem

        TabItem {
            testId: "tab"
            text: "Today"
            glyph: Glyphs.today
        }
    }
    Component {
        id: task

        TaskCard {
            testId: "task"
            title: "How have the last two weeks been?"
            detail: "Nine questions"
            actionText: "Begin"
        }
    }
    Component {
        id: icon

        IconButton {
            testId: "icon"
            label: "Back"
            glyph: Glyphs.back
        }
    }
    Component {
        id: help

        HelpNowButton {
        }
    }
    Component {
        id: entry

        TextEntry {
            testId: "entry"
            label: "Passphrase"
            width: 300
        }
    }
    Component {
        id: notice

        Notice {
            testId: "notice"
            text: "A <b>plain</b> sentence"
            width: 300
        }
    }
    Component {
        id: pill

        Pill {
            isPrivate: true
        }
    }
    Component {
        id: progress

        ProgressSegments {
            position: 3
            count: 9
            width: 300
        }
    }
    Component {
        id: circle

        BreathingCircle {
            testId: "circle"
            width: 200
            height: 200
        }
    }
    Component {
        id: editor

        TextEditor {
            testId: "editor"
            label: "Write whatever comes"
            width: 300
        }
    }
    SignalSpy {
        id: spy
    }
    Finder {
        id: finder
    }

    TestCase {
        name: "Controls"
        when: windowShown

        function cleanup() {
            Theme.textScale = 1;
            Theme.testIds = false;
            Theme.reducedMotion = false;
            spy.clear();
        }

        function make(component, properties = {}) {
            return createTemporaryObject(component, scene, properties);
        }

        function watch(target, signalName) {
            spy.target = null;
            spy.signalName = signalName;
            spy.target = target;
            spy.clear();
        }

        function test_everyTargetIsLargeEnoughAndNamed_data() {
            return [{
                    "tag": "button",
                    "component": primary,
                    "id": "go",
                    "name": "Begin"
                }, {
                    "tag": "option",
                    "component": option,
                    "id": "option",
                    "name": "Several days"
                }, {
                    "tag": "switch",
                    "component": switchRow,
                    "id": "private",
                    "name": "Private"
                }, {
                    "tag": "contact",
                    "component": contact,
                    "id": "call",
                    "name": "Call Samaritans 116 123. Free, day and night"
                }, {
                    "tag": "tab",
                    "component": tabItem,
                    "id": "tab",
                    "name": "Today"
                }, {
                    "tag": "task",
                    "component": task,
                    "id": "task",
                    "name": "How have the last two weeks been?. Nine questions. Begin"
                }, {
                    "tag": "icon",
                    "component": icon,
                    "id": "icon",
                    "name": "Back"
                }, {
                    "tag": "help",
                    "component": help,
                    "id": "help-now",
                    "name": "Help now"
                }];
        }

        function test_everyTargetIsLargeEnoughAndNamed(row) {
            const item = make(row.component);
            compare(item.objectName, row.id);
            compare(item.Accessible.name, row.name);
            verify(item.height >= 48, "height " + item.height);
            verify(item.width >= 48, "width " + item.width);
            verify(item.activeFocusOnTab);
        }

        function test_theTestIdIsADescriptionOnlyWhenAskedFor() {
            const button = make(primary);
            compare(button.Accessible.description, "");
            Theme.testIds = true;
            compare(button.Accessible.description, "go");
        }

        function test_buttonsAnswerToTouchAndToKeys() {
            const button = make(primary);
            watch(button, "clicked");
            button.forceActiveFocus(Qt.TabFocusReason);
            verify(button.visualFocus);
            mouseClick(button);
            compare(spy.count, 1);
            keyClick(Qt.Key_Space);
            compare(spy.count, 2);
            keyClick(Qt.Key_Return);
            compare(spy.count, 3);
        }

        function test_aButtonThatIsOffDoesNothing() {
            const button = make(primary, {
                    "enabled": false
                });
            watch(button, "clicked");
            mouseClick(button);
            compare(spy.count, 0);
        }

        function test_anOptionShowsWhatIsSavedAndNotWhatWasTouched() {
            const row = make(option);
            watch(row, "picked");
            mouseClick(row);
            compare(spy.count, 1);
            verify(!row.checked);
            row.chosen = true;
            verify(row.checked);
            mouseClick(row);
            verify(row.checked);
        }

        function test_aSwitchAsksAndWaits() {
            const row = make(switchRow, {
                    "width": 300,
                    "on": true
                });
            watch(row, "flipped");
            mouseClick(row);
            compare(spy.count, 1);
            verify(row.checked);
            row.on = false;
            verify(!row.checked);
        }

        // The only round part that holds one other.
        function trackOf(row) {
            let found = null;
            finder.walk(row, item => {
                    if (item.radius !== undefined && item.radius > 0 && item.radius === item.height / 2 && item.children.length === 1)
                        found = item;
                });
            return found;
        }

        function test_aSwitchGrowsWithItsWords() {
            const row = make(switchRow, {
                    "width": 256
                });
            waitForRendering(row);
            const usual = trackOf(row).height;
            verify(row.height >= 48);
            Theme.textScale = 2;
            tryVerify(() => trackOf(row).height >= 2 * usual && trackOf(row).width >= 2 * usual, 1000);
            tryVerify(() => trackOf(row).mapToItem(row, trackOf(row).width, 0).x <= row.width, 1000);
        }

        function test_longWordsOfALargeSwitchHaveTheWholeLine() {
            Theme.textScale = 2;
            const row = make(switchRow, {
                    "width": 256,
                    "text": "Show my person and my safety plan on the locked phone"
                });
            waitForRendering(row);
            let title = null;
            finder.walk(row, item => title = item.text === row.text && item.textFormat !== undefined ? item : title);
            tryVerify(() => title.width === row.width, 1000, "it is " + title.width + " wide");
            tryVerify(() => trackOf(row).mapToItem(row, 0, 0).y >= title.mapToItem(row, 0, title.height).y, 1000);
            row.text = "Private";
            tryVerify(() => trackOf(row).mapToItem(row, 0, 0).y < title.mapToItem(row, 0, title.height).y, 1000);
        }

        function test_textAtTwiceItsSizeIsNotClipped_data() {
            return [{
                    "tag": "button",
                    "component": primary,
                    "text": "I have forgotten my passphrase"
                }, {
                    "tag": "option",
                    "component": option,
                    "text": "More than half the days of the last two weeks"
                }, {
                    "tag": "switch",
                    "component": switchRow,
                    "text": "Private"
                }, {
                    "tag": "contact",
                    "component": contact,
                    "text": ""
                }, {
                    "tag": "task",
                    "component": task,
                    "text": ""
                }];
        }

        function test_textAtTwiceItsSizeIsNotClipped(row) {
            Theme.textScale = 2;
            const item = make(row.component, {
                    "width": 240
                });
            if (row.text !== "")
                item.text = row.text;
            tryVerify(() => item.height >= item.contentItem.implicitHeight + item.topPadding + item.bottomPadding);
            finder.walk(item, part => {
                    if (part.contentWidth !== undefined && part.paintedWidth !== undefined && part.visible)
                        tryVerify(() => part.paintedWidth <= part.width + 1, 1000, "\"" + part.text + "\" is wider than its place");
                });
        }

        function test_anEntrySaysItsErrorToEveryone() {
            const item = make(entry, {
                    "error": "That is not the passphrase."
                });
            const field = finder.find(item, "entry");
            compare(field.Accessible.name, "Passphrase. That is not the passphrase.");
            item.secret = true;
            compare(field.Accessible.description, "Passphrase. That is not the passphrase.");
            verify(item.implicitHeight > field.height);
        }

        function test_aSecretIsHiddenUntilItIsAskedFor() {
            const item = make(entry, {
                    "secret": true,
                    "text": "harbour"
                });
            const field = finder.find(item, "entry");
            compare(field.echoMode, TextInput.Password);
            verify(field.Accessible.passwordEdit);
            mouseClick(finder.find(item, "entry-show"));
            compare(field.echoMode, TextInput.Normal);
        }

        function test_anEntryTakesKeys() {
            const item = make(entry);
            watch(item, "edited");
            item.takeFocus();
            keyClick("a");
            compare(item.text, "a");
            compare(spy.count, 1);
            watch(item, "accepted");
            keyClick(Qt.Key_Return);
            compare(spy.count, 1);
        }

        function test_markupFromOutsideStaysText() {
            const item = make(notice);
            let texts = 0;
            finder.walk(item, part => {
                    if (part.textFormat !== undefined) {
                        compare(part.textFormat, Text.PlainText);
                        texts += 1;
                    }
                });
            compare(texts, 1);
        }

        function test_theEditorHoldsPlainTextAndGrows() {
            const item = make(editor);
            const before = item.height;
            item.text = "<b>one</b>\ntwo\nthree\nfour\nfive";
            compare(item.textFormat, TextEdit.PlainText);
            tryVerify(() => item.height > before);
            verify(item.text.startsWith("<b>"));
        }

        function test_aPillTellsByWordAndShape() {
            const item = make(pill);
            compare(item.Accessible.name, "Private");
            const privateRadius = item.radius;
            item.isPrivate = false;
            compare(item.Accessible.name, "Shared with your team");
            verify(item.radius !== privateRadius);
        }

        function test_aPillOfSeveralLinesIsNoCircle() {
            const item = make(pill);
            item.isPrivate = false;
            const oneLine = item.height;
            fuzzyCompare(item.radius, oneLine / 2, 1);
            item.width = 90;
            tryVerify(() => item.implicitHeight > 1.8 * oneLine);
            item.height = item.implicitHeight;
            fuzzyCompare(item.radius, oneLine / 2, 1);
        }

        function test_progressCountsOrFillsABar() {
            const item = make(progress);
            compare(item.Accessible.name, "3 of 9");
            compare(item.segments, 9);
            item.count = 40;
            compare(item.segments, 1);
        }

        function test_breathingGoesThroughItsPhases() {
            const item = make(circle, {
                    "inMs": 20,
                    "restMs": 20,
                    "outMs": 20
                });
            compare(item.phase, "in");
            tryCompare(item, "phase", "rest");
            tryCompare(item, "phase", "out");
            tryVerify(() => item.breaths >= 1);
        }

        function test_breathingStaysStillWhereLessMotionIsWanted() {
            Theme.reducedMotion = true;
            const item = make(circle, {
                    "inMs": 20,
                    "restMs": 20,
                    "outMs": 20
                });
            const disc = item.children[1];
            const before = disc.width;
            tryVerify(() => item.breaths >= 1);
            compare(disc.width, before);
        }
    }
}
