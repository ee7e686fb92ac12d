#pragma once

#include <QObject>

/// The fold depends on nothing but the entries (audit.md 5, test 10).
class TestFoldPurity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksNeitherClockNorLocaleNorChance();
    void theLintFindsWhatItLooksFor();
    void sameInFreshProcesses_data();
    void sameInFreshProcesses();
    void longCasesStayCheap();
};
