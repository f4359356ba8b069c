pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// The clinic, this phone, what has been sent, and the lock.
PageScaffold {
    id: page

    required property MeModel model
    required property StatusModel status

    Heading {
        text: qsTr("Me")
        size: page.titleSize
    }
    Card {
        visible: page.model.accessText !== ""

        Notice {
            testId: "me-access"
            text: page.model.accessText
        }
        SecondaryButton {
            Layout.topMargin: Theme.space1
            testId: "me-pair-again"
            visible: page.model.stopped
            text: qsTr("Connect again")
            onClicked: page.model.pairAgain()
        }
    }
    Card {
        SectionLabel {
            text: qsTr("Your clinic")
        }
        Prose {
            text: page.model.clinicName
            font.weight: Font.DemiBold
        }
        QuietText {
            visible: text !== ""
            text: page.model.clinicPhone
        }
    }
    Lines {
        spacing: Theme.space2

        LinkRow {
            testId: "me-intentions"
            title: qsTr("My intentions")
            detail: qsTr("What you bring to this.")
            glyph: Glyphs.write
            onClicked: page.model.openIntentions()
        }
        LinkRow {
            testId: "me-safety-plan"
            title: qsTr("My safety plan")
            detail: qsTr("For a bad hour, in your own words.")
            glyph: Glyphs.shield
            onClicked: page.model.openSafetyPlan()
        }
        LinkRow {
            testId: "me-consent"
            title: qsTr("Consent")
            detail: qsTr("What you agree to, and the way out at any time.")
            glyph: Glyphs.paper
            onClicked: page.model.openConsent()
        }
        LinkRow {
            testId: "me-reminders"
            title: qsTr("Reminders")
            detail: qsTr("When, when not, and whether they will arrive.")
            glyph: Glyphs.bell
            onClicked: page.model.openReminders()
        }
    }
    Card {
        SwitchRow {
            testId: "me-shown-locked"
            text: qsTr("Show my person and my safety plan on the locked phone")
            explanation: page.model.shownWhileLocked ? qsTr("Help now shows them without your passphrase. Whoever holds this phone can read them.") : qsTr("Help now shows them only after your passphrase. Switch it on if you may be too upset to type it.")
            on: page.model.shownWhileLocked
            onFlipped: page.model.toggleShownWhileLocked()
        }
    }
    Card {
        SectionLabel {
            text: qsTr("Language")
        }
        Prose {
            text: page.model.languageText
        }
    }
    Card {
        SectionLabel {
            text: qsTr("Sent and received")
        }
        StatusLine {
            testId: "status-line"
            text: page.status.text
            marked: page.status.kind !== StatusModel.Calm
        }
        QuietText {
            visible: text !== ""
            text: page.model.lastSyncText
        }
        SecondaryButton {
            Layout.topMargin: Theme.space1
            testId: "me-sync"
            text: page.model.syncing ? qsTr("Connecting") : qsTr("Connect now")
            enabled: !page.model.syncing
            onClicked: page.model.syncNow()
        }
    }
    Card {
        SectionLabel {
            text: qsTr("Devices")
        }
        Repeater {
            model: page.model.devices

            RowLayout {
                id: device

                required property var model

                spacing: Theme.space3

                Glyph {
                    Layout.alignment: Qt.AlignTop
                    path: Glyphs.device
                    color: Theme.muted
                }
                Lines {
                    spacing: 0

                    Prose {
                        text: device.model.name
                    }
                    QuietText {
                        text: device.model.isThis ? qsTr("This phone") + (device.model.state === "" ? "" : " · " + device.model.state) : device.model.state
                        visible: text !== ""
                    }
                }
            }
        }
    }
    Notice {
        testId: "me-left-out"
        text: page.model.leftOutText
    }
    Notice {
        testId: "me-error"
        text: page.model.error
        error: true
    }
    Lines {
        spacing: Theme.space2

        LinkRow {
            testId: "me-lock"
            title: qsTr("Lock now")
            detail: qsTr("Your passphrase opens it again.")
            glyph: Glyphs.lock
            onClicked: page.model.lock()
        }
        LinkRow {
            testId: "me-recovery-code"
            title: qsTr("A new recovery code")
            detail: qsTr("The one you have will stop working.")
            glyph: Glyphs.key
            onClicked: page.model.newRecoveryCode()
        }
    }
}
