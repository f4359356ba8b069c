import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// The editor. It keeps what is typed with each pause, so there is no Save that could be missed.
PageScaffold {
    id: page

    required property EntryModel model

    // After the layout has made room for what was typed.
    Timer {
        id: follow

        interval: 0
        onTriggered: if (editor.activeFocus)
            page.reveal(editor, editor.cursorRectangle)
    }

    barStart: QuietButton {
        testId: "journal-done"
        text: qsTr("Done")
        horizontalPadding: Theme.space2
        Layout.leftMargin: -Theme.space2
        Layout.fillWidth: false
        Layout.preferredWidth: -1
        onClicked: page.model.done()
    }
    foot: [
        Notice {
            testId: "journal-entry-error"
            text: page.model.error
            error: true
        },
        Card {
            id: question

            readonly property Revealer revealer: Revealer {
                what: question
            }

            visible: page.model.askShare
            onVisibleChanged: if (visible)
                revealer.soon()

            Prose {
                text: qsTr("Share this entry with your care team?")
                font.weight: Font.DemiBold
            }
            QuietText {
                text: qsTr("They can read it after the next connection. You can make it private again, but they may have read it by then.")
            }
            ButtonPair {
                SecondaryButton {
                    testId: "journal-share-no"
                    text: qsTr("Keep it private")
                    onClicked: page.model.cancelShare()
                }
                PrimaryButton {
                    testId: "journal-share-yes"
                    text: qsTr("Share it")
                    onClicked: page.model.confirmShare()
                }
            }
        },
        SwitchRow {
            visible: !page.model.askShare
            testId: "journal-private"
            text: qsTr("Private")
            explanation: page.model.explanation
            on: page.model.isPrivate
            onFlipped: page.model.togglePrivate()
        }
    ]

    RowLayout {
        spacing: Theme.space2

        Lines {
            spacing: Theme.space1

            Pill {
                isPrivate: page.model.isPrivate
            }
            QuietText {
                visible: text !== ""
                text: page.model.savedText
                font.pixelSize: Theme.textTiny
            }
        }
        IconButton {
            visible: !page.model.isNew
            testId: "journal-remove"
            label: qsTr("Delete this entry")
            glyph: Glyphs.bin
            ink: Theme.muted
            Layout.rightMargin: -Theme.space3
            onClicked: page.model.remove()
        }
    }
    TextEditor {
        id: editor

        testId: "journal-text"
        label: qsTr("Write whatever comes")
        text: page.model.text
        Layout.minimumHeight: Math.min(page.height * 0.3, Theme.space7 * 5)
        onTextChanged: page.model.text = text
        onCursorRectangleChanged: follow.restart()
        onHeightChanged: follow.restart()
        Component.onCompleted: {
            forceActiveFocus();
            cursorPosition = length;
        }
    }
}
