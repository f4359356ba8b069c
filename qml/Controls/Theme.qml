pragma Singleton
import QtQuick

// Every colour, size and duration of the app. Nothing else holds a literal one.
// The one rule of elevation: what is raised is `surface`, what is pressed in is `sunken`, both on `bg`.
// Nothing casts a shadow, so every renderer draws the same page.
QtObject {
    id: theme

    // Set by the app from its options and the system.
    property string scheme: "system" // "system", "light" or "dark"
    property real textScale: 1
    property bool reducedMotion: false
    property bool rightToLeft: false
    // Qt 6.4 does not publish objectName to assistive technology, so tests that drive the app from
    // outside may ask for the test id as accessible description.
    property bool testIds: false

    readonly property SystemPalette system: SystemPalette {
    }
    readonly property bool dark: scheme === "dark" || (scheme === "system" && system.window.hslLightness < 0.5)

    readonly property color bg: dark ? "#0D191F" : "#F6F2EA"
    readonly property color surface: dark ? "#15252D" : "#FFFDF9"
    readonly property color sunken: dark ? "#0A1418" : "#ECE6DB"
    readonly property color ink: dark ? "#E8EEF0" : "#15252E"
    readonly property color muted: dark ? "#A3B3BA" : "#54646D"
    readonly property color primary: dark ? "#8CC4D4" : "#1D5163"
    readonly property color primaryInk: dark ? "#06262F" : "#FFFFFF"
    readonly property color container: dark ? "#1F3E49" : "#D5E5E8"
    readonly property color containerInk: dark ? "#D5EAF0" : "#12363F"
    readonly property color accent: dark ? "#E7A77F" : "#A8552B"
    readonly property color care: dark ? "#F0A3AC" : "#8B2E3C"
    readonly property color careInk: dark ? "#3A0A12" : "#FFFFFF"
    readonly property color line: dark ? "#6C7E86" : "#7C8A91"
    readonly property color hairline: dark ? "#22353E" : "#DDD5C7"

    // What cannot be pressed now is quieter, and still read: it says what comes next.
    readonly property color disabled: dark ? hairline : sunken
    readonly property color disabledInk: muted

    // Type, in device-independent pixels. It follows the person's text size; spacing does not.
    readonly property int textTiny: Math.round(12 * textScale)
    readonly property int textSmall: Math.round(14 * textScale)
    readonly property int textBody: Math.round(16 * textScale)
    readonly property int textLarge: Math.round(20 * textScale)
    readonly property int textTitle: Math.round(24 * textScale)
    readonly property int textHuge: Math.round(32 * textScale)
    readonly property real lineSpacing: 1.05
    // From this text size on a page has no room for lines that only inform beside what is asked.
    readonly property real largeText: 1.5
    // Ten lines of running text: a page that shows less is not read but peeped at.
    readonly property int readingHeight: 14 * textBody

    // Spacing.
    readonly property int space1: 4
    readonly property int space2: 8
    readonly property int space3: 12
    readonly property int space4: 16
    readonly property int space5: 24
    readonly property int space6: 32
    readonly property int space7: 48

    // Radius. A pill is half its own height.
    readonly property int radiusSmall: 6
    readonly property int radius: 12
    readonly property int radiusLarge: 16

    // Touch and drawing.
    readonly property int touchMin: 48
    // Of a switch, which is part of its words and grows with them.
    readonly property int trackWidth: Math.round(48 * textScale)
    readonly property int trackHeight: Math.round(28 * textScale)
    readonly property int lineWidth: 1
    readonly property int focusWidth: 2
    readonly property int focusGap: 2
    readonly property int iconSmall: Math.round(16 * Math.min(textScale, 1.5))
    readonly property int icon: Math.round(20 * Math.min(textScale, 1.5))
    readonly property int iconLarge: Math.round(28 * Math.min(textScale, 1.5))
    readonly property int contentWidthMax: 600
    readonly property int lowHeight: 420
    readonly property int chartHeight: Math.round(140 * Math.min(textScale, 1.5))
    // Below the axis of a chart, for what has no number.
    readonly property int chartGutter: 24

    // What the system's bars and cut-outs cover; set by the app.
    property int safeTop: 0
    property int safeBottom: 0

    // Motion: short, and none where the person asked for less.
    readonly property int motion: reducedMotion ? 0 : 160
}
