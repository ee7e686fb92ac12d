#pragma once

#include <QObject>

class TestRedaction : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leavesNoTrace();
    void searchLooksIntoStreams();
    void findsWhatRepeatsTheWords();
    void takesTwoPeople();
    void keepsWhatCouldNotBeWritten();
    void looksOnlyAtWhatIsNewWhenOpening();
};
