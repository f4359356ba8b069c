import QtQuick

// The title of a page or of a card. A word that is longer than the line gets smaller before it is broken.
Prose {
    id: heading

    property int size: Theme.textTitle

    font.pixelSize: longest.advanceWidth > width && width > 0 ? Math.max(Theme.textTiny, Math.floor(size * width / longest.advanceWidth)) : size
    font.weight: Font.DemiBold
    lineHeight: 0.98
    Accessible.role: Accessible.Heading

    TextMetrics {
        id: longest

        font.family: heading.font.family
        font.pixelSize: heading.size
        font.weight: heading.font.weight
        text: heading.text.split(/[ \n\t]+/).reduce((found, word) => word.length > found.length ? word : found, "")
    }
}
