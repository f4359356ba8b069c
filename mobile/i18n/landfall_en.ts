<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
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
        <source>%n record(s) could not be taken by the clinic. Saved on this phone.</source>
        <translation>
            <numerusform>%n record could not be taken by the clinic. Saved on this phone.</numerusform>
            <numerusform>%n records could not be taken by the clinic. Saved on this phone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) saved on this phone, not sent yet</source>
        <translation>
            <numerusform>%n record saved on this phone, not sent yet</numerusform>
            <numerusform>%n records saved on this phone, not sent yet</numerusform>
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
</TS>
