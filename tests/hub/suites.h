#pragma once

#include <QObject>

class TestCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listing();
    void repoInfo();
    void tree();
    void discussion();
    void discussionWrongTypes();
    void discussions();
    void hugeComment();
    void absurdBodies();
    void oddText();
    void smallAnswers();
    void errorBodies_data();
    void errorBodies();
    void recordedThreads();
    void hostileJson();
    void mutations();
};

class TestReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void titles_data();
    void titles();
    void saidByTheHub();
    void markedLater();
    void comments();
    void excerptLength();
};

class TestClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads();
    void encodesWhatItAsks();
    void pagesOfAListing();
    void nextPageElsewhereIsRefused();
    void treePages();
    void errors_data();
    void errors();
    void retriesReads();
    void cutAnswerIsAnError();
    void writesGoOutOnce_data();
    void writesGoOutOnce();
    void writes();
    void renameGivesTheNewId();
    void noTokenForOtherHosts();
    void redirectLoopEnds();
    void hangEndsAtTheDeadline();
    void stops();
    void destroyingEndsCalls();
    void malformedAndTooLong();
    void unreachable();
    void viewerErrorsAreAnswers();
    void conditionalGet();
    void whoamiIsAskedOnce();
    void waitsForTheRateLimit();
    void honoursRetryAfter();
    void rateGate();
    void tokenIsFound();
    void tokenIsNeverLogged();
};
