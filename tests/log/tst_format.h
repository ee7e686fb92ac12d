#pragma once

#include <QObject>

/// Canonical JSON, signed notes, entries and ids: known answers, negative vectors with the fault they must give, and
/// round trips over generated values.
class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void json_accepts_data();
    void json_accepts();
    void json_refuses_data();
    void json_refuses();
    void json_roundTrip();
    void signature_knownAnswer();
    void signature_refusesSmallOrderKeys();
    void note_specificationExample();
    void note_refuses_data();
    void note_refuses();
    void entry_roundTrip();
    void entry_everyFlippedByteIsRefused();
    void entry_resignedMutations_data();
    void entry_resignedMutations();
    void entry_newerVersionIsKept();
    void entry_succession();
    void entry_vectorIsStable();
    void ids_textForm();
    void caseId_isKeyed();
};
