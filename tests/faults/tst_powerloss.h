#pragma once

#include <QObject>

/// A machine that loses power at any moment, on a disk that keeps, drops, tears or garbles what was not synced.
class TestPowerLoss final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void acknowledgedEntriesSurvive();
    void creationIsWholeOrCanBeRepeated();
    void upgradeIsWholeOrRepeated();
    void control_withoutSync();
    void control_withoutJournal();
};
