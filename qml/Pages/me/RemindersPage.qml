pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// When to be reminded, when not, and whether a reminder will arrive.
PageScaffold {
    id: page

    required property RemindersModel model

    backShown: true
    backTestId: "reminders-back"
    onBackRequested: page.model.close()

    Heading {
        text: qsTr("Reminders")
        size: page.titleSize
    }
    Notice {
        testId: "reminders-error"
        text: page.model.error
        error: true
    }
    Card {
        SwitchRow {
            testId: "reminders-on"
            text: qsTr("Remind me of what is due")
            explanation: qsTr("A reminder says only that there is one. Nobody who sees the screen learns more.")
            on: page.model.on
            onFlipped: page.model.toggle()
        }
    }
    Card {
        visible: page.model.on

        TimeRow {
            testId: "reminders-at"
            label: qsTr("Time of a reminder")
            value: page.model.atText
            onEarlier: page.model.move(RemindersModel.At, -1)
            onLater: page.model.move(RemindersModel.At, 1)
        }
        TimeRow {
            testId: "reminders-quiet-from"
            label: qsTr("Quiet from")
            value: page.model.quietFromText
            onEarlier: page.model.move(RemindersModel.QuietFrom, -1)
            onLater: page.model.move(RemindersModel.QuietFrom, 1)
        }
        TimeRow {
            testId: "reminders-quiet-to"
            label: qsTr("Quiet until")
            value: page.model.quietToText
            onEarlier: page.model.move(RemindersModel.QuietTo, -1)
            onLater: page.model.move(RemindersModel.QuietTo, 1)
        }
    }
    Card {
        visible: page.model.on

        SectionLabel {
            text: qsTr("Not now")
        }
        Prose {
            visible: text !== ""
            text: page.model.laterText
        }
        ButtonPair {
            SecondaryButton {
                testId: "reminders-later-hours"
                text: qsTr("In three hours")
                onClicked: page.model.later(3)
            }
            SecondaryButton {
                testId: "reminders-later-day"
                text: qsTr("In a day")
                onClicked: page.model.later(24)
            }
        }
        QuietText {
            text: qsTr("Never later than the end of the time in which it can be answered.")
        }
    }
    Card {
        objectName: "reminders-check"

        SectionLabel {
            text: qsTr("Will they arrive?")
        }
        RowLayout {
            spacing: Theme.space3

            Glyph {
                Layout.alignment: Qt.AlignTop
                path: page.model.willArrive ? Glyphs.check : Glyphs.attention
                color: page.model.willArrive ? Theme.primary : Theme.accent
            }
            Prose {
                text: page.model.checkText
                font.weight: Font.DemiBold
            }
        }
        Repeater {
            model: page.model.doubts

            QuietText {
                required property string words

                text: words
            }
        }
    }
}
