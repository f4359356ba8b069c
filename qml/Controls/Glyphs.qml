pragma Singleton
import QtQuick

// The drawings of the app, ours, as SVG paths on a 24 by 24 grid, each one line. Glyph draws them.
QtObject {
    readonly property string today: "M5 15a7 7 0 0 1 14 0 M3 15h18 M7 19h10 M12 4.5v1"
    readonly property string journal: "M6 4h10a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6z M9.5 9h5 M9.5 13h5"
    readonly property string progress: "M4 5v14h16 M7.500 14.500l4-4l3 2.500l5-5.500"
    readonly property string person: "M12 12a4 4 0 1 0 0-8a4 4 0 0 0 0 8z M4.5 20.5c0.5-4 3.5-6 7.5-6s7 2 7.5 6"
    readonly property string phone: "M6.2 4h3l1.6 4.2l-2.2 1.6a12 12 0 0 0 5.6 5.6l1.6-2.2L20 14.8v3c0 1.2-1 2.2-2.2 2.2C10.700 20 4 13.300 4 6.200C4 5 5 4 6.200 4z"
    readonly property string next: "M9 5l7 7l-7 7"
    readonly property string back: "M15 5l-7 7l7 7"
    readonly property string check: "M5 12.500l4.500 4.500L19 7.500"
    readonly property string less: "M6 12h12"
    readonly property string more: "M6 12h12 M12 6v12"
    readonly property string close: "M6 6l12 12 M18 6L6 18"
    readonly property string search: "M10.500 17a6.500 6.500 0 1 0 0-13a6.500 6.500 0 0 0 0 13z M15.500 15.500L20.500 20.500"
    readonly property string eye: "M2.500 12c2.500-4.300 5.700-6.500 9.500-6.500s7 2.200 9.500 6.500c-2.500 4.300-5.700 6.500-9.500 6.500s-7-2.200-9.500-6.500z M12 15a3 3 0 1 0 0-6a3 3 0 0 0 0 6z"
    readonly property string bin: "M5 7h14 M9.500 7V4.500h5V7 M7 7l0.800 13h8.400L17 7 M10.500 11v5.500 M13.500 11v5.500"
    readonly property string lock: "M6 11h12v9H6z M8.500 11V8a3.500 3.500 0 0 1 7 0v3"
    readonly property string team: "M9 11.500a3.500 3.500 0 1 0 0-7a3.500 3.500 0 0 0 0 7z M2.500 19.500c0.500-3.500 3-5.200 6.500-5.200s6 1.700 6.500 5.200 M15.500 5a3.500 3.500 0 0 1 0 6.300 M18 14.800c2 0.700 3.200 2.300 3.500 4.700"
    readonly property string write: "M5 19l1-4.500L16 4.500l3.500 3.500L9.500 18z M5 21.500h14"
    readonly property string attention: "M12 3.500a8.500 8.500 0 1 0 0 17a8.500 8.500 0 0 0 0-17z M12 8v5 M12 16v0.500"
    readonly property string about: "M12 3.500a8.500 8.500 0 1 0 0 17a8.500 8.500 0 0 0 0-17z M12 11v5 M12 7.500v0.500"
    readonly property string breath: "M3 9h10a3 3 0 1 0-3-3 M3 13h15a3 3 0 1 1-3 3 M3 17h7"
    readonly property string key: "M8 15.500a4 4 0 1 0 0-8a4 4 0 0 0 0 8z M12 11.500h9 M18 11.500v3.500 M15 11.500v2.500"
    readonly property string device: "M8 3h8a1.500 1.500 0 0 1 1.500 1.500v15A1.500 1.500 0 0 1 16 21H8a1.500 1.500 0 0 1-1.500-1.500v-15A1.500 1.500 0 0 1 8 3z M11 18h2"
    readonly property string ground: "M12 4v11 M7.500 10.500L12 15l4.500-4.500 M4 19.500h16"
    readonly property string paper: "M7 3.500h7l4 4v13H7z M14 3.500v4h4 M10 12h5 M10 16h5"
    readonly property string bell: "M6 17h12c-1.500-1.500-1.500-3-1.500-6a4.500 4.500 0 0 0-9 0c0 3 0 4.500-1.500 6z M10.500 20h3"
    readonly property string shield: "M12 3.500l7 2.500v5.500c0 4.500-3 7.500-7 9c-4-1.500-7-4.500-7-9V6z"
    readonly property string place: "M12 21c4.500-5 6.500-8.300 6.500-11a6.500 6.500 0 0 0-13 0c0 2.700 2 6 6.500 11z M12 12.500a2.500 2.500 0 1 0 0-5a2.500 2.500 0 0 0 0 5z"
}
