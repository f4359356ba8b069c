import QtQuick
import QtQuick.Layouts

// A circle to breathe with: it widens slowly, rests, and narrows more slowly still. This is the
// exercise itself and no decoration, so it may take longer than the motion of the app; where the
// system asks for less motion it stays still and the words lead alone.
Item {
    id: circle

    required property string testId
    property bool running: true
    property int inMs: 4000
    property int restMs: 1000
    property int outMs: 6000
    readonly property string phase: phases[step]
    property int step: 0
    property int breaths: 0

    readonly property var phases: ["in", "rest", "out"]
    readonly property var durations: [inMs, restMs, outMs]
    readonly property string words: phase === "in" ? qsTr("Breathe in") : phase === "rest" ? qsTr("Rest") : qsTr("Breathe out")
    readonly property real widest: Math.min(width, height)
    readonly property bool still: Theme.reducedMotion

    objectName: testId
    Accessible.role: Accessible.StaticText
    Accessible.name: words
    Accessible.description: Theme.testIds ? testId : ""
    Layout.fillWidth: true
    implicitWidth: 240
    implicitHeight: 240

    Timer {
        interval: circle.durations[circle.step]
        running: circle.running && circle.visible
        repeat: true
        onTriggered: {
            if (circle.step === 2)
                circle.breaths += 1;
            circle.step = (circle.step + 1) % 3;
        }
    }
    Rectangle {
        anchors.centerIn: parent
        width: circle.widest
        height: width
        radius: width / 2
        color: "transparent"
        border.width: Theme.lineWidth
        border.color: Theme.line
    }
    Rectangle {
        id: disc

        readonly property real share: circle.still ? 0.8 : circle.running && circle.step < 2 ? 0.98 : 0.6

        anchors.centerIn: parent
        width: circle.widest * share
        height: width
        radius: width / 2
        color: Theme.container

        Behavior on width  {
            enabled: !circle.still && circle.running
            NumberAnimation {
                duration: circle.step === 0 ? circle.inMs : circle.outMs
                easing.type: Easing.InOutSine
            }
        }
    }
    Text {
        anchors.centerIn: parent
        width: circle.widest * 0.56
        text: circle.words
        textFormat: Text.PlainText
        color: Theme.containerInk
        font.pixelSize: Math.min(Theme.textLarge, 28)
        font.weight: Font.DemiBold
        wrapMode: Text.Wrap
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
}
