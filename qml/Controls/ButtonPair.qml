import QtQuick
import QtQuick.Layouts

// Buttons side by side, or below each other where large text leaves no room.
GridLayout {
    id: pair

    readonly property real halfWidth: (width - columnSpacing) / 2
    readonly property bool fits: {
        for (let i = 0; i < pair.children.length; ++i) {
            if (pair.children[i].visible && pair.children[i].implicitWidth > pair.halfWidth)
                return false;
        }
        return true;
    }

    columns: fits ? 2 : 1
    columnSpacing: Theme.space3
    rowSpacing: Theme.space2
    Layout.fillWidth: true
}
