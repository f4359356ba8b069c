import QtQuick
import QtTest
import Landfall.Controls

TestCase {
    id: test

    name: "Theme"

    Component {
        id: primaryButton

        PrimaryButton {
            testId: "go"
            text: "Continue"
        }
    }
    Component {
        id: secondaryButton

        SecondaryButton {
            testId: "back"
            text: "Back"
        }
    }
    Component {
        id: quietButton

        QuietButton {
            testId: "forgotten"
            text: "I have forgotten it"
        }
    }
    Component {
        id: careButton

        CareButton {
            testId: "call"
            text: "Call"
        }
    }

    function cleanup() {
        Theme.scheme = "light";
        Theme.textScale = 1;
        Theme.reducedMotion = false;
    }

    // WCAG 2.2, relative luminance and contrast ratio.
    function luminance(color) {
        const part = value => value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        return 0.2126 * part(color.r) + 0.7152 * part(color.g) + 0.0722 * part(color.b);
    }

    function contrast(one, other) {
        const a = luminance(one);
        const b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    function test_contrastKnowsBlackOnWhite() {
        fuzzyCompare(contrast(Qt.color("black"), Qt.color("white")), 21, 0.01);
        fuzzyCompare(contrast(Qt.color("#777777"), Qt.color("white")), 4.48, 0.01);
    }

    function test_textIsReadable_data() {
        const pairs = [];
        for (const scheme of ["light", "dark"]) {
            for (const ground of ["bg", "surface", "sunken"]) {
                for (const ink of ["ink", "muted", "primary", "care"])
                    pairs.push({
                            "tag": scheme + " " + ink + " on " + ground,
                            "scheme": scheme,
                            "ink": ink,
                            "ground": ground
                        });
            }
            for (const [ink, ground] of [["primaryInk", "primary"], ["containerInk", "container"], ["careInk", "care"], ["accent", "surface"]])
                pairs.push({
                        "tag": scheme + " " + ink + " on " + ground,
                        "scheme": scheme,
                        "ink": ink,
                        "ground": ground
                    });
        }
        return pairs;
    }

    function test_textIsReadable(row) {
        Theme.scheme = row.scheme;
        const found = contrast(Theme[row.ink], Theme[row.ground]);
        verify(found >= 4.5, row.tag + " is " + found.toFixed(2));
    }

    // `over` seen through `opacity` on the ground.
    function mixed(over, ground, opacity) {
        const part = name => over[name] * over.a * opacity + ground[name] * (1 - over.a * opacity);
        return Qt.rgba(part("r"), part("g"), part("b"), 1);
    }

    function labelOf(item) {
        if (item.textFormat !== undefined)
            return item;
        for (let i = 0; i < item.children.length; ++i) {
            const found = labelOf(item.children[i]);
            if (found)
                return found;
        }
        return null;
    }

    function test_aDisabledButtonIsReadable_data() {
        const rows = [];
        for (const scheme of ["light", "dark"]) {
            for (const ground of ["bg", "surface"]) {
                for (const [name, button] of [["primary", primaryButton], ["secondary", secondaryButton], ["quiet", quietButton], ["care", careButton]])
                    rows.push({
                            "tag": scheme + " " + name + " on " + ground,
                            "scheme": scheme,
                            "ground": ground,
                            "button": button
                        });
            }
        }
        return rows;
    }

    function test_aDisabledButtonIsReadable(row) {
        Theme.scheme = row.scheme;
        const button = createTemporaryObject(row.button, test, {
                "enabled": false
            });
        const under = mixed(button.background.color, Theme[row.ground], button.opacity);
        const ink = mixed(labelOf(button.contentItem).color, under, button.opacity);
        const found = contrast(ink, under);
        verify(found >= 4.5, row.tag + " is " + found.toFixed(2));
        // And does not look like one that can be pressed.
        const inkThen = ink.toString();
        const groundThen = under.toString();
        button.enabled = true;
        verify(inkThen !== labelOf(button.contentItem).color.toString() || groundThen !== button.background.color.toString());
    }

    function test_controlsAreSeen_data() {
        const pairs = [];
        for (const scheme of ["light", "dark"]) {
            for (const ground of ["bg", "surface"]) {
                for (const line of ["line", "primary", "care", "accent", "ink"])
                    pairs.push({
                            "tag": scheme + " " + line + " on " + ground,
                            "scheme": scheme,
                            "line": line,
                            "ground": ground
                        });
            }
        }
        return pairs;
    }

    function test_controlsAreSeen(row) {
        Theme.scheme = row.scheme;
        const found = contrast(Theme[row.line], Theme[row.ground]);
        verify(found >= 3, row.tag + " is " + found.toFixed(2));
    }

    function test_textFollowsItsScaleAndSpaceDoesNot() {
        Theme.textScale = 2;
        compare(Theme.textTiny, 24);
        compare(Theme.textBody, 32);
        compare(Theme.textHuge, 64);
        compare(Theme.space4, 16);
    }

    function test_motionIsShortAndCanBeNone() {
        verify(Theme.motion > 0 && Theme.motion <= 200);
        Theme.reducedMotion = true;
        compare(Theme.motion, 0);
    }
}
