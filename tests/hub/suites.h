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
