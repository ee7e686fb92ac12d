#pragma once

#include <QObject>

/// The fold of authority: who may do what, whatever order the entries arrive in.
class TestAuthority : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void intervals();
    void needsRoot();
    void aDeviceNeverChangesHands();
    void rotationHandsOverWhatTheDeviceHad();
    void revokingRootNeedsALead();
    void stolenRootNeverCountsBeyondItsBound_data();
    void stolenRootNeverCountsBeyondItsBound();
    void mutualRevocationEnds();
    void revokedRevocationsDoNotUndoOthers();
    void givingUpUndoesNothing();
    void keysAreNewestAuthorised();
    void policiesByTheHashOfTheirText();
    void redactionNeedsTwo();
    void unknownVersionsAreKept();
};
