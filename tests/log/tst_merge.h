#pragma once

#include <QObject>

class TestMerge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void exchangesWork();
    void takesOnlyWhatIsNew();
    void givesLogsThatGrowTogetherTheSameSnapshot();
    void keepsPayloadsThatComeLater();
    void takesPartsOnlyWhereTheyFit();
    void keepsBothSidesOfAFork();
    void carriesForksOn();
    void refusesDamage_data();
    void refusesDamage();
    void refusesAnotherWorkspace();
    void refusesADeviceThatNobodyEnrolled();
    void bringsBackTheEndOfARestoredBackup();
    void refusesToWriteBehindItsOwnSignature();
    void erasesWhatTwoPeopleWantErased();
    void vouchesForWhatItSaw();
    void marksAClockThatWasSet();
    void stopsWhenAsked();
};
