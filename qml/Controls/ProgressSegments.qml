pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts

// How far one is, as one piece per step; as one bar where the pieces would be too small to count.
Item {
    id: progress

    required property int position
    required property int count
    property string text: qsTr("%1 of %2").arg(position).arg(count)
    readonly property int segments: count > 0 && width / count >= Theme.space4 ? count : 1

    Layout.fillWidth: true
    implicitHeight: Theme.space1
    implicitWidth: Theme.touchMin
    Accessible.role: Accessible.ProgressBar
    Accessible.name: text

    Rectangle {
        visible: progress.segments === 1
        anchors.fill: parent
        radius: height / 2
        color: Theme.hairline

        Rectangle {
            x: Theme.rightToLeft ? parent.width - width : 0
            height: parent.height
            width: parent.width * (progress.count > 0 ? Math.min(1, progress.position / progress.count) : 0)
            radius: height / 2
            color: Theme.primary
        }
    }
    Row {
        visible: progress.segments > 1
        spacing: Theme.space1

        Repeater {
            model: progress.segments > 1 ? progress.segments : 0

            Rectangle {
                required property int index

                width: (progress.width - (progress.segments - 1) * Theme.space1) / progress.segments
                height: progress.height
                radius: height / 2
                color: index < progress.position ? Theme.primary : Theme.hairline
            }
        }
    }
}
