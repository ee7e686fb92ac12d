#pragma once

#include <QObject>

/// Key files, the root key kept apart, join requests and the incarnation record, each by itself.
class TestKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bech32_knownValues();
    void bech32_everySingleMistakeIsFound();
    void root_fileAndPaper();
    void root_refusals();
    void root_sensitiveIsTheDefault();
    void join_roundTrip();
    void join_everyChangedByteIsRefused();
    void join_keysThatMayNotBeEnrolled_data();
    void join_keysThatMayNotBeEnrolled();
    void join_invitation_data();
    void join_invitation();
    void join_fingerprints();
    void incarnation_remembers();
    void incarnation_readsWhatHadNoNonce();
    void incarnation_keychainOutlivesTheFolder();
    void incarnation_damageIsAnError();
};
