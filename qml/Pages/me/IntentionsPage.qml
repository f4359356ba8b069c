pragma ComponentBehavior: Bound
import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// What the person wrote for themselves, to read again before and after.
PageScaffold {
    id: page

    required property IntentionsModel model

    backShown: true
    backTestId: "intentions-back"
    onBackRequested: page.model.close()

    foot: PrimaryButton {
        testId: "intentions-write"
        text: page.model.written ? qsTr("Write them anew") : qsTr("Write")
        glyph: Glyphs.write
        onClicked: page.model.write()
    }

    Lines {
        spacing: Theme.space1

        Heading {
            text: qsTr("My intentions")
            size: page.titleSize
        }
        QuietText {
            text: page.model.written ? page.model.writtenText : qsTr("What you bring to this, for you and your therapist. There are no right answers, and you can change them at any time.")
        }
    }
    Notice {
        testId: "intentions-error"
        text: page.model.error
        error: true
    }
    Repeater {
        model: page.model.lines

        Card {
            id: line

            required property string asked
            required property string said

            QuietText {
                text: line.asked
            }
            Prose {
                text: line.said
            }
        }
    }
}
