import QtQuick

// Text that explains and steps back.
Prose {
    color: Theme.muted
    font.pixelSize: Theme.textSmall
}
