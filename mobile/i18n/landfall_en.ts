<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>Appointments</name>
    <message numerus="yes">
        <source>About %n hour(s).</source>
        <translation>
            <numerusform>About %n hour.</numerusform>
            <numerusform>About %n hours.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n minute(s).</source>
        <translation>
            <numerusform>About %n minute.</numerusform>
            <numerusform>About %n minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AppointmentsCard</name>
    <message numerus="yes">
        <source>Show all %n appointment(s)</source>
        <translation>
            <numerusform>Show %n appointment</numerusform>
            <numerusform>Show all %n appointments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PassphrasePage</name>
    <message numerus="yes">
        <source>At least %n characters. A few words that belong together only for you work well.</source>
        <translation>
            <numerusform>At least %n character. A few words that belong together only for you work well.</numerusform>
            <numerusform>At least %n characters. A few words that belong together only for you work well.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecoverPage</name>
    <message numerus="yes">
        <source>At least %n characters.</source>
        <translation>
            <numerusform>At least %n character.</numerusform>
            <numerusform>At least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>landfall::viewmodels::RemindersModel</name>
    <message numerus="yes">
        <source>No reminder for the next %n hour(s).</source>
        <translation>
            <numerusform>No reminder for the next %n hour.</numerusform>
            <numerusform>No reminder for the next %n hours.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>landfall::viewmodels::StatusModel</name>
    <message numerus="yes">
        <source>%n thing(s) could not be taken by the clinic. Saved on this phone.</source>
        <translation>
            <numerusform>%n thing could not be taken by the clinic. Saved on this phone.</numerusform>
            <numerusform>%n things could not be taken by the clinic. Saved on this phone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) are saved on this phone, not sent yet</source>
        <translation>
            <numerusform>%n thing is saved on this phone, not sent yet</numerusform>
            <numerusform>%n things are saved on this phone, not sent yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>landfall::viewmodels::TodayModel</name>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, about %n minute(s).</source>
        <translation>
            <numerusform>, about %n minute.</numerusform>
            <numerusform>, about %n minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MeasureWords</name>
    <message numerus="yes">
        <source>%1: %n answer(s), from %2 to %3.</source>
        <translation>
            <numerusform>%1: %n answer, from %2 to %3.</numerusform>
            <numerusform>%1: %n answers, from %2 to %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Way</name>
    <message numerus="yes">
        <source>%n day(s) since your session</source>
        <translation>
            <numerusform>%n day since your session</numerusform>
            <numerusform>%n days since your session</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s) since your session</source>
        <translation>
            <numerusform>%n week since your session</numerusform>
            <numerusform>%n weeks since your session</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) until your session</source>
        <translation>
            <numerusform>%n day until your session</numerusform>
            <numerusform>%n days until your session</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s) until your session</source>
        <translation>
            <numerusform>%n week until your session</numerusform>
            <numerusform>%n weeks until your session</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>landfall::viewmodels::ProgressModel</name>
    <message numerus="yes">
        <source>%n side effect(s) reported, the last one on %1.</source>
        <translation>
            <numerusform>%n side effect reported, on %1.</numerusform>
            <numerusform>%n side effects reported, the last one on %1.</numerusform>
        </translation>
    </message>
</context>
</TS>
