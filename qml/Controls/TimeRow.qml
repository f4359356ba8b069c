import QtQuick
import QtQuick.Layouts

// A time of day that is moved in steps: no keyboard, no clock face, nothing that could be mistyped.
RowLayout {
    id: row

    required property string testId
    required property string label
    required property string value

    signal earlier
    signal later

    objectName: testId
    spacing: Theme.space2
    Layout.fillWidth: true
    Accessible.role: Accessible.Grouping
    Accessible.name: label + ": " + value
    Accessible.description: Theme.testIds ? testId : ""

    Lines {
        spacing: 0

        QuietText {
            text: row.label
            Accessible.ignored: true
        }
        Prose {
            text: row.value
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
    }
    IconButton {
        testId: row.testId + "-earlier"
        label: qsTr("%1: earlier").arg(row.label)
        glyph: Glyphs.less
        ink: Theme.primary
        onClicked: row.earlier()
    }
    IconButton {
        testId: row.testId + "-later"
        label: qsTr("%1: later").arg(row.label)
        glyph: Glyphs.more
        ink: Theme.primary
        onClicked: row.later()
    }
}
