pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts

// Questions that an answer calls for. They can be left; nothing waits for them.
Lines {
    id: rows

    required property string testId
    required property var offers
    signal picked(string questionnaireId)

    visible: list.count > 0
    spacing: Theme.space2
    Layout.fillWidth: true

    QuietText {
        text: qsTr("If you like, a few more questions help your clinic to be there for you. You can also leave them.")
    }
    Repeater {
        id: list

        model: rows.offers

        LinkRow {
            required property string questionnaireId
            required title
            required detail

            testId: rows.testId + "-" + questionnaireId
            onClicked: rows.picked(questionnaireId)
        }
    }
}
