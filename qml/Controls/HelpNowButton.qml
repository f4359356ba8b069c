import QtQuick
import QtQuick.Layouts

// The one thing that is on every page.
AppButton {
    id: help

    testId: "help-now"
    text: qsTr("Help now")
    ink: Theme.care
    outline: Theme.care
    textSize: Theme.textSmall
    cornerRadius: height / 2
    // It looks light and is still easy to hit.
    topInset: Theme.space1
    bottomInset: Theme.space1
    verticalPadding: Theme.space2
    horizontalPadding: Theme.textScale > 1.3 ? Theme.space3 : Theme.space4
    Layout.fillWidth: false
    Layout.preferredWidth: -1
}
