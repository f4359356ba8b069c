import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// The passphrase that locks what is on this phone.
PageScaffold {
    id: page

    required property PassphraseModel model
    readonly property bool ready: first.text !== "" && again.text !== ""

    function go() {
        if (page.ready && !page.model.busy)
            page.model.set(first.text, again.text);
    }

    foot: PrimaryButton {
        testId: "passphrase-continue"
        text: page.model.busy ? qsTr("Locking") : qsTr("Continue")
        enabled: page.ready && !page.model.busy
        onClicked: page.go()
    }

    Heading {
        text: qsTr("Choose a passphrase")
        size: page.titleSize
    }
    Prose {
        text: qsTr("It locks everything you write on this phone. Nobody else knows it, and your clinic cannot reset it.")
    }
    TextEntry {
        id: first

        testId: "passphrase-first"
        label: qsTr("Passphrase")
        hint: qsTr("At least %n characters. A few words that belong together only for you work well.", "", page.model.minimumChars)
        secret: true
        onAccepted: again.takeFocus()
    }
    TextEntry {
        id: again

        testId: "passphrase-again"
        label: qsTr("The same once more")
        secret: true
        error: page.model.error
        onAccepted: page.go()
    }
}
