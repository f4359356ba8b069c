pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// Everything that can be answered, asked for or not.
PageScaffold {
    id: page

    required property FormsModel model

    backShown: true
    backTestId: "forms-back"
    onBackRequested: model.close()

    ColumnLayout {
        spacing: Theme.space1

        Heading {
            text: qsTr("All forms")
            size: page.titleSize
        }
        QuietText {
            text: qsTr("You can open any of these whenever you like. Your clinic sees what you send.")
        }
    }
    ColumnLayout {
        spacing: Theme.space2

        Repeater {
            model: page.model.forms

            LinkRow {
                required property string questionnaireId
                required title
                required detail

                testId: "forms-item-" + questionnaireId
                onClicked: page.model.open(questionnaireId)
            }
        }
    }
}
