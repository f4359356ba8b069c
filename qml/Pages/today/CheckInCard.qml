import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// The ten-second check-in: one tap, and it is saved.
Card {
    id: card

    required property TodayModel model

    visible: model.checkInCount > 0

    Prose {
        text: qsTr("Ten-second check-in")
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
    QuietText {
        text: card.model.checkInQuestion
    }
    NumberScale {
        testId: "today-check-in"
        label: card.model.checkInQuestion
        lowest: card.model.checkInLowest
        count: card.model.checkInCount
        chosen: card.model.checkInChosen
        // Room for six fingertips beside each other on a small phone.
        Layout.leftMargin: -Theme.space2
        Layout.rightMargin: -Theme.space2
        onPicked: index => card.model.checkIn(index)
    }
    QuietText {
        visible: text !== ""
        text: card.model.checkInText
        font.pixelSize: Theme.textTiny
    }
}
