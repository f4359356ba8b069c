pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// One question. Choosing an answer saves it and moves on by itself; Back is always there.
PageScaffold {
    id: page

    required property QuestionnaireModel model
    readonly property bool asksChoice: model.kind === QuestionnaireModel.Choice || model.kind === QuestionnaireModel.YesNo

    // Large words on a small phone: the answers are to be seen with the question.
    readonly property bool cramped: tight && Theme.textScale >= Theme.largeText
    readonly property int position: model.position
    // From this number of options on a list can be searched.
    readonly property int longList: 12
    readonly property string wanted: search.text.trim().toLowerCase()

    signal closeRequested

    topText: model.progressText
    spacing: Theme.space3

    bar: IconButton {
        testId: "questionnaire-close"
        label: qsTr("Stop for now. Your answers stay saved.")
        glyph: Glyphs.close
        ink: Theme.muted
        onClicked: page.closeRequested()
    }
    footLines: QuietText {
        text: qsTr("Every answer is saved on this phone as you give it")
        font.pixelSize: Theme.textTiny
        horizontalAlignment: Text.AlignHCenter
    }
    foot: [
        // The rest is for who likes to add more.
        PrimaryButton {
            visible: page.model.mayFinish
            testId: "questionnaire-send-now"
            text: qsTr("Send now")
            enabled: page.model.canGoOn
            onClicked: page.model.finish()
        },
        ButtonPair {
            SecondaryButton {
                testId: "questionnaire-back"
                text: qsTr("Back")
                enabled: page.model.canGoBack
                onClicked: page.model.back()
            }
            AppButton {
                testId: "questionnaire-next"
                text: page.model.mayAdd ? qsTr("Add more") : qsTr("Next")
                fill: page.model.mayFinish ? "transparent" : Theme.primary
                ink: page.model.mayFinish ? Theme.primary : Theme.primaryInk
                outline: page.model.mayFinish ? Theme.line : Theme.primary
                enabled: page.model.canGoOn
                onClicked: page.model.next()
            }
        }
    ]

    // A new question begins at its first word.
    onPositionChanged: {
        search.clear();
        page.scrollToTop();
    }

    // The words above say the same in less room.
    ProgressSegments {
        visible: !page.cramped
        position: page.model.position
        count: page.model.count
        text: page.model.progressText
    }
    QuietText {
        visible: text !== ""
        text: page.model.lead
        font.pixelSize: page.cramped ? Theme.textTiny : Theme.textSmall
        Layout.topMargin: page.cramped ? 0 : Theme.space2
    }
    Heading {
        text: page.model.question
        size: page.cramped ? Theme.textBody : Theme.textLarge
        Layout.bottomMargin: Theme.space1
    }
    QuietText {
        visible: text !== ""
        text: page.model.help
    }
    SearchField {
        id: search

        visible: choices.count >= page.longList
        testId: "questionnaire-filter"
        label: qsTr("Find in the list")
    }
    QuietText {
        visible: search.visible && page.wanted !== ""
        text: qsTr("Only what has these words in it is shown.")
    }
    Repeater {
        id: choices

        model: page.asksChoice ? page.model.options : null

        OptionRow {
            required property int index
            required property string label

            testId: "questionnaire-option-" + index
            text: label
            required chosen
            visible: label.toLowerCase().includes(page.wanted) || chosen
            enabled: !page.model.busy
            opacity: 1
            onPicked: page.model.choose(index)
        }
    }
    QuietText {
        visible: page.asksChoice && page.model.several
        text: qsTr("Choose all that fit, then Next")
    }
    TextEntry {
        visible: page.asksChoice && page.model.ownWords
        testId: "questionnaire-own-words"
        label: qsTr("Something else, in your own words")
        text: visible ? page.model.text : ""
        onEdited: page.model.setText(text)
        onAccepted: page.model.next()
    }
    AnswerFields {
        model: page.model
    }
    Card {
        visible: page.model.kind === QuestionnaireModel.Text

        TextEditor {
            id: words

            testId: "questionnaire-text"
            label: page.model.several ? qsTr("Your own words, one answer on each line") : qsTr("Your own words")
            text: page.model.text
            Layout.minimumHeight: page.model.multiline ? Theme.space7 * 2 : Theme.touchMin
            onTextChanged: if (activeFocus && text !== page.model.text)
                page.model.setText(text)
        }
    }
    Prose {
        visible: page.model.kind === QuestionnaireModel.Display && text !== ""
        text: page.model.text
    }
    Notice {
        testId: "questionnaire-cannot-ask"
        text: page.model.kind === QuestionnaireModel.CannotAsk ? qsTr("This cannot be answered here. You can go on without it; your care team will see that it was not answered.") : ""
    }
    OptionRow {
        visible: page.model.mayDecline
        testId: "questionnaire-decline"
        text: qsTr("I would rather not say")
        quiet: true
        chosen: page.model.declined
        enabled: !page.model.busy
        opacity: 1
        onPicked: page.model.decline()
    }
    Notice {
        testId: "questionnaire-error"
        text: page.model.error
        error: true
    }
}
