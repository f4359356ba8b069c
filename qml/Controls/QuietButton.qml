import QtQuick

// An action that is there when it is wanted and does not ask for attention.
AppButton {
}
