import QtQuick

// Another way on, beside the main one.
AppButton {
    outline: Theme.line
}
