#pragma once

#include <QObject>

/// Taking over a peer's work while things fail, and devices that exist twice.
class TestPeers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void merge_everyDiskCallFails_data();
    void merge_everyDiskCallFails();
    void merge_diskFull();
    void merge_everyAllocationFails();
    void merge_powerLoss();
    void merge_control_withoutJournal();
    void clone_bothSidesAreKept();
    void backup_isRefusedUntilAPeerBringsTheEnd();
};
