#pragma once

#include <QObject>

/// Paging through a log by key, with and without filters.
class TestTimeline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pagesAreTheWholeInOrder_data();
    void pagesAreTheWholeInOrder();
    void filters();
    void looksAtABoundedNumber();
    void span();
    void prefixes();
    void neighbours();
    void contentThatIsNotThere();
    void damagedEntryIsShown();
    void readsWhileOthersWrite();
    void everyKindHasAFamily();
    /// Only with DOCKET_LONG=1 in the environment: makes a log of 600 MB.
    void millionEntries();
};
