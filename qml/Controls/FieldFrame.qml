import QtQuick

// The pressed-in ground of a text field. Its line turns stronger where the cursor is.
Rectangle {
    required property Item field
    property bool wrong: false

    radius: Theme.radius
    color: Theme.sunken
    border.width: field.activeFocus ? Theme.focusWidth : Theme.lineWidth
    border.color: wrong ? Theme.care : field.activeFocus ? Theme.primary : Theme.line
}
