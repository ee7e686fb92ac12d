#pragma once

#include <QObject>

/// The fuzz targets in a normal build: their corpora, among them everything that ever crashed one, and mutants of it.
class TestFuzzed final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void corpusAndMutants_data();
    void corpusAndMutants();
};
