pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// Where the person stands with taking part, the next step, and the way out of it at any time.
PageScaffold {
    id: page

    required property ConsentModel model

    backShown: true
    backTestId: "consent-back"
    onBackRequested: page.model.back()

    foot: PrimaryButton {
        testId: "consent-go-on"
        text: page.model.actionText
        enabled: !page.model.busy
        onClicked: page.model.goOn()
    }

    ColumnLayout {
        spacing: Theme.space1

        Heading {
            text: qsTr("Consent")
            size: page.titleSize
        }
        QuietText {
            text: page.model.title
        }
    }
    Notice {
        testId: "consent-notice"
        text: page.model.notice
    }
    Notice {
        testId: "consent-error"
        text: page.model.error
        error: true
    }
    Card {
        Prose {
            objectName: "consent-standing"
            text: page.model.standingText
            font.weight: Font.DemiBold
        }
        QuietText {
            visible: page.model.changesText !== ""
            text: qsTr("What changed: %1").arg(page.model.changesText)
        }
    }
    Card {
        visible: page.model.isSigned

        SectionLabel {
            text: qsTr("What else you agreed to")
        }
        QuietText {
            text: qsTr("Each is a choice of its own. You can change it at any time.")
        }
        OptInRows {
            id: choices

            testId: "consent-choice"
            rows: page.model.optIns
            onFlipped: (index, agrees) => page.model.changeOptIn(index, choices.personName, choices.personPhone)
        }
    }
    ColumnLayout {
        spacing: Theme.space2

        LinkRow {
            testId: "consent-copy"
            title: qsTr("A copy as PDF")
            detail: page.model.isSigned ? qsTr("What you signed, to keep.") : qsTr("The text as it stands, to read with somebody.")
            glyph: Glyphs.paper
            enabled: !page.model.busy
            onClicked: page.model.saveCopy()
        }
        Notice {
            testId: "consent-copy-saved"
            text: page.model.copyText
        }
        LinkRow {
            testId: "consent-history"
            title: qsTr("What happened when")
            detail: qsTr("Every step you took.")
            onClicked: page.model.openHistory()
        }
        LinkRow {
            testId: "consent-withdraw"
            visible: page.model.isSigned
            title: qsTr("Withdraw my consent")
            detail: qsTr("At any time, without a reason.")
            onClicked: page.model.openWithdrawing()
        }
        LinkRow {
            testId: "consent-data"
            visible: page.model.isWithdrawn
            title: qsTr("What becomes of my data")
            detail: qsTr("You can change what you asked your clinic to do with it.")
            onClicked: page.model.openWithdrawing()
        }
    }
}
