import QtQuick

// The one main action of a page.
AppButton {
    fill: Theme.primary
    outline: Theme.primary
    ink: Theme.primaryInk
}
