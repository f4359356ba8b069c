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
    // Maps of x, text and number.
    required property var marks
    required property var ticks
    readonly property bool hasGaps: points.some(point => point.missing)
    property string firstDay: ""
    property string lastDay: ""
    // Index into `points`.
    signal picked(int index)

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
    Repeater {
        model: chart.marks

        QuietText {
            id: label

            required property int index
            required property var modelData
            readonly property real place: placeOf(index)
            readonly property real room: Math.min(index === 0 ? chart.width : place - placeOf(index - 1), index === chart.marks.length - 1 ? chart.width : placeOf(index + 1) - place)

            function placeOf(mark: int): real {
                return plot.x + plot.inset + chart.marks[mark].x * (plot.width - 2 * plot.inset);
            }

            // Two that stand close have room for their numbers alone.
            visible: room > implicitWidth
            x: Math.max(0, Math.min(place - implicitWidth / 2, chart.width - implicitWidth))
            width: implicitWidth
            text: whole.advanceWidth + Theme.space2 < room ? modelData.text : modelData.number
            color: Theme.accent
            font.pixelSize: Theme.textTiny
            wrapMode: Text.NoWrap
            Accessible.ignored: true

            TextMetrics {
                id: whole

                font: label.font
                text: label.modelData.text
            }
        }
    }
    ChartPainting {
        id: plot

        x: Math.ceil(widest.advanceWidth) + Theme.space2
        y: chart.marks.length > 0 ? Math.ceil(Theme.textTiny * 1.5) : 0
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
        height: Math.max(first.height, last.height)

        QuietText {
            id: first

            width: chart.lastDay === "" ? days.width : days.width / 2
            text: chart.firstDay
            font.pixelSize: Theme.textTiny
            horizontalAlignment: chart.lastDay === "" ? Text.AlignHCenter : Text.AlignLeft
            Accessible.ignored: true
        }
        QuietText {
            id: last

            x: days.width / 2
            width: days.width / 2
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
