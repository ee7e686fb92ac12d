#pragma once

#include <QObject>

class ViewerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void features();
    void cells();
    void rowsWithGaps();
    void splits();
    void sizes();
    void statistics();
    void personalData();
    void refusals();
    void lies_data();
    void lies();
};
