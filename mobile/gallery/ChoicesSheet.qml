pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls

PageScaffold {
    id: sheet

    property int chosen: 1

    topText: qsTr("3 of 9")

    foot: RowLayout {
        spacing: 0

        Repeater {
            model: [{
                    "word": qsTr("Today"),
                    "glyph": Glyphs.today
                }, {
                    "word": qsTr("Journal"),
                    "glyph": Glyphs.journal
                }, {
                    "word": qsTr("Me"),
                    "glyph": Glyphs.person
                }]

            TabItem {
                required property int index
                required property var modelData

                testId: "sheet-tab-" + index
                text: modelData.word
                glyph: modelData.glyph
                chosen: index === 0
            }
        }
    }

    ProgressSegments {
        position: 3
        count: 9
    }
    QuietText {
        text: qsTr("Over the last 2 weeks, how often have you been bothered by")
    }
    Heading {
        text: qsTr("Trouble falling or staying asleep, or sleeping too much")
        size: Theme.textLarge
    }
    ColumnLayout {
        spacing: Theme.space3

        Repeater {
            model: [qsTr("Not at all"), qsTr("Several days"), qsTr("More than half the days"), qsTr("Nearly every day")]

            OptionRow {
                required property int index
                required property string modelData

                testId: "sheet-option-" + index
                text: modelData
                chosen: sheet.chosen === index
                onPicked: sheet.chosen = index
            }
        }
        OptionRow {
            testId: "sheet-decline"
            text: qsTr("I would rather not say")
            quiet: true
            chosen: sheet.chosen === 9
            onPicked: sheet.chosen = 9
        }
    }
    SwitchRow {
        property bool kept: true

        testId: "sheet-switch"
        text: qsTr("Private")
        explanation: qsTr("Your clinic cannot read this entry.")
        on: kept
        onFlipped: kept = !kept
    }
}
