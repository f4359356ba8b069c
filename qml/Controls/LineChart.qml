pragma ComponentBehavior: Bound
import QtQuick
import Landfall.Controls // Qt 6.4 finds a C++ type of its own module only so

// One line over time. It shows and does not judge: no colour for better or worse. What it draws is
// said in `summary`; the table beside it is the way for a keyboard.
Item {
    id: chart

    required property string testId
    required property string summary
    required property var points
    // Maps of x and text, by time.
    required property var marks
    required property var ticks
    readonly property bool hasGaps: points.some(point => point.missing)
    property string firstDay: ""
    property string lastDay: ""
    // Index into `points`.
    signal picked(int index)

    // Where the names of the marks stand: each in the first line above the drawing where it has room.
    readonly property var names: {
        const ends = [];
        return chart.marks.map(mark => {
                const width = Math.ceil(small.advanceWidth(mark.text)) + 1;
                const place = plot.x + plot.inset + mark.x * (plot.width - 2 * plot.inset);
                const x = Math.max(0, Math.min(place - width / 2, chart.width - width));
                const free = ends.findIndex(end => end + Theme.space2 <= x);
                const line = free < 0 ? ends.length : free;
                ends[line] = x + width;
                return {
                    "x": x,
                    "line": line,
                    "text": mark.text
                };
            });
    }
    readonly property int nameLines: names.reduce((most, name) => Math.max(most, name.line + 1), 0)
    readonly property real nameHeight: Math.ceil(Theme.textTiny * 1.5)

    // The point nearest to a place, by time.
    function nearest(x: real): int {
        const share = (x - plot.x - plot.inset) / (plot.width - 2 * plot.inset);
        let best = -1;
        for (let i = 0; i < chart.points.length; ++i) {
            if (best < 0 || Math.abs(chart.points[i].x - share) < Math.abs(chart.points[best].x - share))
                best = i;
        }
        return best;
    }

    objectName: testId
    implicitWidth: Theme.touchMin
    implicitHeight: gaps.visible ? gaps.y + gaps.height : days.y + days.height
    // Time runs the same way in every language.
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    Accessible.role: Accessible.Chart
    Accessible.name: summary
    Accessible.description: Theme.testIds ? testId : ""

    TextMetrics {
        id: widest

        font.pixelSize: Theme.textTiny
        text: chart.ticks.reduce((longest, tick) => tick.text.length > longest.length ? tick.text : longest, "")
    }
    Repeater {
        model: chart.ticks

        QuietText {
            required property var modelData

            y: plot.y + plot.inset + (1 - modelData.y) * (plot.axisY - plot.inset) - height / 2
            width: Math.ceil(widest.advanceWidth) + Theme.space1
            text: modelData.text
            font.pixelSize: Theme.textTiny
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
    FontMetrics {
        id: small

        font.pixelSize: Theme.textTiny
    }
    Repeater {
        model: chart.names

        QuietText {
            required property var modelData

            x: modelData.x
            y: (chart.nameLines - 1 - modelData.line) * chart.nameHeight
            text: modelData.text
            color: Theme.accent
            font.pixelSize: Theme.textTiny
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
    ChartPainting {
        id: plot

        x: Math.ceil(widest.advanceWidth) + Theme.space2
        y: chart.nameLines * chart.nameHeight
        width: chart.width - x
        height: Theme.chartHeight + gutter
        inset: Theme.space2
        gutter: chart.hasGaps ? Theme.chartGutter : 0
        points: chart.points
        marks: chart.marks.map(mark => mark.x)
        ticks: chart.ticks
        lineColor: Theme.primary
        markColor: Theme.accent
        gridColor: Theme.hairline
        groundColor: Theme.surface
        missingColor: Theme.muted
    }
    Item {
        id: days

        x: plot.x
        y: plot.y + plot.height + Theme.space1
        width: plot.width
        height: beside ? Math.max(first.height, last.height) : first.height + last.height

        // A day is not broken: where there is no room for two, the last one stands below.
        readonly property bool beside: chart.lastDay === "" || first.implicitWidth + last.implicitWidth + Theme.space2 <= width

        QuietText {
            id: first

            width: days.width
            text: chart.firstDay
            font.pixelSize: Theme.textTiny
            horizontalAlignment: chart.lastDay === "" ? Text.AlignHCenter : Text.AlignLeft
            Accessible.ignored: true
        }
        QuietText {
            id: last

            y: days.beside ? 0 : first.height
            width: days.width
            text: chart.lastDay
            font.pixelSize: Theme.textTiny
            horizontalAlignment: Text.AlignRight
            Accessible.ignored: true
        }
    }
    Row {
        id: gaps

        x: plot.x
        y: days.y + days.height + Theme.space1
        visible: chart.hasGaps
        spacing: Theme.space2

        Rectangle {
            y: (gapText.height - height) / 2
            width: Theme.space2
            height: Theme.focusWidth
            color: Theme.muted
        }
        QuietText {
            id: gapText

            width: plot.width - Theme.space4
            text: qsTr("no number: some questions were left open")
            font.pixelSize: Theme.textTiny
            Accessible.ignored: true
        }
    }
    TapHandler {
        onTapped: point => {
            const index = chart.nearest(point.position.x);
            if (index >= 0)
                chart.picked(index);
        }
    }
}
