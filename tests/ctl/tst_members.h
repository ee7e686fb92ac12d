#pragma once

#include <QObject>

/// People, devices and keys from the command line.
class MembersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsAndIsEnrolled();
    void refusesWhatItShould();
    void rotatesAndSealsAnew();
    void keepsRootApart();
    void noticesARestoredBackup();
};
