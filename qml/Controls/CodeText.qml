import QtQuick

// Digits and codes that are read out or copied by hand: large, in groups, one by one for a reader.
Prose {
    required property string testId

    objectName: testId
    font.pixelSize: Theme.textHuge
    font.weight: Font.DemiBold
    font.letterSpacing: 2
    horizontalAlignment: Text.AlignHCenter
    Accessible.name: text.split("").join(" ")
    Accessible.description: Theme.testIds ? testId : ""
}
