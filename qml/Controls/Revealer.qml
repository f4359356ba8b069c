import QtQuick
import Landfall.Controls

// Brings what has just appeared into view on the page that it is part of.
QtObject {
    id: revealer

    required property Item what

    // After the bindings of this moment, so that what appears is there.
    readonly property Timer moment: Timer {
        interval: 0
        onTriggered: revealer.now()
    }

    function soon() {
        revealer.moment.restart();
    }

    function now() {
        for (let up = revealer.what; up; up = up.parent) {
            const page = up as PageScaffold;
            if (page) {
                page.keepInView(revealer.what);
                return;
            }
        }
    }
}
