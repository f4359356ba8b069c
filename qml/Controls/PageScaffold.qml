import QtQuick
import QtQuick.Layouts

// The frame of every page: a top bar with Help now, content that scrolls, and a foot that stays in
// reach of a thumb. On a low window or with large text the foot moves into the scrolled content, so
// that reading never loses its room; `footStays` and `readFirst` say where that is not enough.
Rectangle {
    id: page

    default property alias content: column.data
    property alias foot: footColumn.data
    // Lines of the foot that only inform: with large text they scroll away first.
    property alias footLines: lineColumn.data
    // Beside Help now, and at the beginning of the top bar.
    property alias bar: barExtra.data
    property alias barStart: barBegin.data
    property string topText: ""
    property bool backShown: false
    property string backTestId: "page-back"
    property bool helpShown: true
    // False where the content scrolls by itself, such as a long list.
    property bool scrolls: true
    property alias spacing: column.spacing
    // The foot holds the one thing that is needed, and nothing else: it never leaves the screen.
    property bool footStays: false
    // The foot is an answer to all of the content, so that it comes after it.
    property bool readFirst: false
    // A phone on its side.
    readonly property bool low: height < Theme.lowHeight
    // Less room for words than a small phone has at the usual text size. Text takes room in both
    // directions; titles step back then, for what is needed to be on the first screen.
    readonly property bool tight: low || width * height < 320 * 560 * Theme.textScale * Theme.textScale
    readonly property int titleSize: tight ? Theme.textBody : Theme.textTitle
    // What a fixed foot leaves for reading.
    readonly property real readingRoom: height - top.y - top.height - footColumn.implicitHeight - Theme.space5 - Theme.safeBottom
    readonly property bool footLeavesRoom: footColumn.implicitHeight + top.height <= page.height / 3 && readingRoom >= Theme.readingHeight && (!readFirst || column.implicitHeight <= readingRoom)
    readonly property bool footScrolls: scrolls && !footStays && (low || !footLeavesRoom)
    readonly property bool linesScroll: footScrolls || (scrolls && Theme.textScale >= Theme.largeText)
    // What appeared last and has to be read; held until the person moves on.
    property Item held: null

    signal helpRequested
    signal backRequested

    // Brings an area of an item of the content into view.
    function reveal(item: Item, area: rect) {
        const place = item.mapToItem(column, area.x, area.y);
        const first = place.y - Theme.space4;
        const last = place.y + area.height + Theme.space4;
        if (first < flick.contentY)
            flick.contentY = Math.max(0, first);
        else if (last > flick.contentY + flick.height)
            flick.contentY = Math.min(last - flick.height, Math.max(0, flick.contentHeight - flick.height));
    }

    // Stays in view while the page is laid out anew.
    function keepInView(item: Item) {
        page.held = item;
        page.revealHeld();
    }

    // What stands in the fixed foot is in view; it may still become part of what scrolls.
    function isScrolled(item: Item): bool {
        for (let up = item; up; up = up.parent) {
            if (up === flick.contentItem)
                return true;
        }
        return false;
    }

    function revealHeld() {
        if (page.held && page.held.visible && page.isScrolled(page.held))
            page.reveal(page.held, Qt.rect(0, 0, page.held.width, Math.min(page.held.height, flick.height - 2 * Theme.space4)));
    }

    function scrollToTop() {
        page.held = null;
        flick.contentY = 0;
    }

    color: Theme.bg

    // What has just appeared gets its height only when it is laid out.
    Connections {
        target: page.held
        function onHeightChanged() {
            page.revealHeld();
        }
    }

    // Where the keyboard was last on this page.
    property Item reached: null

    // A control reached by the keyboard is never out of sight. Where it only comes back to, as from Help
    // now, the page stays where it is: it may show something else by then.
    Window.onActiveFocusItemChanged: {
        const item = page.Window.activeFocusItem;
        const before = page.reached;
        for (let up = item; up; up = up.parent) {
            if (up === page)
                page.reached = item;
        }
        if (item === before)
            return;
        for (let up = item; up; up = up.parent) {
            if (up === column) {
                page.reveal(item, Qt.rect(0, 0, item.width, Math.min(item.height, flick.height / 2)));
                // Unless it is about this very field.
                if (page.held && page.held.parent !== item.parent)
                    page.held = null;
                page.revealHeld();
                return;
            }
        }
    }

    ColumnLayout {
        id: top

        readonly property real side: Math.max(Theme.space4, (page.width - Theme.contentWidthMax) / 2)

        anchors.top: parent.top
        anchors.topMargin: Theme.safeTop + Theme.space2
        x: side
        width: page.width - 2 * side
        spacing: 0

        RowLayout {
            id: bar

            spacing: Theme.space2

            IconButton {
                id: back

                visible: page.backShown
                testId: page.backShown ? page.backTestId : ""
                label: qsTr("Back")
                glyph: Glyphs.back
                directional: true
                Layout.leftMargin: -Theme.space3
                onClicked: page.backRequested()
            }
            RowLayout {
                id: barBegin

                visible: children.length > 0
                Layout.fillWidth: false
                spacing: Theme.space2
            }
            QuietText {
                text: topLine.visible ? "" : page.topText
                Layout.minimumHeight: Theme.touchMin
                verticalAlignment: Text.AlignVCenter
            }
            RowLayout {
                id: barExtra

                visible: children.length > 0
                Layout.fillWidth: false
                spacing: Theme.space2
            }
            HelpNowButton {
                id: help

                visible: page.helpShown
                testId: page.helpShown ? "help-now" : ""
                onClicked: page.helpRequested()
            }
        }
        // Large text gets a line of its own.
        QuietText {
            id: topLine

            readonly property real taken: (back.visible ? back.width : 0) + (help.visible ? help.width : 0) + barExtra.width + barBegin.width + 4 * bar.spacing

            visible: page.topText !== "" && implicitWidth > bar.width - taken
            text: page.topText
        }
    }

    Flickable {
        id: flick

        anchors.top: top.bottom
        anchors.topMargin: Theme.space2
        anchors.bottom: page.footScrolls ? parent.bottom : footGround.top
        width: page.width
        clip: true
        contentWidth: width
        contentHeight: !page.scrolls ? height : column.height + Theme.space5 + lineColumn.scrolledHeight + (page.footScrolls ? footColumn.implicitHeight + Theme.space5 + Theme.safeBottom : 0)
        interactive: page.scrolls
        boundsBehavior: Flickable.StopAtBounds
        flickableDirection: Flickable.VerticalFlick
        onMovementStarted: page.held = null
        onContentHeightChanged: page.revealHeld()
        onHeightChanged: page.revealHeld()

        ColumnLayout {
            id: column

            x: top.x
            width: top.width
            y: Theme.space1
            height: page.scrolls ? implicitHeight : flick.height - y
            spacing: Theme.space4
        }
    }

    Item {
        id: footGround

        anchors.bottom: parent.bottom
        width: page.width
        height: page.footScrolls || content === 0 ? 0 : content + Theme.space3 + Theme.space4 + Theme.safeBottom

        readonly property real content: footColumn.implicitHeight + lineColumn.fixedHeight
    }
    ColumnLayout {
        id: lineColumn

        // With the gap to what follows.
        readonly property real wholeHeight: implicitHeight === 0 ? 0 : implicitHeight + (footColumn.implicitHeight === 0 ? 0 : Theme.space2)
        readonly property real fixedHeight: page.linesScroll ? 0 : wholeHeight
        readonly property real scrolledHeight: page.linesScroll ? wholeHeight : 0

        parent: page.linesScroll ? flick.contentItem : footGround
        x: top.x
        width: top.width
        y: page.linesScroll ? column.y + column.height + Theme.space4 : Theme.space3
        spacing: Theme.space2
    }
    ColumnLayout {
        id: footColumn

        parent: page.footScrolls ? flick.contentItem : footGround
        x: top.x
        width: top.width
        y: page.footScrolls ? column.y + column.height + Theme.space5 + lineColumn.scrolledHeight : Theme.space3 + lineColumn.fixedHeight
        spacing: Theme.space2
    }
}
