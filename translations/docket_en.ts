<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>docket::ui::audit::Entry</name>
    <message numerus="yes">
        <source>%1 answered %n question(s) of %2 on %3</source>
        <translation>
            <numerusform>%1 answered %n question of %2 on %3</numerusform>
            <numerusform>%1 answered %n questions of %2 on %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 vouched for %2 entries of %n other laptop(s)</source>
        <translation>
            <numerusform>%1 vouched for %2 entries of %n other laptop</numerusform>
            <numerusform>%1 vouched for %2 entries of %n other laptops</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 exported %2 for %n laptop(s)</source>
        <translation>
            <numerusform>%1 exported %2 for %n laptop</numerusform>
            <numerusform>%1 exported %2 for %n laptops</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 imported a bundle from %2: %n new entry(s)</source>
        <translation>
            <numerusform>%1 imported a bundle from %2: %n new entry</numerusform>
            <numerusform>%1 imported a bundle from %2: %n new entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 asked to erase the content of %n entry(s) under %2</source>
        <translation>
            <numerusform>%1 asked to erase the content of %n entry under %2</numerusform>
            <numerusform>%1 asked to erase the content of %n entries under %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::EntryPane</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::ErasurePane</name>
    <message numerus="yes">
        <source>%n piece(s) of evidence that hold what it quotes</source>
        <translation>
            <numerusform>%n piece of evidence that holds what it quotes</numerusform>
            <numerusform>%n pieces of evidence that hold what it quotes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::FilterBar</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::LogCheck</name>
    <message numerus="yes">
        <source>Not sound. The first %n fault(s) are listed below; there may be more.</source>
        <translation>
            <numerusform>Not sound. The first fault is listed below; there may be more.</numerusform>
            <numerusform>Not sound. The first %n faults are listed below; there may be more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not sound: %n fault(s).</source>
        <translation>
            <numerusform>Not sound: %n fault.</numerusform>
            <numerusform>Not sound: %n faults.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sound. Every hash and every signature of %1 entries from %n laptop(s) holds.</source>
        <translation>
            <numerusform>Sound. Every hash and every signature of %1 entries from %n laptop holds.</numerusform>
            <numerusform>Sound. Every hash and every signature of %1 entries from %n laptops holds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sound. Every hash of %1 entries from %n laptop(s) holds, and the newest signature of each.</source>
        <translation>
            <numerusform>Sound. Every hash of %1 entries from %n laptop holds, and its newest signature.</numerusform>
            <numerusform>Sound. Every hash of %1 entries from %n laptops holds, and the newest signature of each.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The content of %n entry(s) was erased on request.</source>
        <translation>
            <numerusform>The content of %n entry was erased on request.</numerusform>
            <numerusform>The content of %n entries was erased on request.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::LogScreen</name>
    <message numerus="yes">
        <source>%1 entries of %n laptop(s)</source>
        <translation>
            <numerusform>%1 entries of %n laptop</numerusform>
            <numerusform>%1 entries of %n laptops</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::WitnessPane</name>
    <message numerus="yes">
        <source>The last %n entry(s) could still be replaced by you without anyone noticing.</source>
        <translation>
            <numerusform>The last entry could still be replaced by you without anyone noticing.</numerusform>
            <numerusform>The last %n entries could still be replaced by you without anyone noticing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last %n entry(s) could still be replaced by their author without anyone noticing.</source>
        <translation>
            <numerusform>The last entry could still be replaced by its author without anyone noticing.</numerusform>
            <numerusform>The last %n entries could still be replaced by their author without anyone noticing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::exchange::ExportPane</name>
    <message numerus="yes">
        <source>of %n cases: %1</source>
        <translation>
            <numerusform>of %n case: %1</numerusform>
            <numerusform>of %n cases: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n laptops</source>
        <translation>
            <numerusform>%n laptop</numerusform>
            <numerusform>%n laptops</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::exchange::Words</name>
    <message numerus="yes">
        <source>%n entries, every one signed.</source>
        <translation>
            <numerusform>%n entry, signed.</numerusform>
            <numerusform>%n entries, every one signed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cases can be opened without a network.</source>
        <translation>
            <numerusform>%n case can be opened without a network.</numerusform>
            <numerusform>%n cases can be opened without a network.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces of evidence that the log names are not stored here and are not in it.</source>
        <translation>
            <numerusform>%n piece of evidence that the log names is not stored here and is not in it.</numerusform>
            <numerusform>%n pieces of evidence that the log names are not stored here and are not in it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new entries</source>
        <translation>
            <numerusform>%n new entry</numerusform>
            <numerusform>%n new entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cases</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces of evidence</source>
        <translation>
            <numerusform>%n piece of evidence</numerusform>
            <numerusform>%n pieces of evidence</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken: %n entries.</source>
        <translation>
            <numerusform>Taken: %n entry.</numerusform>
            <numerusform>Taken: %n entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces of evidence stored.</source>
        <translation>
            <numerusform>%n piece of evidence stored.</numerusform>
            <numerusform>%n pieces of evidence stored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things from the Hub brought up to date.</source>
        <translation>
            <numerusform>%n thing from the Hub brought up to date.</numerusform>
            <numerusform>%n things from the Hub brought up to date.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things from the Hub left as they are: yours are as new or newer.</source>
        <translation>
            <numerusform>%n thing from the Hub left as it is: yours is as new or newer.</numerusform>
            <numerusform>%n things from the Hub left as they are: yours are as new or newer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries came without what was written in them.</source>
        <translation>
            <numerusform>%n entry came without what was written in it.</numerusform>
            <numerusform>%n entries came without what was written in them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n texts were refused: they had been erased here for good.</source>
        <translation>
            <numerusform>%n text was refused: it had been erased here for good.</numerusform>
            <numerusform>%n texts were refused: they had been erased here for good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n texts were erased: two people had asked for it.</source>
        <translation>
            <numerusform>%n text was erased: two people had asked for it.</numerusform>
            <numerusform>%n texts were erased: two people had asked for it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries wait for others that nobody here has seen.</source>
        <translation>
            <numerusform>%n entry waits for others that nobody here has seen.</numerusform>
            <numerusform>%n entries wait for others that nobody here has seen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This laptop now vouches for %n logs.</source>
        <translation>
            <numerusform>This laptop now vouches for %n log.</numerusform>
            <numerusform>This laptop now vouches for %n logs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries carry a time more than a day ahead of your clock.</source>
        <translation>
            <numerusform>%n entry carries a time more than a day ahead of your clock.</numerusform>
            <numerusform>%n entries carry a time more than a day ahead of your clock.</numerusform>
        </translation>
    </message>
</context>
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
    <name>docket::ui::review::EventCard</name>
    <message numerus="yes">
        <source>Edited %n times: show what it said</source>
        <translation>
            <numerusform>Edited %n time: show what it said</numerusform>
            <numerusform>Edited %n times: show what it said</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Edited %n times: hide what it said</source>
        <translation>
            <numerusform>Edited %n time: hide what it said</numerusform>
            <numerusform>Edited %n times: hide what it said</numerusform>
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
    <name>docket::ui::settings::PeoplePresenter</name>
    <message numerus="yes">
        <source>%Ln entry(s)</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries</numerusform>
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
