pragma ComponentBehavior: Bound

import QtQuick
import Landfall.Pages
import Landfall.ViewModels

// The pages above the tabs that belong to Me: consent, safety plan, reminders, intentions.
PageHost {
    id: leaves

    required property ShellModel shell

    page: {
        switch (leaves.shell.leaf) {
        case ShellModel.ConsentLeaf:
            switch (leaves.shell.consent.stage) {
            case ConsentModel.Reading:
                return reading;
            case ConsentModel.Asking:
                return asking;
            case ConsentModel.Signing:
                return signing;
            case ConsentModel.Done:
                return done;
            case ConsentModel.Withdrawing:
                return withdrawing;
            case ConsentModel.History:
                return history;
            default:
                return consent;
            }
        case ShellModel.SafetyPlanLeaf:
            return safetyPlan;
        case ShellModel.RemindersLeaf:
            return reminders;
        case ShellModel.IntentionsLeaf:
            return intentions;
        default:
            return null;
        }
    }

    Component {
        id: consent

        ConsentPage {
            model: leaves.shell.consent
            onHelpRequested: leaves.shell.openHelp()
        }
    }
    Component {
        id: reading

        ConsentReadPage {
            model: leaves.shell.consent
            onHelpRequested: leaves.shell.openHelp()
        }
    }
    Component {
        id: asking

        ConsentQuestionPage {
            model: leaves.shell.consent
            onHelpRequested: leaves.shell.openHelp()
        }
    }
    Component {
        id: signing

        ConsentSignPage {
            model: leaves.shell.consent
            onHelpRequested: leaves.shell.openHelp()
        }
    }
    Component {
        id: done

        ConsentDonePage {
            model: leaves.shell.consent
            onHelpRequested: leaves.shell.openHelp()
        }
    }
    Component {
        id: withdrawing

        ConsentWithdrawPage {
            model: leaves.shell.consent
            onHelpRequested: leaves.shell.openHelp()
        }
    }
    Component {
        id: history

        ConsentHistoryPage {
            model: leaves.shell.consent
            onHelpRequested: leaves.shell.openHelp()
        }
    }
    Component {
        id: safetyPlan

        SafetyPlanPage {
            model: leaves.shell.safetyPlan
            onHelpRequested: leaves.shell.openHelp()
        }
    }
    Component {
        id: reminders

        RemindersPage {
            model: leaves.shell.reminders
            onHelpRequested: leaves.shell.openHelp()
        }
    }
    Component {
        id: intentions

        IntentionsPage {
            model: leaves.shell.intentions
            onHelpRequested: leaves.shell.openHelp()
        }
    }
}
