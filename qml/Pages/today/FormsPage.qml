pragma ComponentBehavior: Bound
import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// Everything that can be answered, asked for or not.
PageScaffold {
    id: page

    required property FormsModel model

    backShown: true
    backTestId: "forms-back"
    onBackRequested: model.close()

    Lines {
        spacing: Theme.space1

        Heading {
            text: qsTr("All forms")
            size: page.titleSize
        }
        QuietText {
            text: qsTr("You can open any of these whenever you like. Your clinic sees what you send.")
        }
    }
    Lines {
        spacing: Theme.space2

        Repeater {
            model: page.model.forms

            Lines {
                id: form

                required property string questionnaireId
                required property string title
                required property string detail
                required property string heading

                spacing: Theme.space2

                SectionLabel {
                    visible: text !== ""
                    text: form.heading
                    topPadding: Theme.space3
                }
                LinkRow {
                    testId: "forms-item-" + form.questionnaireId
                    title: form.title
                    detail: form.detail
                    onClicked: page.model.open(form.questionnaireId)
                }
            }
        }
    }
}
