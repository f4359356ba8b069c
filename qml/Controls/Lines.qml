import QtQuick
import QtQuick.Layouts

// Lines below each other on a page or in a card. Not a layout within a layout: in Qt 6.4 such a one
// keeps the places of its lines when their heights change while both are arranged, as when a page gets
// its width or the phone is turned, and then one line lies over the next.
Item {
    id: lines

    default property alias content: column.data
    property alias spacing: column.spacing

    implicitWidth: column.implicitWidth
    implicitHeight: column.implicitHeight
    Layout.fillWidth: true
    // Without anything to show it takes no room, and no gap either.
    Layout.maximumHeight: implicitHeight

    ColumnLayout {
        id: column

        width: lines.width
    }
}
