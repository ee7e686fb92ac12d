#pragma once

#include <QObject>

/// Entries, proofs and witnesses on the command line.
class LogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showInWords();
    void showRaw();
    void prefixes();
    void proveToFile();
    void proveNeedsTheKeyOnce();
    void erasureTakesTwoPeople();
    void recoverWantsItsFile();
    void witnesses();
    void refusals_data();
    void refusals();
};
