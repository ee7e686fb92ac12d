#pragma once

#include <QObject>

/// RFC 6962 hashes, compact range and proofs against published roots and the recursive definition.
class TestTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedRoots();
    void compactRange_equalsDefinition();
    void compactRange_reportsFullTiles();
    void compactRange_refusesWrongLength();
    void inclusion_allSizes();
    void consistency_allSizes();
    void proofs_mutatedAreRefused();
    void commitment_knownAnswer();
};
