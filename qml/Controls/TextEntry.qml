import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// One line of text with its label above and, when something is wrong, one sentence below.
Lines {
    id: entry

    required property string testId
    required property string label
    property alias text: field.text
    property string hint: ""
    property string error: ""
    // A passphrase: hidden unless the person asks to see it, and kept from keyboards that learn.
    property bool secret: false
    property int inputHints: Qt.ImhNone
    readonly property string spoken: error === "" ? label : label + ". " + error

    signal edited
    signal accepted

    function takeFocus() {
        field.forceActiveFocus(Qt.TabFocusReason);
    }

    spacing: Theme.space1
    Layout.fillWidth: true
    // Under a fixed foot it would never be read.
    onErrorChanged: if (error !== "")
        revealer.soon()

    readonly property Revealer revealer: Revealer {
        what: reason
    }

    Prose {
        text: entry.label
        font.pixelSize: Theme.textSmall
        font.weight: Font.DemiBold
        // Qt keeps the name of a password field from readers, so its label is read by itself.
        Accessible.ignored: !entry.secret
    }
    T.TextField {
        id: field

        objectName: entry.testId
        Accessible.name: entry.spoken
        Accessible.description: Theme.testIds ? entry.testId : entry.secret ? entry.spoken : entry.hint
        Accessible.passwordEdit: entry.secret
        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.touchMin, contentHeight + topPadding + bottomPadding)
        implicitWidth: Theme.touchMin
        padding: Theme.space3
        // Room for the eye, which stands where a line ends.
        leftPadding: entry.secret && Theme.rightToLeft ? Theme.touchMin : Theme.space4
        rightPadding: entry.secret && !Theme.rightToLeft ? Theme.touchMin : Theme.space4
        color: Theme.ink
        selectionColor: Theme.primary
        selectedTextColor: Theme.primaryInk
        selectByMouse: true
        font.pixelSize: Theme.textBody
        verticalAlignment: TextInput.AlignVCenter
        // Nothing is written that could say where it begins; then it begins where reading does.
        horizontalAlignment: field.length === 0 ? TextInput.AlignLeft : undefined
        echoMode: entry.secret && !show.shown ? TextInput.Password : TextInput.Normal
        inputMethodHints: entry.secret ? Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase : entry.inputHints
        background: FieldFrame {
            field: field
            wrong: entry.error !== ""
        }
        onTextEdited: entry.edited()
        onAccepted: entry.accepted()

        IconButton {
            id: show

            property bool shown: false

            visible: entry.secret
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            testId: entry.secret ? entry.testId + "-show" : ""
            label: shown ? qsTr("Hide what I typed") : qsTr("Show what I typed")
            glyph: Glyphs.eye
            ink: shown ? Theme.primary : Theme.muted
            onClicked: shown = !shown
        }
    }
    QuietText {
        visible: entry.hint !== "" && entry.error === ""
        text: entry.hint
    }
    RowLayout {
        id: reason

        visible: entry.error !== ""
        spacing: Theme.space2

        Glyph {
            Layout.alignment: Qt.AlignTop
            path: Glyphs.about
            color: Theme.ink
            size: Theme.iconSmall
        }
        QuietText {
            text: entry.error
            color: Theme.ink
            Accessible.role: Accessible.AlertMessage
        }
    }
}
