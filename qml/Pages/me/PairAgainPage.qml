import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// A phone that the clinic stopped is connected again, with everything that is on it.
PageScaffold {
    id: page

    required property PairingModel model
    signal closeRequested

    function begin() {
        if (!page.model.busy && code.text.trim() !== "")
            page.model.begin(code.text.trim());
    }

    foot: ButtonPair {
        SecondaryButton {
            testId: "pair-again-close"
            text: qsTr("Not now")
            onClicked: page.closeRequested()
        }
        PrimaryButton {
            testId: "pair-continue"
            text: page.model.busy ? qsTr("Connecting") : qsTr("Connect")
            enabled: !page.model.busy && code.text.trim() !== ""
            onClicked: page.begin()
        }
    }

    Heading {
        text: qsTr("Connect again")
        size: page.titleSize
    }
    Prose {
        text: qsTr("Everything you wrote stays on this phone. Ask your clinic for a new code; what was not sent yet is sent once your clinic has confirmed this phone.")
    }
    TextEntry {
        id: code

        Layout.topMargin: Theme.space2
        testId: "pair-code"
        label: qsTr("The new code from your clinic")
        hint: qsTr("Paste it here, or type it as it is printed.")
        error: page.model.error
        inputHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase | Qt.ImhSensitiveData
        onAccepted: page.begin()
    }
}
