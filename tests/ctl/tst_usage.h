#pragma once

#include <QObject>

/// Words that are wrong before anything is touched.
class UsageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wrong_data();
    void wrong();
    void idsMayBeginWithADash();
    void help();
    void everyVerbExplainsItself_data();
    void everyVerbExplainsItself();
    void version();
};
