import QtQuick

// One question and what was answered, to read.
Card {
    id: line

    required property string question
    required property string answer
    property bool missing: false

    padding: Theme.space3
    spacing: Theme.space1
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1 You answered: %2").arg(question).arg(answer)

    QuietText {
        text: line.question
        Accessible.ignored: true
    }
    Prose {
        text: line.answer
        color: line.missing ? Theme.muted : Theme.ink
        font.weight: Font.DemiBold
        Accessible.ignored: true
    }
}
