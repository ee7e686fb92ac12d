#pragma once

#include <QObject>

/// The published vectors of tests/data/log, each against core/log and against docket-verify, which share no code.
class TestVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void canonical_data();
    void canonical();
    void note_data();
    void note();
    void entry_data();
    void entry();
    void signature_data();
    void signature();
    void tree_data();
    void tree();
    void inclusion_data();
    void inclusion();
    void consistency_data();
    void consistency();
    void checkpoint_data();
    void checkpoint();
    void cosignature_data();
    void cosignature();
    void proof_data();
    void proof();
    void policy_data();
    void policy();
    void bundle_data();
    void bundle();
    void faultWordsAreListed();
};
