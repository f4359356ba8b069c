import QtQuick
import Landfall.Controls
import Landfall.ViewModels

// The way out. It asks for no reason, only for what becomes of what the clinic has; once withdrawn
// that can be chosen anew.
PageScaffold {
    id: page

    required property ConsentModel model
    readonly property bool again: page.model.isWithdrawn
    readonly property int said: page.model.dataChoice === "keep" ? 1 : page.model.dataChoice === "erase" ? 2 : 0
    property int picked: page.said // 1 keeps, 2 erases

    foot: [
        Notice {
            testId: "consent-withdraw-error"
            text: page.model.error
            error: true
        },
        ButtonPair {
            SecondaryButton {
                testId: "consent-withdraw-back"
                text: qsTr("Back")
                onClicked: page.model.back()
            }
            PrimaryButton {
                testId: "consent-withdraw-confirm"
                text: page.again ? qsTr("Change") : qsTr("Withdraw")
                enabled: page.picked > 0 && page.picked !== page.said && !page.model.busy
                onClicked: page.model.withdraw(page.picked === 2)
            }
        }
    ]

    Heading {
        text: page.again ? qsTr("What becomes of my data") : qsTr("Withdraw my consent")
        size: page.titleSize
    }
    Prose {
        text: page.again ? qsTr("You have withdrawn your consent, and that stays so. You can change what your clinic is to do with what it has collected. What it has erased already does not come back.") : qsTr("You need no reason, and your care will not get worse for it. What you also agreed to, such as research, ends with it.")
    }
    SectionLabel {
        text: qsTr("What your clinic has collected until now")
    }
    OptionRow {
        testId: "consent-data-keep"
        text: qsTr("My clinic keeps it")
        chosen: page.picked === 1
        onPicked: page.picked = 1
    }
    OptionRow {
        testId: "consent-data-erase"
        text: qsTr("My clinic erases what the law allows")
        chosen: page.picked === 2
        onPicked: page.picked = 2
    }
    QuietText {
        text: qsTr("Some records of a study must be kept by law; your clinic tells you which. Your journal is yours in either case: it is not touched by this, and you can delete it yourself.")
    }
}
