import QtQuick

// The title of a page or of a card.
Prose {
    font.pixelSize: Theme.textTitle
    font.weight: Font.DemiBold
    lineHeight: 0.98
    Accessible.role: Accessible.Heading
}
