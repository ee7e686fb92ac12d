#pragma once

#include <QObject>

/// What holds for every history (audit.md 5, test 9): the state depends on which entries there are, and on nothing
/// else. DOCKET_FOLD_CASES sets the number of histories; the default is short.
class TestFoldProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHistoriesAreWorthIt();
    void orderAndRepetitionDoNotMatter();
    void unionInAnyGrouping();
    void everyEntryIsAccountedFor();
    void moreEntriesTakeNothingAway();
};
