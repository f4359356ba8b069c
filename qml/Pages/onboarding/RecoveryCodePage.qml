pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// The way back in when the passphrase is gone: shown once, then proven to be written down.
PageScaffold {
    id: page

    required property RecoveryCodeModel model

    function check() {
        if (first.text !== "" && second.text !== "")
            page.model.check(first.text, second.text);
    }

    readFirst: !model.checking
    backShown: model.checking
    backTestId: "recovery-show-again"
    onBackRequested: model.backToCode()

    foot: [
        PrimaryButton {
            visible: !page.model.checking
            testId: "recovery-written"
            text: qsTr("I have written it down")
            onClicked: page.model.startCheck()
        },
        PrimaryButton {
            visible: page.model.checking
            testId: "recovery-check"
            text: qsTr("Continue")
            enabled: first.text !== "" && second.text !== ""
            onClicked: page.check()
        }
    ]

    Heading {
        text: page.model.checking ? qsTr("Two groups, to be sure") : qsTr("Your recovery code")
        size: page.titleSize
    }
    Prose {
        text: page.model.checking ? qsTr("Look at what you wrote down and type these two groups.") : qsTr("If you forget your passphrase, this code is the only way back to what you wrote. Write it on paper and keep it somewhere safe.")
    }
    Card {
        visible: !page.model.checking

        GridLayout {
            columns: width >= 2 * widest + columnSpacing ? 2 : 1
            columnSpacing: Theme.space4
            rowSpacing: Theme.space2

            readonly property real widest: 11 * Theme.textLarge * 0.72

            Repeater {
                model: page.model.groups

                RowLayout {
                    id: group

                    required property int index
                    required property string modelData

                    spacing: Theme.space2

                    QuietText {
                        text: group.index + 1
                        Layout.fillWidth: false
                        Layout.preferredWidth: Theme.textLarge
                        Accessible.ignored: true
                    }
                    CodeText {
                        testId: "recovery-group-" + (group.index + 1)
                        text: group.modelData
                        font.pixelSize: Theme.textLarge
                        horizontalAlignment: Text.AlignLeft
                    }
                }
            }
        }
    }
    QuietText {
        visible: !page.model.checking && page.model.fromSettings
        text: qsTr("The code you had before no longer works.")
    }
    TextEntry {
        id: first

        visible: page.model.checking
        testId: "recovery-first"
        label: qsTr("Group %1").arg(page.model.askFirst)
        inputHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData | Qt.ImhUppercaseOnly
        onAccepted: second.takeFocus()
    }
    TextEntry {
        id: second

        visible: page.model.checking
        testId: "recovery-second"
        label: qsTr("Group %1").arg(page.model.askSecond)
        inputHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData | Qt.ImhUppercaseOnly
        error: page.model.error
        onAccepted: page.check()
    }
}
