#pragma once

#include <QObject>

class ReaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void csvFields();
    void dialects_data();
    void dialects();
    void header_data();
    void header();
    void raggedRowsAreSaid();
    void headingsMayLackTheIndex();
    void badBytesAreReplacedAndSaid();
    void utf16();
    void unclosedQuote();
    void longCellsAreCut();
    void windows();
    void windowStopsAtItsSize();
    void types();
    void jsonLines();
    void jsonShapes_data();
    void jsonShapes();
    void hugeIntegers();
    void refusals();
    void cancelled();
    void firstRowsOfALargeFileCostTheSame();
    void writtenCsvReadsTheSame();
    void writtenJsonReadsTheSame();
    void fuzzCorpusAndMutants();
};
