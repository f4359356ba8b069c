import QtQuick

// Shows one page at a time. In place of a Loader, which in Qt 6.4 cannot create bound components.
FocusScope {
    id: host

    property Component page
    property Item shown: null

    onPageChanged: host.change()
    Component.onCompleted: host.change()

    function change() {
        if (host.shown) {
            host.shown.visible = false;
            host.shown.destroy();
            host.shown = null;
        }
        if (host.page === null)
            return;
        // With its size from the beginning, so that no text is laid out for a width that it never has.
        const made = host.page.createObject(host, {
                "width": host.width,
                "height": host.height
            }) as Item;
        made.width = Qt.binding(() => host.width);
        made.height = Qt.binding(() => host.height);
        made.focus = true;
        host.shown = made;
    }
}
