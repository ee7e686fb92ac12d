<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>docket::ui::judgement::ChecklistDelegate</name>
    <message numerus="yes">
        <source>automatic hint: %1, and %n more</source>
        <translation>
            <numerusform>automatic hint: %1, and %n more</numerusform>
            <numerusform>automatic hint: %1, and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::ChecklistModel</name>
    <message numerus="yes">
        <source>%1 Answer: %2. %n piece(s) of evidence.</source>
        <translation>
            <numerusform>%1 Answer: %2. %n piece of evidence.</numerusform>
            <numerusform>%1 Answer: %2. %n pieces of evidence.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::JudgementPane</name>
    <message numerus="yes">
        <source>%n colleague(s) decided on this case. Shown once your own answers are recorded.</source>
        <translation>
            <numerusform>%n colleague decided on this case. Shown once your own answers are recorded.</numerusform>
            <numerusform>%n colleagues decided on this case. Shown once your own answers are recorded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::queue::QueueView</name>
    <message numerus="yes">
        <source>%n case(s) changed elsewhere: show</source>
        <translation>
            <numerusform>%n case changed elsewhere: show</numerusform>
            <numerusform>%n cases changed elsewhere: show</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::queue::Text</name>
    <message numerus="yes">
        <source>%n report(s)</source>
        <translation>
            <numerusform>%n report</numerusform>
            <numerusform>%n reports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::FirstRun</name>
    <message numerus="yes">
        <source>Use at least %n character(s). Four or five unrelated words are good.</source>
        <translation>
            <numerusform>Use at least %n character. Four or five unrelated words are good.</numerusform>
            <numerusform>Use at least %n characters. Four or five unrelated words are good.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::shell::StatusLine</name>
    <message numerus="yes">
        <source>%n act(s) leave in %1 s</source>
        <comment>outward acts such as comments</comment>
        <translation>
            <numerusform>%n act leaves in %1 s</numerusform>
            <numerusform>%n acts leave in %1 s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) could not be sent</source>
        <translation>
            <numerusform>%n act could not be sent</numerusform>
            <numerusform>%n acts could not be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) wait for the Hub</source>
        <translation>
            <numerusform>%n act waits for the Hub</numerusform>
            <numerusform>%n acts wait for the Hub</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Log: %Ln entr(ies)</source>
        <translation>
            <numerusform>Log: %Ln entry</numerusform>
            <numerusform>Log: %Ln entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decided today</source>
        <translation>
            <numerusform>%n decided today</numerusform>
            <numerusform>%n decided today</numerusform>
        </translation>
    </message>
</context>
</TS>
