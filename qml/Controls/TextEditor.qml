import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// Room to write. It grows with the text; the page follows `cursorRectangle`.
T.TextArea {
    id: editor

    required property string testId
    required property string label

    objectName: testId
    Accessible.name: label
    Accessible.description: Theme.testIds ? testId : ""
    Accessible.multiLine: true
    Layout.fillWidth: true
    implicitWidth: Theme.touchMin
    implicitHeight: Math.max(Theme.touchMin, contentHeight + topPadding + bottomPadding)
    padding: 0
    topPadding: Theme.space2
    bottomPadding: Theme.space2
    color: Theme.ink
    selectionColor: Theme.primary
    selectedTextColor: Theme.primaryInk
    selectByMouse: true
    font.pixelSize: Theme.textBody
    textFormat: TextEdit.PlainText
    wrapMode: TextEdit.Wrap
    // Nothing is written that could say where it begins; then it begins where reading does.
    horizontalAlignment: editor.length === 0 ? TextEdit.AlignLeft : undefined
    // What is written here is nobody's training data.
    inputMethodHints: Qt.ImhSensitiveData | Qt.ImhMultiLine

    Text {
        x: editor.leftPadding
        y: editor.topPadding
        width: editor.width - editor.leftPadding - editor.rightPadding
        visible: editor.length === 0 && editor.preeditText === ""
        text: editor.label
        textFormat: Text.PlainText
        color: Theme.muted
        font: editor.font
        wrapMode: Text.Wrap
        horizontalAlignment: Text.AlignLeft
        Accessible.ignored: true
    }
}
