import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// The recovery code opens the same data and sets a new passphrase.
PageScaffold {
    id: page

    required property UnlockModel model
    readonly property bool ready: code.text !== "" && first.text !== "" && again.text !== ""

    function go() {
        if (page.ready && !page.model.busy)
            page.model.recover(code.text, first.text, again.text);
    }

    backShown: true
    backTestId: "recover-back"
    onBackRequested: model.hideForgotten()

    foot: PrimaryButton {
        testId: "recover-continue"
        text: page.model.busy ? qsTr("Unlocking") : qsTr("Set the new passphrase")
        enabled: page.ready && !page.model.busy
        onClicked: page.go()
    }

    Heading {
        text: qsTr("Back in with your recovery code")
        size: page.titleSize
    }
    Prose {
        text: qsTr("It is the code with seven groups that you wrote down. Nothing on this phone is lost.")
    }
    TextEntry {
        id: code

        testId: "recover-code"
        label: qsTr("Recovery code")
        inputHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData | Qt.ImhUppercaseOnly
        onAccepted: first.takeFocus()
    }
    TextEntry {
        id: first

        testId: "recover-first"
        label: qsTr("New passphrase")
        hint: qsTr("At least %n characters.", "", page.model.minimumChars)
        secret: true
        onAccepted: again.takeFocus()
    }
    TextEntry {
        id: again

        testId: "recover-again"
        label: qsTr("The same once more")
        secret: true
        error: page.model.error
        onAccepted: page.go()
    }
}
