#pragma once

#include <QObject>

/// The hand-written scenarios of tests/log/scenarios, one row each (audit.md 5, test 11).
class TestScenarios : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thereAreEnough();
    void aWrongExpectationFails();
    void play_data();
    void play();
};
