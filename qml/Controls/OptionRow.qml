import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// One answer as a whole row. What is chosen is what the model says is saved, never what was touched:
// the row asks by `picked` and shows `chosen`.
T.RadioButton {
    id: row

    required property string testId
    property bool chosen: false
    // A row that steps back, such as "I would rather not say".
    property bool quiet: false
    signal picked

    objectName: testId
    Accessible.name: text
    Accessible.description: Theme.testIds ? testId : ""
    Layout.fillWidth: true

    checked: chosen
    autoExclusive: false
    onClicked: {
        row.picked();
        row.checked = Qt.binding(() => row.chosen);
    }
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touchMin, implicitContentHeight + topPadding + bottomPadding)
    horizontalPadding: Theme.space4
    verticalPadding: row.quiet ? Theme.space3 : Theme.space4
    focusPolicy: Qt.StrongFocus
    indicator: null

    contentItem: RowLayout {
        spacing: Theme.space3

        Text {
            Layout.fillWidth: true
            text: row.text
            textFormat: Text.PlainText
            color: row.chosen ? Theme.containerInk : row.quiet ? Theme.muted : Theme.ink
            font.pixelSize: Theme.textBody
            font.weight: row.chosen ? Font.DemiBold : Font.Normal
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignLeft
            Accessible.ignored: true
        }
        // Holds its place unchosen, so that choosing never rewraps the words.
        Glyph {
            path: Glyphs.check
            color: Theme.containerInk
            opacity: row.chosen ? 1 : 0
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.chosen ? Theme.container : row.down ? Theme.sunken : row.quiet ? "transparent" : Theme.surface
        border.width: row.chosen ? 2 * Theme.lineWidth : Theme.lineWidth
        border.color: row.chosen ? Theme.primary : row.quiet ? "transparent" : Theme.line

        FocusRing {
            control: row
            shown: row.visualFocus
        }
    }
}
