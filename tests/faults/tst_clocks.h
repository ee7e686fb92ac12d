#pragma once

#include <QObject>

/// Wall clocks that lie and Lamport clocks that jump.
class TestClocks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wall_neverOrders_data();
    void wall_neverOrders();
    void wall_stepSurvivesARefusedAppend();
    void wall_beyondTheFormatIsRefused();
    void lamport_betweenTwoEntries_data();
    void lamport_betweenTwoEntries();
    void lamport_inALog_data();
    void lamport_inALog();
    void lamport_storeGoesAboveWhatItSees();
    void lamport_atTheEndOfNumbers();
};
