#pragma once

#include <QObject>

/// docket-verify over what core/log really writes, whole and damaged.
class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void soundLogs();
    void tampering_data();
    void tampering();
    void keptCheckpoints();
    void truncatedAndRewrittenLogs();
    void policies();
    void proofs();
    void redactions();
    void forks();
    void endedLogs();
    void unreadable();
    void hotJournal();
    void sightings();
    void neverWrites();
    void writersGoOn();
    void usage();
    void everyFlippedByteIsFoundOrHarmless();
};
