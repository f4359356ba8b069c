import QtQuick

// Filled in the colour that is kept for care: only where help is called.
AppButton {
    fill: Theme.care
    outline: Theme.care
    ink: Theme.careInk
}
