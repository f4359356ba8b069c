import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    enum Stage {
        Asking,
        Reviewing,
        Done
    }

    enum Kind {
        Choice,
        YesNo,
        Number,
        Text,
        Display,
        CannotAsk,
        Slider,
        Date,
        Time,
        DateTime,
        Again
    }

    property string title: "How have the last two weeks been?"
    property string lead: "Over the last 2 weeks, how often have you been bothered by"
    property string question: "Trouble falling or staying asleep, or sleeping too much"
    property int position: 3
    property int count: 9
    property string progressText: "3 of 9"
    property int stage: QuestionnaireModel.Asking
    property int kind: QuestionnaireModel.Choice
    property string number
    property string text
    property string minimum: "0"
    property string maximum: "10"
    property string help
    property bool several: false
    property bool ownWords: false
    property bool multiline: true
    property bool isDecimal: false
    property string unit
    property ListModel units: ListModel {
    }
    property string date
    property string time
    property int sliderCount: 11
    property int sliderAt: -1
    property string lowLabel: "Not at all"
    property string highLabel: "As much as can be"
    property int rows: 1
    property bool mayDecline: false
    property bool declined: false
    property bool canGoBack: true
    property bool canGoOn: true
    property bool mayFinish: false
    property bool mayAdd: mayFinish
    property bool busy: false
    property string error
    property bool maySend: true
    property string openText
    property string doneTitle: resultUrgent ? "" : "Thank you"
    property string doneText: "Your care team will see your answers. There is nothing else you need to do here."
    property string deliveryText: "Saved on this phone, not sent yet."
    property ListModel offers: ListModel {
    }
    property string resultText
    property string resultDay
    property string resultRules
    property bool resultUrgent: false
    property ListModel resultAnswers: ListModel {
    }
    property ListModel options: ListModel {
        ListElement {
            label: "Not at all"
            chosen: false
        }
        ListElement {
            label: "Several days"
            chosen: true
        }
        ListElement {
            label: "More than half the days"
            chosen: false
        }
        ListElement {
            label: "Nearly every day"
            chosen: false
        }
    }
    property ListModel answers: ListModel {
        ListElement {
            label: "1"
            question: "Little interest or pleasure in doing things"
            answer: "Several days"
            missing: false
        }
        ListElement {
            label: "2"
            question: "Feeling down, depressed, or hopeless"
            answer: "More than half the days"
            missing: false
        }
        ListElement {
            label: "3"
            question: "Trouble falling or staying asleep, or sleeping too much"
            answer: "Not answered"
            missing: true
        }
        ListElement {
            label: "9"
            question: "Thoughts that you would be better off dead, or of hurting yourself"
            answer: "I would rather not say"
            missing: false
        }
    }

    signal changed
    onPositionChanged: changed()
    signal helpNeeded(int tier)

    function choose(index: int) {
        note("choose", index);
    }

    function decline() {
        note("decline");
    }

    function setNumber(text: string) {
        note("setNumber", text);
    }

    function setText(text: string) {
        note("setText", text);
    }

    function setDate(text: string) {
        note("setDate", text);
    }

    function chooseDay(daysAgo: int) {
        note("chooseDay", daysAgo);
    }

    function setTime(text: string) {
        note("setTime", text);
    }

    function chooseUnit(index: int) {
        note("chooseUnit", index);
    }

    function slide(position: int) {
        note("slide", position);
    }

    function sliderText(position: int): string {
        return position < 0 ? "" : String(position);
    }

    function again() {
        note("again");
    }

    function removeLast() {
        note("removeLast");
    }

    function back() {
        note("back");
    }

    function next() {
        note("next");
    }

    function finish() {
        note("finish");
    }

    function edit(index: int) {
        note("edit", index);
    }

    function submit() {
        note("submit");
    }

    function openOffer(questionnaireId: string) {
        note("openOffer", questionnaireId);
    }

    function correct() {
        note("correct");
    }
}
