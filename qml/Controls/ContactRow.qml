import QtQuick

// Somebody to call, large enough for a shaking hand. `urgent` is for the emergency number alone.
LinkRow {
    property bool urgent: false

    Accessible.name: detail === "" ? qsTr("Call %1").arg(title) : qsTr("Call %1. %2").arg(title).arg(detail)
    glyph: Glyphs.phone
    fill: urgent ? Theme.care : Theme.surface
    ink: urgent ? Theme.careInk : Theme.ink
    quietInk: urgent ? Theme.careInk : Theme.muted
    verticalPadding: Theme.space4
}
