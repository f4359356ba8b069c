import QtQuick
import QtQuick.Layouts
import Landfall.Controls

// The moment while the phone looks at its own folder.
PageScaffold {
    Item {
        Layout.preferredHeight: Theme.space7
    }
    Heading {
        text: qsTr("Landfall")
        size: Theme.textHuge
    }
}
