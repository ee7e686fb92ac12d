#pragma once

#include "core/base/sqlite.h"

namespace docket::log
{

inline constexpr qint32 logApplicationId = 0x4d4c4f47; ///< "MLOG"

/// The tables of log.db (FORMAT.md 7). (d, seq) of `entry` is not unique: both sides of a fork are kept.
inline constexpr sqlite::Migration logMigrations[] = {
    { 1, R"(
CREATE TABLE device (d INTEGER PRIMARY KEY, pk BLOB NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE entry (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, d INTEGER NOT NULL REFERENCES device,
  seq INTEGER NOT NULL, lc INTEGER NOT NULL, kase BLOB, kind TEXT NOT NULL, text BLOB NOT NULL, sig BLOB NOT NULL) STRICT;
CREATE INDEX entry_dev ON entry(d,seq);
CREATE INDEX entry_case ON entry(kase,lc,id);
CREATE TABLE payload (id BLOB PRIMARY KEY, salt BLOB NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE head (d INTEGER PRIMARY KEY, size INTEGER NOT NULL, range BLOB NOT NULL) STRICT;
CREATE TABLE tile (d INTEGER, level INTEGER, n INTEGER, hash BLOB, PRIMARY KEY(d,level,n)) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoint (d INTEGER, size INTEGER, note BLOB NOT NULL, PRIMARY KEY(d,size)) STRICT, WITHOUT ROWID;
CREATE TABLE seen (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note BLOB NOT NULL) STRICT;
CREATE TABLE shun (id BLOB PRIMARY KEY, by_entry BLOB NOT NULL) STRICT;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT,'append-only'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT,'append-only'); END;
CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT,'append-only'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT,'append-only'); END;
)" },
    // A forked device may sign two checkpoints of one size, so the note itself is part of the key.
    { 2, R"(
DROP TRIGGER checkpoint_no_update;
DROP TRIGGER checkpoint_no_delete;
ALTER TABLE checkpoint RENAME TO checkpoint_1;
CREATE TABLE checkpoint (d INTEGER, size INTEGER, note BLOB NOT NULL, PRIMARY KEY(d,size,note)) STRICT, WITHOUT ROWID;
INSERT INTO checkpoint SELECT d,size,note FROM checkpoint_1;
DROP TABLE checkpoint_1;
CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT,'append-only'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT,'append-only'); END;
CREATE TABLE cosignature (d INTEGER, size INTEGER, root BLOB, name TEXT, time INTEGER, line BLOB,
  PRIMARY KEY(d,size,root,name)) STRICT, WITHOUT ROWID;
CREATE TABLE branch (d INTEGER, tip BLOB, size INTEGER NOT NULL, range BLOB NOT NULL, PRIMARY KEY(d,tip))
  STRICT, WITHOUT ROWID;
CREATE TABLE forked (id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE withheld (id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE touched (n INTEGER PRIMARY KEY AUTOINCREMENT, kase BLOB NOT NULL) STRICT;
)" },
};

} // namespace docket::log
