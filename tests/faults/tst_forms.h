#pragma once

#include <QObject>

/// One spelling, one meaning: canonical JSON, signatures on the edge, proofs that were changed.
class TestForms final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void json_roundTrip();
    void json_otherSpellingsAreRefused();
    void json_changedBytesAreRefusedOrCanonical();
    void signature_edgeCases_data();
    void signature_edgeCases();
    void signature_librariesAgreeForEnrolledKeys();
    void proof_inclusionIsSound();
    void proof_consistencyIsSound();
    void proof_twoHistoriesNeverMeet();
    void proof_everyChangedByteOfTheFile();
};
