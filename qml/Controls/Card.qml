import QtQuick
import QtQuick.Layouts

// What is raised: a surface on the ground, with its parts below each other.
Rectangle {
    id: card

    default property alias content: column.data
    property int padding: Theme.space4
    property alias spacing: column.spacing

    Layout.fillWidth: true
    implicitWidth: column.implicitWidth + 2 * padding
    implicitHeight: column.implicitHeight + 2 * padding
    radius: Theme.radius
    color: Theme.surface

    ColumnLayout {
        id: column

        x: card.padding
        y: card.padding
        width: card.width - 2 * card.padding
        spacing: Theme.space2
    }
}
