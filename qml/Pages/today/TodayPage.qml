pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
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

    foot: StatusLine {
        testId: "status-line"
        text: page.status.text
        marked: page.status.kind !== StatusModel.Calm
    }

    ColumnLayout {
        spacing: Theme.space1

        Heading {
            text: page.model.greeting
        }
        QuietText {
            visible: text !== ""
            text: page.model.subtitle
        }
    }
    Notice {
        testId: "today-error"
        text: page.model.error
    }
    Notice {
        testId: "today-seen"
        text: page.model.seenText
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
}
