import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// Signed: what happens next, and that nothing of it is final.
PageScaffold {
    id: page

    required property ConsentModel model

    foot: PrimaryButton {
        testId: "consent-done"
        text: qsTr("Done")
        onClicked: page.model.close()
    }

    Rectangle {
        Layout.topMargin: Theme.space3
        implicitWidth: Theme.space7
        implicitHeight: Theme.space7
        radius: width / 2
        color: Theme.container

        Glyph {
            anchors.centerIn: parent
            path: Glyphs.check
            size: Theme.space5
            color: Theme.containerInk
        }
    }
    Heading {
        text: qsTr("Your decision is saved")
        size: page.titleSize
    }
    Prose {
        text: qsTr("It goes to your clinic when this phone is online. You can read it again under Me, change your choices, and withdraw at any time without a reason.")
    }
    LinkRow {
        testId: "consent-done-copy"
        title: qsTr("A copy as PDF")
        detail: qsTr("What you signed, to keep.")
        glyph: Glyphs.paper
        enabled: !page.model.busy
        onClicked: page.model.saveCopy()
    }
    Notice {
        testId: "consent-done-copy-saved"
        text: page.model.copyText
    }
    Notice {
        testId: "consent-done-error"
        text: page.model.error
        error: true
    }
}
