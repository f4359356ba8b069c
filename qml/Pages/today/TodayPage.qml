pragma ComponentBehavior: Bound
import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// What is due, nearest first, and nothing about what was not done.
PageScaffold {
    id: page

    required property TodayModel model
    required property StatusModel status
    required property ConsentModel consent

    signal consentRequested

    topText: model.dateText

    footLines: StatusLine {
        testId: "status-line"
        text: page.status.text
        marked: page.status.kind !== StatusModel.Calm
    }

    Lines {
        spacing: Theme.space1

        Heading {
            text: page.model.greeting
            size: page.titleSize
        }
        QuietText {
            visible: text !== ""
            text: page.model.subtitle
        }
    }
    Lines {
        visible: page.model.phase > 0
        spacing: Theme.space1

        ProgressSegments {
            position: page.model.phase
            count: page.model.phaseCount
            text: qsTr("Where you are on the way: %1, part %2 of %3").arg(page.model.phaseText).arg(page.model.phase).arg(page.model.phaseCount)
        }
        QuietText {
            text: page.model.phaseText
            font.pixelSize: Theme.textTiny
            Accessible.ignored: true
        }
    }
    Notice {
        testId: "today-error"
        text: page.model.error
        error: true
    }
    Notice {
        testId: "today-seen"
        text: page.model.seenText
    }
    // In reach at once, whatever else is due.
    Lines {
        spacing: Theme.space1

        ButtonPair {
            SecondaryButton {
                testId: "today-feel-worse"
                text: qsTr("I feel worse")
                onClicked: page.model.feelWorse()
            }
            SecondaryButton {
                testId: "today-report-effect"
                text: qsTr("Side effects")
                onClicked: page.model.reportEffect()
            }
        }
        QuietText {
            text: qsTr("Each takes less than a minute. Your clinic may not read it at once.")
            font.pixelSize: Theme.textTiny
        }
    }
    TaskCard {
        testId: "today-consent"
        visible: page.consent.waits
        title: page.consent.waitsTitle
        detail: page.consent.waitsDetail
        actionText: qsTr("Look at it")
        onClicked: page.consentRequested()
    }
    Repeater {
        model: page.model.cards

        TaskCard {
            id: card

            // By `model`, because a button has an `action` of its own.
            required property var model

            testId: "today-card-" + model.questionnaireId
            title: model.title
            detail: model.detail
            actionText: model.action
            onClicked: page.model.begin(card.model.questionnaireId)
        }
    }
    Card {
        visible: page.model.nothingDueText !== ""

        Prose {
            text: page.model.nothingDueText
        }
    }
    CheckInCard {
        model: page.model
    }
    AppointmentsCard {
        model: page.model
    }
    Card {
        objectName: "today-next"
        visible: page.model.nextText !== ""
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("Next on your way: %1").arg(page.model.nextText)
        Accessible.description: Theme.testIds ? objectName : ""

        QuietText {
            text: qsTr("Next on your way")
            Accessible.ignored: true
        }
        Prose {
            text: page.model.nextText
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
    }
    LinkRow {
        testId: "today-all-forms"
        title: qsTr("All forms")
        onClicked: page.model.showForms()
    }
}
