import QtQuick
import QtQuick.Layouts
import Landfall.Controls

// The places of the app, within reach of a thumb.
Rectangle {
    id: bar

    // "today", "journal", "progress" or "me"
    property string place: "today"
    signal picked(string place)

    implicitHeight: row.implicitHeight + 2 * Theme.space1 + Theme.safeBottom
    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Places")

    Rectangle {
        width: parent.width
        height: Theme.lineWidth
        color: Theme.hairline
    }
    RowLayout {
        id: row

        readonly property real side: Math.max(Theme.space2, (bar.width - Theme.contentWidthMax) / 2)
        readonly property real widest: Math.max(today.labelWidth, journal.labelWidth, progress.labelWidth, me.labelWidth)
        // Large words share the bar by their lengths, and none of its places gets too small for a thumb.
        readonly property bool shared: widest + 2 * Theme.space1 > width / 4
        readonly property var places: [today, journal, progress, me]
        // Those that are wider than a thumb needs anyway.
        readonly property var wide: places.filter(place => place.share > Theme.touchMin)
        readonly property real words: wide.reduce((sum, place) => sum + place.labelWidth, 0)
        readonly property real room: width - (4 - wide.length) * Theme.touchMin - wide.length * 2 * Theme.space1
        // A word gets smaller before it is broken, and its neighbours with it.
        readonly property int labelSize: shared && words > room && room > 0 ? Math.floor(Theme.textTiny * room / words) : Theme.textTiny

        x: side
        y: Theme.space1
        width: bar.width - 2 * side
        spacing: 0

        TabItem {
            id: today

            testId: "tab-today"
            labelSize: row.labelSize
            shares: row.shared
            text: qsTr("Today")
            glyph: Glyphs.today
            chosen: bar.place === "today"
            onPicked: bar.picked("today")
        }
        TabItem {
            id: journal

            testId: "tab-journal"
            labelSize: row.labelSize
            shares: row.shared
            text: qsTr("Journal")
            glyph: Glyphs.journal
            chosen: bar.place === "journal"
            onPicked: bar.picked("journal")
        }
        TabItem {
            id: progress

            testId: "tab-progress"
            labelSize: row.labelSize
            shares: row.shared
            text: qsTr("Progress")
            glyph: Glyphs.progress
            chosen: bar.place === "progress"
            onPicked: bar.picked("progress")
        }
        TabItem {
            id: me

            testId: "tab-me"
            labelSize: row.labelSize
            shares: row.shared
            text: qsTr("Me")
            glyph: Glyphs.person
            chosen: bar.place === "me"
            onPicked: bar.picked("me")
        }
    }
}
