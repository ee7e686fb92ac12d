#pragma once

#include <QObject>

/// The properties of TestFoldProperties once more, through logs on disk that exchange with Store::merge().
class TestFoldStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyRouteGivesTheSame();
};
