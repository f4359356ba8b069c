import QtQuick

// The pressed-in ground of a text field. Its line turns stronger where the cursor is, and where
// something is wrong; the words below say what.
Rectangle {
    required property Item field
    property bool wrong: false

    radius: Theme.radius
    color: Theme.sunken
    border.width: wrong || field.activeFocus ? Theme.focusWidth : Theme.lineWidth
    border.color: wrong ? Theme.ink : field.activeFocus ? Theme.primary : Theme.line
}
