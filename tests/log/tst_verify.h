#pragma once

#include <QObject>

/// The verifier: each kind of damage has its own word and names the entry, and no flipped bit goes unnoticed.
class TestVerify : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tampering_data();
    void tampering();
    void tampering_isFoundWhereItIs();
    void everyFlippedBitIsFoundOrHarmless();
    void progressAndCancel();
    void goesOnWhileOthersWrite();
    void mergeAndErasureMeanwhileAreNoFault();
    void damageIsSaidHoweverRestlessTheLog();
    void writerNeedNotWaitForTheFile();
    void erasedPayloadIsCounted();
};
