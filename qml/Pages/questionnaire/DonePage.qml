pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// What was answered is saved, who sees it and what happens next. No praise and no meaning.
PageScaffold {
    id: page

    required property QuestionnaireModel model

    signal closeRequested

    // What is urgent has the foot for itself: the way to help is in sight at any size of text.
    footStays: model.resultUrgent
    foot: [
        CareButton {
            visible: page.model.resultUrgent
            testId: "done-help"
            text: qsTr("Show who I can reach now")
            onClicked: page.helpRequested()
        },
        PrimaryButton {
            visible: !page.model.resultUrgent
            testId: page.model.resultUrgent ? "" : "done-continue"
            text: qsTr("Back to today")
            onClicked: page.closeRequested()
        }
    ]

    Item {
        visible: !page.model.resultUrgent
        Layout.preferredHeight: Theme.space3
    }
    Rectangle {
        visible: page.model.doneTitle !== ""
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
        visible: text !== ""
        text: page.model.doneTitle
        size: page.titleSize
    }
    Prose {
        visible: page.model.resultText === ""
        text: page.model.doneText
    }
    ReviewResult {
        visible: page.model.resultText !== ""
        model: page.model
    }
    Notice {
        testId: "done-delivery"
        text: page.model.deliveryText
    }
    OfferRows {
        testId: "done-offer"
        offers: page.model.offers
        onPicked: questionnaireId => page.model.openOffer(questionnaireId)
    }
    SecondaryButton {
        visible: page.model.resultUrgent
        testId: page.model.resultUrgent ? "done-continue" : ""
        text: qsTr("Back to today")
        onClicked: page.closeRequested()
    }
}
