#pragma once

#include <QObject>

/// Fault test 7, where people meet it: a decision that a full disk refuses is kept, and recorded once when there is
/// room.
class TestDecisions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void diskFull_atEveryStep();
    void diskFull_forReal();
    void commitThatFailedAndHolds();
};
