#pragma once

#include <QObject>

/// In one process: each call to the disk fails once or from then on, the disk is full after each byte, each allocation
/// of SQLite's fails.
class TestExhaustion final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void disk_everyCallFails_data();
    void disk_everyCallFails();
    void disk_fullAtEveryStep();
    void disk_fullDuringVacuumAndBackup_data();
    void disk_fullDuringVacuumAndBackup();
    void disk_fullForReal();
    void memory_everyAllocationFails_data();
    void memory_everyAllocationFails();
    void control_deafDisk();
};
