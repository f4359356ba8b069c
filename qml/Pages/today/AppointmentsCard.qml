pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// When the person meets the clinic next; the others on request.
Card {
    id: card

    required property TodayModel model
    property bool allShown: false
    readonly property int count: list.count

    objectName: "today-appointment"
    visible: count > 0
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Your next appointment")
    Accessible.description: Theme.testIds ? objectName : ""

    QuietText {
        text: qsTr("Your next appointment")
        Accessible.ignored: true
    }
    Repeater {
        id: list

        model: card.model.appointments

        Lines {
            id: appointment

            required property int index
            required property string when
            required property string what
            required property string about
            required property bool cancelled

            visible: index === 0 || card.allShown
            spacing: Theme.space1

            Rectangle {
                visible: appointment.index > 0
                color: Theme.hairline
                implicitHeight: Theme.lineWidth
                Layout.fillWidth: true
            }
            Prose {
                text: appointment.cancelled ? qsTr("Cancelled: %1").arg(appointment.when) : appointment.when
                font.weight: appointment.cancelled ? Font.Normal : Font.DemiBold
            }
            Prose {
                text: appointment.what
            }
            QuietText {
                visible: appointment.about !== ""
                text: appointment.about
            }
        }
    }
    QuietButton {
        testId: "today-appointments-all"
        visible: card.count > 1
        text: card.allShown ? qsTr("Show the next one only") : qsTr("Show all %n appointment(s)", "", card.count)
        onClicked: card.allShown = !card.allShown
    }
}
