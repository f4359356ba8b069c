import QtQuick

// The controls by themselves, and what is written with them.
Item {
    readonly property var all: ({
            "buttons": buttons,
            "choices": choices,
            "writing": writing,
            "signs": signs
        })

    Component {
        id: buttons

        ButtonsSheet {
        }
    }
    Component {
        id: choices

        ChoicesSheet {
        }
    }
    Component {
        id: writing

        WritingSheet {
        }
    }
    Component {
        id: signs

        SignsSheet {
        }
    }
}
