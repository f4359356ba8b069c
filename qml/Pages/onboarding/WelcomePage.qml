import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// What this is, in three sentences, and the code that connects the phone to a clinic.
PageScaffold {
    id: page

    required property PairingModel model

    function begin() {
        if (!page.model.busy && code.text.trim() !== "")
            page.model.begin(code.text.trim());
    }

    foot: PrimaryButton {
        testId: "pair-continue"
        text: page.model.busy ? qsTr("Connecting") : qsTr("Connect")
        enabled: !page.model.busy && code.text.trim() !== ""
        onClicked: page.begin()
    }

    Heading {
        text: qsTr("Welcome")
        size: Theme.textHuge
    }
    Prose {
        text: qsTr("Landfall goes with you before and after your session: a few questions, a place to write, and a way to reach help.")
    }
    Prose {
        text: qsTr("It works without a network. What you write stays locked on this phone, and your clinic sees only what you send or share.")
    }
    TextEntry {
        id: code

        Layout.topMargin: Theme.space2
        testId: "pair-code"
        label: qsTr("The code from your clinic")
        hint: qsTr("Paste it here, or type it as it is printed.")
        error: page.model.error
        inputHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase | Qt.ImhSensitiveData
        onAccepted: page.begin()
    }
    Notice {
        testId: "pair-warning"
        text: page.model.warning
    }
}
