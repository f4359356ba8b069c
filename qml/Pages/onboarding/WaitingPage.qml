import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// Six digits that the clinic compares with its own before anything is sent.
PageScaffold {
    id: page

    required property PairingModel model

    foot: QuietButton {
        testId: "pair-cancel"
        text: qsTr("Stop connecting")
        enabled: !page.model.busy
        onClicked: page.model.cancel()
    }

    Heading {
        text: page.model.clinicName === "" ? qsTr("Almost there") : qsTr("Connecting to %1").arg(page.model.clinicName)
        size: page.titleSize
    }
    Prose {
        text: qsTr("Read these six digits to your clinic. They check that it is really your phone.")
    }
    Card {
        padding: Theme.space5

        CodeText {
            testId: "pair-digits"
            text: page.model.digits.length === 6 ? page.model.digits.slice(0, 3) + " " + page.model.digits.slice(3) : page.model.digits
            // In one line, or they are read out wrongly.
            font.pixelSize: page.tight ? Theme.textTitle : Theme.textHuge
        }
    }
    QuietText {
        visible: text !== ""
        text: page.model.waitingText
    }
    Notice {
        testId: "pair-warning"
        text: page.model.warning
    }
    Notice {
        testId: "pair-error"
        text: page.model.error
        error: true
    }
}
