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

        x: side
        y: Theme.space1
        width: bar.width - 2 * side
        spacing: 0

        TabItem {
            testId: "tab-today"
            text: qsTr("Today")
            glyph: Glyphs.today
            chosen: bar.place === "today"
            onPicked: bar.picked("today")
        }
        TabItem {
            testId: "tab-journal"
            text: qsTr("Journal")
            glyph: Glyphs.journal
            chosen: bar.place === "journal"
            onPicked: bar.picked("journal")
        }
        TabItem {
            testId: "tab-progress"
            text: qsTr("Progress")
            glyph: Glyphs.progress
            chosen: bar.place === "progress"
            onPicked: bar.picked("progress")
        }
        TabItem {
            testId: "tab-me"
            text: qsTr("Me")
            glyph: Glyphs.person
            chosen: bar.place === "me"
            onPicked: bar.picked("me")
        }
    }
}
