#include "core/cases/viewschema.h"

namespace docket::cases
{

namespace
{

// Times are milliseconds since 1970 UTC; 9e15 stands for "none" so that such rows sort last.
// `counter` is kept by triggers in the same transaction: a badge costs a handful of rows instead of a scan.
constexpr std::string_view tables = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE kase(
  row INTEGER PRIMARY KEY, case_id BLOB NOT NULL UNIQUE, subject TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, title TEXT NOT NULL,
  author TEXT NOT NULL, status INTEGER NOT NULL, open INTEGER NOT NULL, severity INTEGER NOT NULL, priority INTEGER NOT NULL,
  terms TEXT NOT NULL, categories TEXT NOT NULL, why TEXT NOT NULL, reports INTEGER NOT NULL, open_reports INTEGER NOT NULL,
  opened INTEGER NOT NULL, changed INTEGER NOT NULL, due INTEGER NOT NULL, holder TEXT NOT NULL, claim INTEGER NOT NULL, claim_until INTEGER NOT NULL,
  reopened INTEGER NOT NULL, drifted INTEGER NOT NULL, appealed INTEGER NOT NULL, problem TEXT NOT NULL, acts INTEGER NOT NULL, open_acts INTEGER NOT NULL) STRICT;
CREATE TABLE counter(
  open INTEGER NOT NULL, kind INTEGER NOT NULL, status INTEGER NOT NULL, severity INTEGER NOT NULL, claim INTEGER NOT NULL, reopened INTEGER NOT NULL,
  drifted INTEGER NOT NULL, appealed INTEGER NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY(open, kind, status, severity, claim, reopened, drifted, appealed)) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE kase_text USING fts5(title, author, why, content='kase', content_rowid='row', tokenize='trigram');
)sql";

constexpr std::string_view triggers = R"sql(
CREATE TRIGGER IF NOT EXISTS kase_added AFTER INSERT ON kase BEGIN
  INSERT INTO counter VALUES(new.open, new.kind, new.status, new.severity, new.claim, new.reopened, new.drifted, new.appealed, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER IF NOT EXISTS kase_removed AFTER DELETE ON kase BEGIN
  UPDATE counter SET n = n - 1 WHERE open=old.open AND kind=old.kind AND status=old.status AND severity=old.severity AND claim=old.claim
    AND reopened=old.reopened AND drifted=old.drifted AND appealed=old.appealed;
END;
CREATE TRIGGER IF NOT EXISTS kase_changed AFTER UPDATE ON kase BEGIN
  UPDATE counter SET n = n - 1 WHERE open=old.open AND kind=old.kind AND status=old.status AND severity=old.severity AND claim=old.claim
    AND reopened=old.reopened AND drifted=old.drifted AND appealed=old.appealed;
  INSERT INTO counter VALUES(new.open, new.kind, new.status, new.severity, new.claim, new.reopened, new.drifted, new.appealed, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER IF NOT EXISTS kase_text_added AFTER INSERT ON kase BEGIN
  INSERT INTO kase_text(rowid, title, author, why) VALUES(new.row, new.title, new.author, new.why);
END;
CREATE TRIGGER IF NOT EXISTS kase_text_removed AFTER DELETE ON kase BEGIN
  INSERT INTO kase_text(kase_text, rowid, title, author, why) VALUES('delete', old.row, old.title, old.author, old.why);
END;
CREATE TRIGGER IF NOT EXISTS kase_text_changed AFTER UPDATE OF title, author, why ON kase
  WHEN old.title <> new.title OR old.author <> new.author OR old.why <> new.why BEGIN
  INSERT INTO kase_text(kase_text, rowid, title, author, why) VALUES('delete', old.row, old.title, old.author, old.why);
  INSERT INTO kase_text(rowid, title, author, why) VALUES(new.row, new.title, new.author, new.why);
END;
)sql";

constexpr std::string_view indexes = R"sql(
CREATE INDEX IF NOT EXISTS kase_priority ON kase(priority, row);
CREATE INDEX IF NOT EXISTS kase_open_priority ON kase(priority, row) WHERE open=1;
CREATE INDEX IF NOT EXISTS kase_open_kind_priority ON kase(kind, priority, row) WHERE open=1;
CREATE INDEX IF NOT EXISTS kase_open_due ON kase(due, row) WHERE open=1;
CREATE INDEX IF NOT EXISTS kase_open_opened ON kase(opened, row) WHERE open=1;
CREATE INDEX IF NOT EXISTS kase_open_changed ON kase(changed, row) WHERE open=1;
CREATE INDEX IF NOT EXISTS kase_open_reports ON kase(open_reports, row) WHERE open=1;
CREATE INDEX IF NOT EXISTS kase_acts ON kase(acts) WHERE acts>0;
CREATE INDEX IF NOT EXISTS kase_changed ON kase(changed, row);
CREATE INDEX IF NOT EXISTS kase_title ON kase(title, row);
CREATE INDEX IF NOT EXISTS kase_status_priority ON kase(status, priority, row) WHERE status<>0;
CREATE INDEX IF NOT EXISTS kase_claim_priority ON kase(claim, priority, row) WHERE claim>0;
CREATE INDEX IF NOT EXISTS kase_author_priority ON kase(author, priority, row);
)sql";

constexpr std::string_view dropIndexes = R"sql(
DROP INDEX IF EXISTS kase_priority; DROP INDEX IF EXISTS kase_open_priority; DROP INDEX IF EXISTS kase_open_kind_priority;
DROP INDEX IF EXISTS kase_open_due; DROP INDEX IF EXISTS kase_open_opened; DROP INDEX IF EXISTS kase_open_changed;
DROP INDEX IF EXISTS kase_open_reports; DROP INDEX IF EXISTS kase_changed; DROP INDEX IF EXISTS kase_title;
DROP INDEX IF EXISTS kase_status_priority; DROP INDEX IF EXISTS kase_claim_priority; DROP INDEX IF EXISTS kase_author_priority; DROP INDEX IF EXISTS kase_acts;
DROP TRIGGER IF EXISTS kase_added; DROP TRIGGER IF EXISTS kase_removed; DROP TRIGGER IF EXISTS kase_changed;
DROP TRIGGER IF EXISTS kase_text_added; DROP TRIGGER IF EXISTS kase_text_removed; DROP TRIGGER IF EXISTS kase_text_changed;
)sql";

constexpr std::string_view derived = R"sql(
DELETE FROM counter;
INSERT INTO counter SELECT open, kind, status, severity, claim, reopened, drifted, appealed, count(*) FROM kase
  GROUP BY open, kind, status, severity, claim, reopened, drifted, appealed;
INSERT INTO kase_text(kase_text) VALUES('rebuild');
)sql";

} // namespace

std::string_view viewTables()
{
    return tables;
}

std::string_view viewIndexesAndTriggers()
{
    static const std::string both = std::string(indexes) + std::string(triggers);
    return both;
}

std::string_view dropViewIndexesAndTriggers()
{
    return dropIndexes;
}

std::string_view recountView()
{
    return derived;
}

} // namespace docket::cases
