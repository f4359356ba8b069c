import QtQuick

// Names the group of rows below it.
Prose {
    color: Theme.muted
    font.pixelSize: Theme.textTiny
    font.weight: Font.DemiBold
    font.letterSpacing: 0.6
    font.capitalization: Font.AllUppercase
    Accessible.role: Accessible.Heading
}
