pragma ComponentBehavior: Bound
import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// Every step that was taken, newest first. Nothing is ever taken out of it.
PageScaffold {
    id: page

    required property ConsentModel model

    backShown: true
    backTestId: "consent-history-back"
    onBackRequested: page.model.back()
    spacing: Theme.space2

    Heading {
        text: qsTr("What happened when")
        size: page.titleSize
    }
    QuietText {
        visible: events.count === 0
        text: qsTr("Nothing yet.")
    }
    Repeater {
        id: events

        model: page.model.events

        Card {
            id: event

            required property int index
            required property string words
            required property string when

            objectName: "consent-event-" + index
            spacing: Theme.space1

            Prose {
                text: event.words
            }
            QuietText {
                text: event.when
            }
        }
    }
}
