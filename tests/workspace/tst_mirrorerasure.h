#pragma once

#include <QObject>

/// Redaction of what the mirror keeps of the Hub: cards, first rows and comments, those of now and those of before.
class TestMirrorErasure : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reachesPastRevisionsAndEditedComments();
    void reachesWhatIsThereNow();
    void comesBackNeitherByImportNorBySync();
    void leavesTheEvidenceWhenAskedTo();
    void caseCanStillBeWorkedOn();
};
