import QtQuick
import Landfall.Controls
import Landfall.Pages

// One exhibit at a time, by its name; with the bottom bar where the app has one. The exhibits stand by
// flows in files of their own, as the pages do.
Rectangle {
    id: exhibits

    property string shown: "buttons"
    readonly property var exhibitNames: Object.keys(all)
    readonly property bool atHome: ["today", "today-nothing", "today-consent", "journal", "journal-empty", "progress", "progress-table", "progress-hidden", "progress-empty", "response", "me", "me-stopped"].includes(shown)

    readonly property var all: Object.assign({}, ofSheet.all, ofOnboarding.all, ofLock.all, ofToday.all, ofQuestion.all, ofQuestionnaire.all, ofProgress.all, ofJournal.all, ofHelp.all, ofMe.all, ofConsent.all)

    color: Theme.bg
    LayoutMirroring.enabled: Theme.rightToLeft
    LayoutMirroring.childrenInherit: true

    SheetExhibits {
        id: ofSheet
    }
    OnboardingExhibits {
        id: ofOnboarding
    }
    LockExhibits {
        id: ofLock
    }
    TodayExhibits {
        id: ofToday
    }
    QuestionExhibits {
        id: ofQuestion
    }
    QuestionnaireExhibits {
        id: ofQuestionnaire
    }
    ProgressExhibits {
        id: ofProgress
    }
    JournalExhibits {
        id: ofJournal
    }
    HelpExhibits {
        id: ofHelp
    }
    MeExhibits {
        id: ofMe
    }
    ConsentExhibits {
        id: ofConsent
    }
    Loader {
        anchors.top: parent.top
        anchors.bottom: places.top
        width: parent.width
        sourceComponent: exhibits.all[exhibits.shown]
    }
    PlacesBar {
        id: places

        anchors.bottom: parent.bottom
        width: parent.width
        height: exhibits.atHome ? implicitHeight : 0
        visible: exhibits.atHome
        place: exhibits.shown === "response" ? "progress" : exhibits.shown.split("-")[0]
    }
}
