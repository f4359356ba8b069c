import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// The lock. A wrong passphrase changes nothing and may be tried again.
PageScaffold {
    id: page

    required property UnlockModel model

    function go() {
        if (!page.model.busy && passphrase.text !== "")
            page.model.unlock(passphrase.text);
    }

    foot: [
        PrimaryButton {
            testId: "unlock-continue"
            text: page.model.busy ? qsTr("Unlocking") : qsTr("Unlock")
            enabled: !page.model.busy && passphrase.text !== ""
            onClicked: page.go()
        },
        QuietButton {
            testId: "unlock-forgotten"
            text: qsTr("I have forgotten my passphrase")
            enabled: !page.model.busy
            onClicked: page.model.showForgotten()
        }
    ]

    Item {
        Layout.preferredHeight: Theme.space3
    }
    Glyph {
        path: Glyphs.lock
        size: Theme.iconLarge
        color: Theme.primary
    }
    Heading {
        text: qsTr("Welcome back")
        size: page.titleSize
    }
    QuietText {
        text: qsTr("What you wrote is locked on this phone.")
    }
    TextEntry {
        id: passphrase

        testId: "unlock-passphrase"
        label: qsTr("Passphrase")
        secret: true
        error: page.model.error
        onAccepted: page.go()
        Component.onCompleted: takeFocus()
    }
}
