#pragma once

#include <QObject>

/// log.db: creation, locking, appending, reading, and what happens when it is damaged, newer, locked or full.
class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void create_makesOnePersonWithEveryRole();
    void create_refusesSecondLog();
    void create_takesOverHalfMadeFolder();
    void open_refusals();
    void keys_neverPlainOnDisk();
    void keys_wrongPassphrase();
    void keys_damagedFile();
    void keys_keychain();
    void keys_noServiceIsSaid();
    void keys_keychainFallsBackToPassphrase();
    void append_needsKey();
    void append_chainsAndNamesHeads();
    void append_isOneTransaction();
    void append_refusesBadDrafts_data();
    void append_refusesBadDrafts();
    void append_twoStoresOnOneFile();
    void append_diskFullTurnsReadOnly();
    void append_survivesKill();
    void append_batchAcrossTiles();
    void read_entriesPayloadsNotes();
    void read_onlyOpen();
    void checkpoint_extendsOrIsRefused();
    void proof_standsAlone();
    void snapshot_changesWithEachEntry();
    void triggers_refuseChanges();
};
