import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// Searches as one types.
T.TextField {
    id: field

    required property string testId
    required property string label

    objectName: testId
    Accessible.name: label
    Accessible.description: Theme.testIds ? testId : ""
    Accessible.searchEdit: true
    Layout.fillWidth: true
    // Large words of what is searched may take two lines.
    implicitHeight: Math.max(Theme.touchMin, contentHeight + topPadding + bottomPadding, words.implicitHeight + topPadding + bottomPadding)
    implicitWidth: Theme.touchMin
    padding: Theme.space3
    // Anchors are mirrored, paddings are not.
    readonly property int glyphRoom: Theme.space3 + Theme.icon + Theme.space3

    leftPadding: Theme.rightToLeft ? Theme.space4 : glyphRoom
    rightPadding: Theme.rightToLeft ? glyphRoom : Theme.space4
    color: Theme.ink
    selectionColor: Theme.primary
    selectedTextColor: Theme.primaryInk
    selectByMouse: true
    font.pixelSize: Theme.textBody
    verticalAlignment: TextInput.AlignVCenter
    // Nothing is written that could say where it begins; then it begins where reading does.
    horizontalAlignment: field.length === 0 ? TextInput.AlignLeft : undefined
    inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData
    background: FieldFrame {
        field: field

        Glyph {
            anchors.left: parent.left
            anchors.leftMargin: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            path: Glyphs.search
            color: Theme.muted
        }
    }

    Text {
        id: words

        x: field.leftPadding
        width: field.width - field.leftPadding - field.rightPadding
        height: field.height
        visible: field.text === "" && field.preeditText === ""
        text: field.label
        textFormat: Text.PlainText
        color: Theme.muted
        font: field.font
        wrapMode: Text.Wrap
        horizontalAlignment: Text.AlignLeft
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
}
