#pragma once

#include <QObject>

class TestEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstSyncBringsEverything();
    void secondSyncAsksLittle();
    void newThreadIsSeenByNotification();
    void newThreadIsSeenWhenStale();
    void changedCardIsFetchedAgain();
    void singleWatches();
    void organisation();
    void hubDown();
    void badToken();
    void errorsStayWithTheirRepository();
    void renamed();
    void vanishedThread();
    void cancelIsQuick();
    void resumesAfterStop();
    void hangIsNotForever();
    void brokenWatchIsAProblem();
    void faultyHub();
};

int runRevisionTests(int argc, char** argv);

class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsInOrder();
    void countdownHolds();
    void attemptIsLoggedFirst();
    void killedBetweenSendingAndConfirming();
    void killedBeforeSending();
    void offlineLeavesNoTrace();
    void lostAnswerIsLookedFor();
    void refusalEndsTheGroup();
    void cancelledMeanwhile();
    void throughTheHub();
    void hubForgetsToAnswer();
    void pullRequest();
    void actForm();
    void tags_data();
    void tags();
};
