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
                ColumnLayout {
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
        care: true
    }
    ColumnLayout {
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
