#pragma once

#include <QObject>

/// Every table and every hostile file of the corpus is read or refused with a reason.
class CorpusTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void tables_data();
    void tables();
    void csvSpectrum_data();
    void csvSpectrum();
    void fuzzedCsv();
    void jsonSuite();
    void viewerAnswers();
    void cutAnywhere();

private:
    QString m_corpus;
};
