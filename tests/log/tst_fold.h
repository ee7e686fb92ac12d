#pragma once

#include <QObject>

/// The fold of a case: hand-written scenarios, and that order, grouping and repetition do not matter.
class TestFold : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusOfCodes_data();
    void statusOfCodes();
    void newClaimedAssessed();
    void claimRunsOutWhenRead();
    void secondDecisionReplacesTheOneItSaw();
    void concurrentDecisionsConflict();
    void concurrentEqualDecisionsAgree();
    void resolveSettlesWhatItLists();
    void resolveNeedsLead();
    void secondReview();
    void escalationUntilResolve();
    void reopenAndAppeal();
    void labelsAreObservedRemove();
    void actionsLiveAndEnd();
    void firstJudgement();
    void unauthorisedUnknownAndPending();
    void erasedPayloads();
    void anyOrderGivesTheSame();
    void throughTheStore();
};
