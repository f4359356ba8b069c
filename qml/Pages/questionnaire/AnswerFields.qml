pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// The answers that are typed or moved: numbers with their units, sliders, dates and times, and whether a
// group of questions is needed once more.
Lines {
    id: fields

    required property QuestionnaireModel model
    readonly property int kind: model.kind
    readonly property bool asksDate: kind === QuestionnaireModel.Date || kind === QuestionnaireModel.DateTime
    readonly property bool asksTime: kind === QuestionnaireModel.Time || kind === QuestionnaireModel.DateTime

    function numberLabel() {
        const low = model.minimum;
        const high = model.maximum;
        if (low !== "" && high !== "")
            return qsTr("A number from %1 to %2").arg(low).arg(high);
        if (low !== "")
            return qsTr("A number from %1").arg(low);
        return high !== "" ? qsTr("A number up to %1").arg(high) : qsTr("A number");
    }

    visible: kind === QuestionnaireModel.Number || kind === QuestionnaireModel.Slider || asksDate || asksTime || kind === QuestionnaireModel.Again
    spacing: Theme.space3
    Layout.fillWidth: true

    TextEntry {
        visible: fields.kind === QuestionnaireModel.Number
        testId: "questionnaire-number"
        label: fields.numberLabel()
        hint: fields.model.unit === "" ? "" : qsTr("In %1").arg(fields.model.unit)
        text: fields.model.number
        inputHints: Qt.ImhFormattedNumbersOnly
        onEdited: fields.model.setNumber(text)
        onAccepted: fields.model.next()
    }
    SectionLabel {
        visible: units.count > 0
        text: qsTr("Measured in")
    }
    Repeater {
        id: units

        model: fields.kind === QuestionnaireModel.Number ? fields.model.units : null

        OptionRow {
            required property int index
            required property string label

            testId: "questionnaire-unit-" + index
            text: label
            required chosen
            onPicked: fields.model.chooseUnit(index)
        }
    }
    SliderRow {
        visible: fields.kind === QuestionnaireModel.Slider
        testId: "questionnaire-slider"
        label: fields.model.question
        count: fields.model.sliderCount
        at: fields.model.sliderAt
        valueText: fields.model.sliderText(at)
        lowLabel: fields.model.lowLabel
        highLabel: fields.model.highLabel
        onPicked: position => fields.model.slide(position)
    }
    ButtonPair {
        visible: fields.asksDate

        SecondaryButton {
            testId: "questionnaire-day-0"
            text: qsTr("Today")
            enabled: !fields.model.busy
            onClicked: fields.model.chooseDay(0)
        }
        SecondaryButton {
            testId: "questionnaire-day-1"
            text: qsTr("Yesterday")
            enabled: !fields.model.busy
            onClicked: fields.model.chooseDay(1)
        }
    }
    TextEntry {
        visible: fields.asksDate
        testId: "questionnaire-date"
        label: qsTr("Another day")
        hint: qsTr("For example %1").arg(new Date(2026, 2, 1).toLocaleDateString(Qt.locale(), qsTr("d MMMM yyyy")))
        text: fields.model.date
        inputHints: Qt.ImhDate
        onEdited: fields.model.setDate(text)
        onAccepted: fields.model.next()
    }
    TextEntry {
        visible: fields.asksTime
        testId: "questionnaire-time"
        label: qsTr("Time of day")
        hint: qsTr("For example %1").arg("08:30")
        text: fields.model.time
        inputHints: Qt.ImhTime
        onEdited: fields.model.setTime(text)
        onAccepted: fields.model.next()
    }
    SecondaryButton {
        visible: fields.kind === QuestionnaireModel.Again
        testId: "questionnaire-again"
        text: qsTr("Add another")
        enabled: !fields.model.busy
        onClicked: fields.model.again()
    }
    QuietButton {
        visible: fields.kind === QuestionnaireModel.Again && fields.model.rows > 1
        testId: "questionnaire-remove-last"
        text: qsTr("Take the last one out")
        enabled: !fields.model.busy
        onClicked: fields.model.removeLast()
    }
}
