import QtQuick

// The window of a page test. It holds one page and finds its controls by test id.
Item {
    id: stage

    width: 360
    height: 740

    property alias finder: finder

    function control(page, testId) {
        return finder.find(page, testId);
    }

    Finder {
        id: finder
    }
}
