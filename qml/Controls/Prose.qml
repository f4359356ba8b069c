import QtQuick
import QtQuick.Layouts

// Running text. Plain always: words from outside are never read as markup.
Text {
    color: Theme.ink
    font.pixelSize: Theme.textBody
    lineHeight: Theme.lineSpacing
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    horizontalAlignment: Text.AlignLeft
    Layout.fillWidth: true
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
