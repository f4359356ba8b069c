import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    property bool opened: true
    property ListModel forms: ListModel {
        ListElement {
            questionnaireId: "daily-check-in"
            title: "How are you today?"
            detail: "Four quick taps about right now and last night."
            heading: "About you and your treatment"
        }
        ListElement {
            questionnaireId: "delayed-effects"
            title: "How things have been since the session"
            detail: "Asks about changes that can show up days or weeks after a session."
            heading: ""
        }
        ListElement {
            questionnaireId: "gad-7"
            title: "Worry and tension in the last two weeks"
            detail: "GAD-7 · Seven questions about worry and tension in the last two weeks."
            heading: "Questionnaires with a score"
        }
    }

    function open(questionnaireId: string) {
        note("open", questionnaireId);
    }

    function close() {
        note("close");
    }
}
