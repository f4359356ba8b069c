pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Landfall.Controls
import Landfall.ViewModels

// What was answered, one line per measure. Better, worse, unchanged and missing look the same here.
PageScaffold {
    id: page

    required property ProgressModel model
    required property StatusModel status
    // The measures whose table is shown, by id.
    property var tables: ({})

    function toggle(id: string) {
        const changed = Object.assign({}, page.tables);
        changed[id] = !changed[id];
        page.tables = changed;
    }

    footLines: StatusLine {
        testId: "status-line"
        text: page.status.text
        marked: page.status.kind !== StatusModel.Calm
    }

    Lines {
        spacing: Theme.space1

        Heading {
            text: qsTr("Progress")
            size: page.titleSize
        }
        QuietText {
            visible: text !== ""
            text: page.model.leadText
        }
    }
    Notice {
        testId: "progress-error"
        text: page.model.error
        error: true
    }
    Card {
        visible: page.model.emptyText !== ""

        Prose {
            text: page.model.emptyText
        }
    }
    Repeater {
        model: page.model.measures

        Card {
            id: card

            required property var modelData
            readonly property string measure: modelData.id
            readonly property bool tableShown: page.tables[measure] === true

            // Below each other where the words would stand in a narrow column.
            GridLayout {
                columns: page.tight ? 1 : 2
                columnSpacing: Theme.space2
                rowSpacing: 0

                Lines {
                    spacing: 0

                    Prose {
                        text: card.modelData.title
                        font.weight: Font.DemiBold
                        Accessible.role: Accessible.Heading
                    }
                    QuietText {
                        visible: text !== ""
                        text: card.modelData.name
                        font.pixelSize: Theme.textTiny
                    }
                }
                QuietButton {
                    visible: card.modelData.drawn
                    testId: "progress-table-" + card.measure
                    text: card.tableShown ? qsTr("Chart") : qsTr("Table")
                    textSize: Theme.textSmall
                    horizontalPadding: page.tight ? 0 : Theme.space3
                    Accessible.name: card.tableShown ? qsTr("%1 as a chart").arg(card.modelData.title) : qsTr("%1 as a table").arg(card.modelData.title)
                    Layout.fillWidth: false
                    Layout.preferredWidth: -1
                    onClicked: page.toggle(card.measure)
                }
            }
            LineChart {
                visible: card.modelData.drawn && !card.tableShown
                testId: "progress-chart-" + card.measure
                summary: card.modelData.summary
                points: card.modelData.points
                marks: card.modelData.marks
                ticks: card.modelData.ticks
                firstDay: card.modelData.firstDay
                lastDay: card.modelData.lastDay
                Layout.fillWidth: true
                onPicked: index => page.model.open(card.modelData.points[index].response)
            }
            Lines {
                visible: !card.modelData.drawn || card.tableShown
                spacing: Theme.space2

                Repeater {
                    model: card.modelData.rows

                    LinkRow {
                        required property int index
                        required property var modelData

                        testId: "progress-row-" + card.measure + "-" + index
                        title: modelData.value
                        detail: modelData.day + (modelData.late === "" ? "" : ". " + modelData.late)
                        detailFirst: true
                        fill: Theme.bg
                        onClicked: page.model.open(modelData.response)
                    }
                }
            }
            QuietText {
                text: card.modelData.lastText
            }
            QuietText {
                visible: text !== ""
                text: page.model.effectsText
            }
        }
    }
}
