import QtQuick

// The promises of the view model of this name, on sample content.
SampleModel {
    enum Stage {
        Standing,
        Reading,
        Asking,
        Signing,
        Done,
        Withdrawing,
        History
    }

    property int stage: ConsentModel.Standing
    property bool waits: false
    property string waitsTitle: "Your consent"
    property string waitsDetail: "A text to read in your own time, before you decide."
    property string title: "Taking part: what you should know before you decide"
    property string notice
    property string changesText
    property string standingText: "Nothing is signed. Read the text first, in your own time. You can stop and go on later."
    property string actionText: "Read the text"
    property bool isSigned: false
    property bool isWithdrawn: false
    property string dataChoice
    property string progressText: "1 of 7"
    property string heading: "What is known"
    property string question: "When may you stop?"
    property string explanation
    property bool answeredRight: false
    property bool asksContact: false
    property string copyText
    property bool busy: false
    property string error
    property ListModel statements: ListModel {
        ListElement {
            words: "In one small trial with 34 people, depression scores fell more after DMT than after placebo two weeks later."
            detail: "How well it is known: not well yet\nSource: Erritzoe and others, Nature Medicine 2026"
        }
        ListElement {
            words: "About one in three people responded in that trial."
            detail: "How well it is known: not well yet"
        }
    }
    property ListModel options: ListModel {
        ListElement {
            label: "Not any more, once I have signed"
            chosen: false
        }
        ListElement {
            label: "If I have a good reason"
            chosen: false
        }
        ListElement {
            label: "At any time, without a reason"
            chosen: false
        }
    }
    property ListModel optIns: ListModel {
        ListElement {
            words: "My data may be used for further research."
            detail: "Without your name. You can take this back at any time."
            agrees: true
            namesPerson: false
        }
        ListElement {
            words: "My clinic may call a person I trust."
            detail: "If the clinic is worried about you and cannot reach you. You say who it is."
            agrees: false
            namesPerson: true
        }
    }
    property ListModel events: ListModel {
        ListElement {
            words: "Agreed: Taking part (signed by your clinic too)"
            when: "12 March 2026, 09:40"
        }
        ListElement {
            words: "Read the text, version 1.0.0"
            when: "11 March 2026, 20:15"
        }
    }

    signal opened
    signal closed

    function open() {
        note("open");
    }

    function goOn() {
        note("goOn");
    }

    function next() {
        note("next");
    }

    function back() {
        note("back");
    }

    function choose(index: int) {
        note("choose", index);
    }

    function toggleOptIn(index: int) {
        note("toggleOptIn", index);
    }

    function sign(name: string, contactName: string, contactPhone: string) {
        note("sign", name, contactName, contactPhone);
    }

    function changeOptIn(index: int, contactName: string, contactPhone: string) {
        note("changeOptIn", index, contactName, contactPhone);
    }

    function openWithdrawing() {
        note("openWithdrawing");
    }

    function withdraw(erase: bool) {
        note("withdraw", erase);
    }

    function openHistory() {
        note("openHistory");
    }

    function saveCopy() {
        note("saveCopy");
    }

    function close() {
        note("close");
    }
}
