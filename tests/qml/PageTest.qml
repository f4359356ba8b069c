import QtQuick
import QtTest
import Landfall.Controls

// What the tests of pages share: making a page on the stage, and touching its controls by test id.
TestCase {
    required property Stage stage

    when: windowShown

    function cleanup() {
        Theme.textScale = 1;
        Theme.reducedMotion = false;
    }

    function make(component, properties = {}) {
        return createTemporaryObject(component, stage, Object.assign({
                    "width": stage.width,
                    "height": stage.height
                }, properties));
    }

    function control(page, testId) {
        // A list makes its rows only when it is laid out.
        tryVerify(() => stage.control(page, testId) !== null, 1000, testId + " is on the page");
        return stage.control(page, testId);
    }

    // Layouts place their items before the next frame; a touch waits for that.
    function settle(item) {
        for (let up = item; up; up = up.parent) {
            if (isPolishScheduled(up))
                waitForItemPolished(up);
        }
    }

    function tap(page, testId) {
        const target = control(page, testId);
        settle(target);
        verify(stage.finder.shown(target), testId + " is shown");
        mouseClick(target);
    }

    function type(page, testId, text) {
        const field = control(page, testId);
        field.forceActiveFocus(Qt.TabFocusReason);
        for (const letter of text)
            keyClick(letter);
    }

    function texts(page) {
        const found = [];
        stage.finder.walk(page, item => {
                if (item.textFormat !== undefined && stage.finder.shown(item))
                    found.push(item.text);
            });
        return found;
    }

    function says(page, sentence) {
        return texts(page).some(text => text.includes(sentence));
    }
}
