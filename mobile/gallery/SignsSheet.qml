import QtQuick
import QtQuick.Layouts
import Landfall.Controls

PageScaffold {
    topText: qsTr("Thursday 12 March")

    foot: StatusLine {
        testId: "sheet-status"
        text: qsTr("2 things are saved on this phone, not sent yet")
        marked: true
    }

    SectionLabel {
        text: qsTr("Today")
    }
    Card {
        RowLayout {
            Pill {
                isPrivate: true
            }
            Item {
                Layout.fillWidth: true
            }
            QuietText {
                text: "07:40"
                font.pixelSize: Theme.textTiny
                Layout.fillWidth: false
            }
        }
        Prose {
            text: qsTr("Woke before the alarm. The image of the harbour came back, this time it was quiet.")
        }
    }
    Card {
        RowLayout {
            Pill {
                isPrivate: false
            }
            Item {
                Layout.fillWidth: true
            }
            QuietText {
                text: "21:15"
                font.pixelSize: Theme.textTiny
                Layout.fillWidth: false
            }
        }
        Prose {
            text: qsTr("Rang my brother as I had planned. <b>Harder than I thought</b>, and lighter afterwards.")
        }
    }
    Notice {
        testId: "sheet-notice"
        text: qsTr("You can give every answer without a network.")
    }
    Notice {
        testId: "sheet-notice-care"
        text: qsTr("Your care team will see this when the phone is online. It may not be read at once.")
        care: true
    }
    CodeText {
        testId: "sheet-code"
        text: "482 913"
    }
    ProgressSegments {
        position: 2
        count: 40
    }
    BreathingCircle {
        testId: "sheet-breathing"
        running: false
    }
}
