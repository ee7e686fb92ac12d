#pragma once

#include <QObject>

/// A writer that is killed at every system call, or whose system calls fail, or that is killed among others.
class TestSyscalls final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kill_atEverySystemCall();
    void kill_control_acknowledgesTooEarly();
    void kill_control_withoutJournal();
    void error_atEverySystemCall_data();
    void error_atEverySystemCall();
    void error_control_deafToErrors();
    void storm_ofKills();
    void storm_control_acknowledgesTooEarly();
};
