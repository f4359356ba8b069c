import QtQuick
import QtTest
import Landfall.Controls
import "qrc:/qt/qml/Landfall/Gallery"

// Words that lie over each other are read by nobody: measured on every exhibit.
Item {
    id: scene

    width: 320
    height: 568

    Component {
        id: exhibits

        Exhibits {
        }
    }
    Finder {
        id: finder
    }

    TestCase {
        name: "Lines"
        when: windowShown

        function cleanup() {
            Theme.textScale = 1;
        }

        function names() {
            const all = createTemporaryObject(exhibits, scene);
            const found = all.exhibitNames;
            all.destroy();
            return found;
        }

        // The part of an item that scrolling and the window leave to be seen.
        function seen(scenery, item) {
            let from = item.mapToItem(scenery, 0, 0);
            let to = item.mapToItem(scenery, item.width, item.height);
            for (let up = item.parent; up; up = up.parent) {
                if (!up.clip && up !== scenery)
                    continue;
                const least = up.mapToItem(scenery, 0, 0);
                const most = up.mapToItem(scenery, up.width, up.height);
                from = Qt.point(Math.max(from.x, least.x), Math.max(from.y, least.y));
                to = Qt.point(Math.min(to.x, most.x), Math.min(to.y, most.y));
            }
            return Qt.rect(from.x, from.y, to.x - from.x, to.y - from.y);
        }

        function shared(a, b) {
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            return Math.min(across, down);
        }

        function isChart(item) {
            for (let up = item; up; up = up.parent) {
                if (up.Accessible.role === Accessible.Chart)
                    return true;
            }
            return false;
        }

        // What can be read at once: words and fields of one page.
        function linesOf(scenery) {
            const found = [];
            finder.walk(scenery, each => {
                    const isWords = each.textFormat !== undefined && each.text !== "";
                    const isField = each.cursorRectangle !== undefined;
                    if ((isWords || isField) && finder.shown(each) && !isChart(each))
                        found.push(each);
                });
            return found;
        }

        function overlapping(scenery) {
            const found = linesOf(scenery).map(item => ({
                            "item": item,
                            "place": seen(scenery, item)
                        }));
            for (let i = 0; i < found.length; ++i) {
                for (let k = i + 1; k < found.length; ++k) {
                    if (found[k].item.parent !== found[i].item && shared(found[i].place, found[k].place) > 2)
                        return "\"" + found[i].item.text + "\" and \"" + found[k].item.text + "\"";
                }
            }
            return "";
        }

        function test_noTwoLinesLieOverEachOther_data() {
            return [[[360, 740, 1]], [[320, 568, 2]], [[740, 360, 1], [360, 740, 1]], [[360, 740, 1], [360, 740, 2]]].map(row => ({
                            "tag": row.map(size => size.join(" ")).join(", then "),
                            "sizes": row
                        }));
        }

        // However it came to its size: made without one as by the app, turned, with larger text.
        function test_noTwoLinesLieOverEachOther(row) {
            for (const name of names()) {
                const scenery = createTemporaryObject(exhibits, scene, {
                        "shown": name
                    });
                for (const [width, height, scale] of row.sizes) {
                    Theme.textScale = scale;
                    scenery.width = width;
                    scenery.height = height;
                    waitForRendering(scenery);
                    const found = overlapping(scenery);
                    if (found !== "")
                        tryVerify(() => overlapping(scenery) === "", 1000, name + " at " + width + " by " + height + ": " + found);
                }
                scenery.destroy();
            }
        }
    }
}
