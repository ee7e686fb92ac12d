#pragma once

#include <QObject>

class StatisticsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void figures();
    void distinctIsCapped();
    void equalsAPlainCount();
};
