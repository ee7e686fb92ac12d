#include "core/sync/mirrorschema.h"

namespace docket::sync
{

namespace
{

// Times are ISO 8601 UTC text, errors are JSON {code,thing,cause,wayOut} or NULL.
constexpr std::string_view version1 = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE watch(text TEXT PRIMARY KEY, added INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE repo(
  r INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL,
  hub_id TEXT NOT NULL DEFAULT '', author TEXT NOT NULL DEFAULT '', sha TEXT NOT NULL DEFAULT '',
  created TEXT, modified TEXT, private INTEGER NOT NULL DEFAULT 0, disabled INTEGER NOT NULL DEFAULT 0,
  discussions_disabled INTEGER NOT NULL DEFAULT 0, gated TEXT NOT NULL DEFAULT '', downloads INTEGER NOT NULL DEFAULT 0,
  likes INTEGER NOT NULL DEFAULT 0, tags TEXT NOT NULL DEFAULT '', pipeline TEXT NOT NULL DEFAULT '',
  library TEXT NOT NULL DEFAULT '', sdk TEXT NOT NULL DEFAULT '', scan_done INTEGER NOT NULL DEFAULT 0,
  scan TEXT NOT NULL DEFAULT '[]', json BLOB NOT NULL DEFAULT x'', renamed_from TEXT NOT NULL DEFAULT '',
  fetched TEXT, error TEXT, UNIQUE(kind, name)) STRICT;
CREATE TABLE card(
  r INTEGER PRIMARY KEY REFERENCES repo ON DELETE CASCADE, commit_id TEXT NOT NULL, path TEXT NOT NULL,
  sha256 TEXT NOT NULL, size INTEGER NOT NULL, fetched TEXT, error TEXT) STRICT;
CREATE TABLE tree(r INTEGER PRIMARY KEY REFERENCES repo ON DELETE CASCADE, commit_id TEXT NOT NULL, fetched TEXT, error TEXT) STRICT;
CREATE TABLE file(
  r INTEGER NOT NULL REFERENCES repo ON DELETE CASCADE, parent TEXT NOT NULL, path TEXT NOT NULL, folder INTEGER NOT NULL,
  size INTEGER NOT NULL, oid TEXT NOT NULL, lfs TEXT NOT NULL, scan TEXT NOT NULL, PRIMARY KEY(r, parent, folder, path)) STRICT, WITHOUT ROWID;
CREATE TABLE thread(
  t INTEGER PRIMARY KEY, r INTEGER NOT NULL REFERENCES repo ON DELETE CASCADE, num INTEGER NOT NULL, hub_id TEXT NOT NULL, title TEXT NOT NULL,
  status TEXT NOT NULL, created TEXT, author TEXT NOT NULL, pull_request INTEGER NOT NULL, is_report INTEGER,
  pinned INTEGER NOT NULL, locked INTEGER NOT NULL, comments INTEGER NOT NULL, diff TEXT NOT NULL, head TEXT NOT NULL,
  fetched TEXT, UNIQUE(r, num)) STRICT;
CREATE TABLE event(
  t INTEGER NOT NULL REFERENCES thread ON DELETE CASCADE, pos INTEGER NOT NULL, id TEXT NOT NULL, type INTEGER NOT NULL,
  type_name TEXT NOT NULL, created TEXT, author TEXT NOT NULL, raw TEXT NOT NULL, updated TEXT, edited INTEGER NOT NULL,
  hidden INTEGER NOT NULL, hidden_by TEXT NOT NULL, hidden_reason TEXT NOT NULL, is_report INTEGER NOT NULL,
  reactions TEXT NOT NULL, from_ TEXT NOT NULL, to_ TEXT NOT NULL, report INTEGER NOT NULL, subject TEXT NOT NULL,
  oid TEXT NOT NULL, json BLOB NOT NULL, PRIMARY KEY(t, pos)) STRICT, WITHOUT ROWID;
CREATE TABLE report(
  r INTEGER NOT NULL REFERENCES repo ON DELETE CASCADE, num INTEGER NOT NULL, comment TEXT NOT NULL, subject_num INTEGER NOT NULL,
  category INTEGER NOT NULL, raw_title TEXT NOT NULL, excerpt TEXT NOT NULL, reporter TEXT NOT NULL, opened TEXT,
  certain INTEGER NOT NULL, open INTEGER NOT NULL, PRIMARY KEY(r, num, comment)) STRICT, WITHOUT ROWID;
CREATE INDEX report_subject ON report(r, subject_num);
CREATE TABLE viewer(
  r INTEGER NOT NULL REFERENCES repo ON DELETE CASCADE, endpoint TEXT NOT NULL, config TEXT NOT NULL, split TEXT NOT NULL,
  status INTEGER NOT NULL, json BLOB NOT NULL, fetched TEXT, error TEXT, PRIMARY KEY(r, endpoint, config, split)) STRICT, WITHOUT ROWID;
CREATE TABLE subject(
  r INTEGER NOT NULL REFERENCES repo ON DELETE CASCADE, num INTEGER NOT NULL, change INTEGER NOT NULL, PRIMARY KEY(r, num)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX subject_change ON subject(change);
)sql";

// What the sync engine remembers between runs (core/sync/cursors.h). Keys are RepoKey::key(), times ms since 1970 UTC.
constexpr std::string_view version2 = R"sql(
CREATE TABLE sync_repo(
  key TEXT PRIMARY KEY, listed TEXT NOT NULL, sha TEXT NOT NULL, card TEXT NOT NULL, tree TEXT NOT NULL, viewer TEXT NOT NULL,
  looked INTEGER NOT NULL, failed INTEGER NOT NULL, reports INTEGER NOT NULL, etag TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sync_thread(
  key TEXT NOT NULL, num INTEGER NOT NULL, seen TEXT NOT NULL, report INTEGER NOT NULL, PRIMARY KEY(key, num)) STRICT, WITHOUT ROWID;
CREATE TABLE sync_member(watch TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(watch, key)) STRICT, WITHOUT ROWID;
CREATE TABLE sync_moved(old TEXT PRIMARY KEY, now TEXT NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// Past revisions: written when the newest answer about a repository is replaced by one of another commit, so that a
// repository that never changes costs nothing. Trees and rows are blobs by their SHA-256.
constexpr std::string_view version3 = R"sql(
ALTER TABLE viewer ADD COLUMN commit_id TEXT NOT NULL DEFAULT '';
UPDATE viewer SET commit_id = (SELECT sha FROM repo WHERE repo.r = viewer.r);
CREATE TABLE revision(
  r INTEGER NOT NULL REFERENCES repo ON DELETE CASCADE, commit_id TEXT NOT NULL, seen TEXT NOT NULL, card_path TEXT NOT NULL DEFAULT '',
  card_sha256 TEXT NOT NULL DEFAULT '', tree_sha256 TEXT NOT NULL DEFAULT '', PRIMARY KEY(r, commit_id)) STRICT, WITHOUT ROWID;
CREATE TABLE revision_table(
  r INTEGER NOT NULL, commit_id TEXT NOT NULL, config TEXT NOT NULL, split TEXT NOT NULL, sha256 TEXT NOT NULL,
  PRIMARY KEY(r, commit_id, config, split), FOREIGN KEY(r, commit_id) REFERENCES revision ON DELETE CASCADE) STRICT, WITHOUT ROWID;
)sql";

// Texts that comments had before they were edited, as far as a sync saw them; n grows.
constexpr std::string_view version4 = R"sql(
CREATE TABLE comment_version(
  t INTEGER NOT NULL REFERENCES thread ON DELETE CASCADE, id TEXT NOT NULL, n INTEGER NOT NULL, raw TEXT NOT NULL,
  updated TEXT, seen TEXT NOT NULL, PRIMARY KEY(t, id, n)) STRICT, WITHOUT ROWID;
)sql";

// Pictures that a reviewer revealed: where their bytes came from. An empty commit: another host than the Hub.
constexpr std::string_view version5 = R"sql(
CREATE TABLE picture(
  r INTEGER NOT NULL REFERENCES repo ON DELETE CASCADE, commit_id TEXT NOT NULL, address TEXT NOT NULL, sha256 TEXT NOT NULL,
  size INTEGER NOT NULL, type TEXT NOT NULL, fetched TEXT NOT NULL, PRIMARY KEY(r, commit_id, address)) STRICT, WITHOUT ROWID;
)sql";

constexpr sqlite::Migration steps[]
    = { { 1, version1 }, { 2, version2 }, { 3, version3 }, { 4, version4 }, { 5, version5 } };

} // namespace

std::span<const sqlite::Migration> mirrorMigrations()
{
    return steps;
}

} // namespace docket::sync
