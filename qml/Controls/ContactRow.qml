import QtQuick

// Somebody to call, large enough for a shaking hand. `urgent` is for the emergency number alone.
LinkRow {
    property bool urgent: false
    // False for a row that leads to a page and dials nothing.
    property bool calls: true
    readonly property string spoken: calls ? qsTr("Call %1").arg(title) : title

    Accessible.name: detail === "" ? spoken : qsTr("%1. %2").arg(spoken).arg(detail)
    glyph: calls ? Glyphs.phone : Glyphs.next
    fill: urgent ? Theme.care : Theme.surface
    ink: urgent ? Theme.careInk : Theme.ink
    quietInk: urgent ? Theme.careInk : Theme.muted
    verticalPadding: Theme.space4
}
