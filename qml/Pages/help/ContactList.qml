pragma ComponentBehavior: Bound
import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// The emergency numbers, or everybody else who can be reached. Two lists of one model, so that the
// page may put words between them.
Lines {
    id: list

    required property HelpModel model
    required property bool emergency

    // In an emergency the names are larger.
    property bool large: false

    // A number is read and typed as one: it is not broken at the end of a line.
    function unbroken(words: string): string {
        return words.replace(/(\d) (?=\d)/g, "$1\u00a0");
    }

    // A row that leads to a page and not to a number: its kind.
    signal pageRequested(string kind)

    spacing: Theme.space3

    Repeater {
        model: list.model.contacts

        ContactRow {
            required property int index
            required property string kind
            required property string name
            required property string number

            readonly property bool isHere: (kind === "emergency") === list.emergency

            visible: isHere
            // The first of a kind has the short id; further ones are counted.
            testId: !isHere ? "" : (kind === "emergency" && index === 0) || (kind !== "emergency" && kind !== "line") ? "help-" + kind : "help-" + kind + "-" + index
            title: list.unbroken(number === "" || name.includes(number) ? name : name + " " + number)
            required detail
            urgent: kind === "emergency"
            titleSize: list.large ? Theme.textLarge : Theme.textBody
            calls: number !== ""
            onClicked: {
                if (calls)
                    list.model.call(index);
                else
                    list.pageRequested(kind);
            }
        }
    }
}
