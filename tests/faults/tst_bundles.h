#pragma once

#include <QObject>

/// A bundle that was damaged on the way, a disk that fails while one is taken or written.
class TestBundles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void everyChangedAndCutByteIsRefused();
    void importOnAFailingDisk();
    void importWithoutMemory();
    void importWithoutAnyMemory();
    void exportOnAFailingDisk();
    void salvageFromAPeer();
};
