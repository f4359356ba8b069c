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
        readonly property real room: width / 4 - 2 * Theme.space1
        readonly property real widest: Math.max(today.labelWidth, journal.labelWidth, progress.labelWidth, me.labelWidth)
        // A word gets smaller before it is broken, and its neighbours with it.
        readonly property int labelSize: widest > room && room > 0 ? Math.floor(Theme.textTiny * room / widest) : Theme.textTiny

        x: side
        y: Theme.space1
        width: bar.width - 2 * side
        spacing: 0

        TabItem {
            id: today

            testId: "tab-today"
            labelSize: row.labelSize
            text: qsTr("Today")
            glyph: Glyphs.today
            chosen: bar.place === "today"
            onPicked: bar.picked("today")
        }
        TabItem {
            id: journal

            testId: "tab-journal"
            labelSize: row.labelSize
            text: qsTr("Journal")
            glyph: Glyphs.journal
            chosen: bar.place === "journal"
            onPicked: bar.picked("journal")
        }
        TabItem {
            id: progress

            testId: "tab-progress"
            labelSize: row.labelSize
            text: qsTr("Progress")
            glyph: Glyphs.progress
            chosen: bar.place === "progress"
            onPicked: bar.picked("progress")
        }
        TabItem {
            id: me

            testId: "tab-me"
            labelSize: row.labelSize
            text: qsTr("Me")
            glyph: Glyphs.person
            chosen: bar.place === "me"
            onPicked: bar.picked("me")
        }
    }
}
