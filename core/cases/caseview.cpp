#include "core/cases/caseview.h"

#include "core/base/logging.h"
#include "core/cases/kasetable.h"
#include "core/cases/projection.h"
#include "core/cases/querysql.h"
#include "core/cases/viewschema.h"
#include "core/log/store/store.h"
#include "core/sync/mirror.h"

#include <QFile>
#include <QUuid>

namespace docket::cases
{

using namespace Qt::StringLiterals;
using sqlite::Statement;
// Inside this namespace Status is the state of a case; results of functions are docket::Status.
using Done = docket::Status;

namespace
{

constexpr int batchSize = 1000;
constexpr qint64 bulkFrom = 5000; // changes from which building indexes afterwards pays

QString viewPath(const QString& folder)
{
    return folder + u"/view.db"_s;
}

void removeView(const QString& folder)
{
    for (const QString& suffix : { u""_s, u"-wal"_s, u"-shm"_s })
        QFile::remove(viewPath(folder) + suffix);
}

} // namespace

struct CaseView::Private {
    sqlite::Database database;

    Result<QString> meta(const QString& name)
    {
        DOCKET_ASSIGN(auto s, database.cached("SELECT value FROM meta WHERE name=?1"));
        s->bind(1, name);
        DOCKET_ASSIGN(const bool found, s->step());
        const QString value = found ? s->text(0) : QString();
        return value;
    }

    Done setMeta(const QString& name, const QString& value)
    {
        DOCKET_ASSIGN(auto s,
            database.cached("INSERT INTO meta VALUES(?1,?2) ON CONFLICT(name) DO UPDATE SET value=excluded.value"));
        s->bindAll(name, value);
        return s->run();
    }

    Result<QList<CaseRow>> rows(Statement& s)
    {
        QList<CaseRow> rows;
        for (;;) {
            DOCKET_ASSIGN(const bool more, s.step());
            if (!more)
                break;
            rows.append(kaseRow(s));
        }
        s.reset();
        return rows;
    }

    /// Rows on one side of `from` in the query's order; reversed when `back`.
    Result<QList<CaseRow>> slice(const QueueQuery& query, const std::optional<PageKey>& from, int limit, bool back)
    {
        QuerySql sql = querySql(query);
        const bool descending = sql.descending != back;
        std::string text = "SELECT " + std::string(kaseColumns) + " FROM kase WHERE " + sql.where;
        if (from) {
            sql.values.append(from->value);
            const std::string value = "?" + std::to_string(sql.values.size());
            sql.values.append(from->row);
            const std::string row = "?" + std::to_string(sql.values.size());
            text += " AND (" + sql.column + ",row)" + (descending ? "<" : ">") + "(" + value + "," + row + ")";
        }
        const std::string direction = descending ? " DESC" : "";
        sql.values.append(limit);
        text += " ORDER BY " + sql.column + direction + ",row" + direction + " LIMIT ?"
            + std::to_string(sql.values.size());
        DOCKET_ASSIGN(auto s, database.cached(text));
        bindValues(*s, sql.values);
        return rows(*s);
    }
};

CaseView::CaseView(std::shared_ptr<Private> data) : d(std::move(data)) { }

Result<CaseView> CaseView::open(const QString& workspaceFolder, Access access)
{
    using Mode = sqlite::Database::Mode;
    const auto tryOpen = [&]() -> Result<CaseView> {
        const bool writes = access == Access::ReadWrite;
        auto data = std::make_shared<Private>();
        DOCKET_ASSIGN(
            data->database, sqlite::Database::open(viewPath(workspaceFolder), writes ? Mode::Create : Mode::ReadOnly));
        // Triggers may feed the text index: this file never comes from anybody else.
        DOCKET_TRY(
            data->database.exec("PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=ON;"));
        if (!writes)
            return CaseView(std::move(data));
        DOCKET_TRY(data->database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"));
        DOCKET_ASSIGN(Statement version,
            data->database.prepare(
                "SELECT u.user_version, a.application_id FROM pragma_user_version u, pragma_application_id a"));
        DOCKET_TRY(version.step());
        if (version.integer(0) == 0) {
            version.reset();
            DOCKET_ASSIGN(auto transaction, sqlite::Transaction::begin(data->database));
            DOCKET_TRY(data->database.exec(viewTables()));
            DOCKET_TRY(data->database.exec(viewIndexesAndTriggers()));
            DOCKET_TRY(data->database.exec("PRAGMA application_id=" + std::to_string(viewApplicationId)
                + "; PRAGMA user_version=" + std::to_string(viewSchemaVersion)));
            DOCKET_TRY(data->setMeta(u"rules"_s, u"%1/%2"_s.arg(log::foldVersion).arg(projectionVersion)));
            DOCKET_TRY(transaction.commit());
        } else if (version.integer(0) != viewSchemaVersion || version.integer(1) != viewApplicationId) {
            return fail(ErrorCode::Integrity, u"view.db"_s, u"made by other rules"_s);
        }
        DOCKET_ASSIGN(const QString rules, data->meta(u"rules"_s));
        if (rules != u"%1/%2"_s.arg(log::foldVersion).arg(projectionVersion))
            return fail(ErrorCode::Integrity, u"view.db"_s, u"made by other rules"_s);
        return CaseView(std::move(data));
    };
    auto view = tryOpen();
    if (!view && access == Access::ReadWrite && view.error().code == ErrorCode::Integrity) {
        // A cache of mirror and log: nothing is lost by building it again.
        qCInfo(lcCases) << "building view.db again:" << view.error().text();
        removeView(workspaceFolder);
        view = tryOpen();
    }
    return view;
}

void CaseView::discard(const QString& workspaceFolder)
{
    removeView(workspaceFolder);
}

docket::Status CaseView::store(const QList<CaseRow>& rows, bool bulk)
{
    DOCKET_ASSIGN(auto transaction, sqlite::Transaction::begin(d->database));
    if (bulk)
        DOCKET_TRY(d->database.exec(dropViewIndexesAndTriggers()));
    for (const CaseRow& row : rows)
        DOCKET_TRY(putKaseRow(d->database, row));
    if (bulk) {
        DOCKET_TRY(d->database.exec(recountView()));
        DOCKET_TRY(d->database.exec(viewIndexesAndTriggers()));
    }
    return transaction.commit();
}

Result<QList<QByteArray>> CaseView::refresh(sync::Mirror& mirror, log::Store& log, const QDateTime& now)
{
    // Which mirror and which log this view was made from; another one means all over again.
    DOCKET_ASSIGN(QString mirrorId, mirror.cursor(u"mirror-id"_s));
    if (mirrorId.isEmpty()) {
        mirrorId = QUuid::createUuid().toString(QUuid::WithoutBraces);
        DOCKET_TRY(mirror.setCursor(u"mirror-id"_s, mirrorId));
    }
    DOCKET_ASSIGN(const QByteArray workspaceId, log.workspaceId());
    DOCKET_ASSIGN(const qint64 lastRow, log.lastRow());
    const QString source = mirrorId + u' ' + QString::fromLatin1(workspaceId);
    DOCKET_ASSIGN(auto transaction, sqlite::Transaction::begin(d->database));
    DOCKET_ASSIGN(const QString knownSource, d->meta(u"source"_s));
    DOCKET_ASSIGN(const QString changeText, d->meta(u"mirror-change"_s));
    DOCKET_ASSIGN(const QString rowText, d->meta(u"log-row"_s));
    qint64 change = changeText.toLongLong();
    qint64 logRow = rowText.toLongLong();
    DOCKET_ASSIGN(const QString touchedText, d->meta(u"log-touched"_s));
    DOCKET_ASSIGN(const QString rightsText, d->meta(u"log-rights"_s));
    DOCKET_ASSIGN(const log::Store::Touched payloads, log.touchedAfter(touchedText.toLongLong()));
    DOCKET_ASSIGN(const log::Store::RightsChange rights, log.rightsChangedSince(rightsText.toUtf8()));
    if (knownSource != source || logRow > lastRow) {
        DOCKET_TRY(d->database.exec("DELETE FROM kase"));
        change = 0;
        logRow = 0;
    }

    DOCKET_ASSIGN(const QByteArray secret, log.workspaceSecret());
    DOCKET_ASSIGN(const QList<log::Reviewer> reviewers, log.reviewers());
    ProjectionInput input;
    input.mePerson = log.me().person;
    input.now = now;
    for (const log::Reviewer& reviewer : reviewers)
        input.names.insert(reviewer.person, reviewer.name);

    DOCKET_ASSIGN(const qint64 lastChange, mirror.lastChange());
    const bool bulk = lastChange - change >= bulkFrom && change == 0;
    if (bulk)
        DOCKET_TRY(d->database.exec(dropViewIndexesAndTriggers()));

    QSet<QByteArray> done;
    const auto projectOne = [&](const Subject& subject) -> Done {
        input.subject = subject;
        input.caseId = log::caseIdFor(secret, subject);
        if (done.contains(input.caseId.bytes))
            return {};
        DOCKET_ASSIGN(input.reports, mirror.reportsOn(subject));
        DOCKET_ASSIGN(input.repo, mirror.repo(subject.repo));
        DOCKET_ASSIGN(input.card, mirror.card(subject.repo));
        DOCKET_ASSIGN(input.state, log.caseState(input.caseId));
        if (input.reports.isEmpty() && input.state.folded == 0) {
            DOCKET_ASSIGN(auto remove, d->database.cached("DELETE FROM kase WHERE case_id=?1"));
            remove->bindBlob(1, input.caseId.bytes);
            DOCKET_TRY(remove->run());
        } else {
            DOCKET_TRY(putKaseRow(d->database, project(input)));
        }
        done.insert(input.caseId.bytes);
        return {};
    };

    for (;;) {
        DOCKET_ASSIGN(const QList<sync::Mirror::Changed> changed, mirror.changedSubjects(change, batchSize));
        for (const sync::Mirror::Changed& item : changed) {
            DOCKET_TRY(projectOne(item.subject));
            change = item.change;
        }
        if (changed.size() < batchSize)
            break;
    }
    QList<log::CaseId> touched;
    DOCKET_ASSIGN(touched, log.casesAfter(logRow));
    // Payloads that were erased or came later, and people whose rights changed, change cases without a new entry.
    touched += payloads.cases + rights.cases;
    DOCKET_ASSIGN(auto expired, d->database.cached("SELECT case_id FROM kase WHERE claim>0 AND claim_until<=?1"));
    expired->bind(1, now.toMSecsSinceEpoch());
    for (;;) {
        DOCKET_ASSIGN(const bool more, expired->step());
        if (!more)
            break;
        touched.append(log::CaseId{ expired->blob(0) });
    }
    expired->reset();
    for (const log::CaseId& caseId : std::as_const(touched)) {
        QString key;
        DOCKET_ASSIGN(auto find, d->database.cached("SELECT subject FROM kase WHERE case_id=?1"));
        find->bindBlob(1, caseId.bytes);
        DOCKET_ASSIGN(const bool known, find->step());
        if (known)
            key = find->text(0);
        find->reset();
        if (!known) {
            DOCKET_ASSIGN(const log::CaseState state, log.caseState(caseId));
            key = state.subject;
        }
        if (const auto subject = Subject::parse(key))
            DOCKET_TRY(projectOne(*subject));
    }
    if (bulk) {
        DOCKET_TRY(d->database.exec(recountView()));
        DOCKET_TRY(d->database.exec(viewIndexesAndTriggers()));
    }
    DOCKET_TRY(d->setMeta(u"source"_s, source));
    DOCKET_TRY(d->setMeta(u"mirror-change"_s, QString::number(change)));
    DOCKET_TRY(d->setMeta(u"log-row"_s, QString::number(lastRow)));
    DOCKET_TRY(d->setMeta(u"log-touched"_s, QString::number(payloads.last)));
    DOCKET_TRY(d->setMeta(u"log-rights"_s, QString::fromUtf8(rights.mark)));
    DOCKET_TRY(transaction.commit());
    return QList<QByteArray>(done.begin(), done.end());
}

Result<QList<CaseRow>> CaseView::page(const QueueQuery& query, const std::optional<PageKey>& after, int limit)
{
    return d->slice(query, after, limit, false);
}

Result<QList<CaseRow>> CaseView::pageBefore(const QueueQuery& query, const PageKey& before, int limit)
{
    DOCKET_ASSIGN(QList<CaseRow> rows, d->slice(query, before, limit, true));
    std::reverse(rows.begin(), rows.end());
    return rows;
}

PageKey CaseView::keyOf(const QueueQuery& query, const CaseRow& row)
{
    switch (query.sort) {
    case SortKey::Priority:
        return { row.priority, row.row };
    case SortKey::Due:
        return { kaseTime(row.due), row.row };
    case SortKey::Opened:
        return { kaseTime(row.opened), row.row };
    case SortKey::Changed:
        return { row.changed.isValid() ? row.changed.toMSecsSinceEpoch() : qint64(0), row.row };
    case SortKey::Reports:
        return { row.openReports, row.row };
    case SortKey::Title:
        return { row.title, row.row };
    }
    return {};
}

Result<qint64> CaseView::count(const QueueQuery& query, qint64 cap)
{
    QuerySql sql = querySql(query);
    std::string text;
    if (sql.countable) {
        text = "SELECT coalesce(sum(n), 0) FROM counter WHERE " + sql.where;
    } else {
        sql.values.append(cap);
        text = "SELECT count(*) FROM (SELECT 1 FROM kase WHERE " + sql.where + " LIMIT ?"
            + std::to_string(sql.values.size()) + ")";
    }
    DOCKET_ASSIGN(auto s, d->database.cached(text));
    bindValues(*s, sql.values);
    DOCKET_TRY(s->step());
    const qint64 count = s->int64(0);
    return count;
}

Result<QList<PageKey>> CaseView::anchors(const QueueQuery& query, int step)
{
    const QuerySql sql = querySql(query);
    const std::string direction = sql.descending ? " DESC" : "";
    DOCKET_ASSIGN(auto s,
        d->database.cached("SELECT " + sql.column + ",row FROM kase WHERE " + sql.where + " ORDER BY " + sql.column
            + direction + ",row" + direction));
    bindValues(*s, sql.values);
    QList<PageKey> keys;
    for (qint64 i = 0;; ++i) {
        DOCKET_ASSIGN(const bool more, s->step());
        if (!more)
            break;
        if (i % step == 0)
            keys.append({ query.sort == SortKey::Title ? QVariant(s->text(0)) : QVariant(s->int64(0)), s->int64(1) });
    }
    return keys;
}

Result<QList<QByteArray>> CaseView::casesWithActs(bool openOnly)
{
    DOCKET_ASSIGN(auto s,
        d->database.cached(openOnly ? "SELECT case_id FROM kase WHERE acts>0 AND open_acts>0"
                                    : "SELECT case_id FROM kase WHERE acts>0"));
    QList<QByteArray> ids;
    for (;;) {
        DOCKET_ASSIGN(const bool more, s->step());
        if (!more)
            break;
        ids.append(s->blob(0));
    }
    return ids;
}

Result<std::optional<CaseRow>> CaseView::row(QByteArrayView caseId)
{
    DOCKET_ASSIGN(auto s, d->database.cached("SELECT " + std::string(kaseColumns) + " FROM kase WHERE case_id=?1"));
    s->bindBlob(1, caseId);
    DOCKET_ASSIGN(const QList<CaseRow> rows, d->rows(*s));
    return rows.isEmpty() ? std::optional<CaseRow>() : std::optional(rows.first());
}

Result<CaseRow> CaseView::find(QStringView caseOrSubject)
{
    const QString name = u"case \"%1\""_s.arg(caseOrSubject);
    const Error missing{ ErrorCode::NotFound, name, u"there is no such case"_s, u"list them with: docketctl queue"_s };
    if (caseOrSubject.contains(u':')) {
        DOCKET_ASSIGN(const Subject subject, Subject::parse(caseOrSubject));
        DOCKET_ASSIGN(auto s, d->database.cached("SELECT " + std::string(kaseColumns) + " FROM kase WHERE subject=?1"));
        s->bind(1, subject.key());
        DOCKET_ASSIGN(const QList<CaseRow> rows, d->rows(*s));
        return rows.isEmpty() ? Result<CaseRow>(fail(missing)) : rows.first();
    }
    if (const auto exact = log::CaseId::parse(caseOrSubject)) {
        DOCKET_ASSIGN(const std::optional<CaseRow> found, row(exact->bytes));
        return found ? Result<CaseRow>(*found) : fail(missing);
    }
    if (caseOrSubject.size() < 4)
        return fail(ErrorCode::Validation, name, u"too short to be sure"_s,
            u"give at least four characters of the case or its subject"_s);
    // A prefix: every 4 characters of base64url are 3 whole bytes, the rest is compared as text.
    const QByteArray prefix = QByteArray::fromBase64(
        caseOrSubject.left(caseOrSubject.size() / 4 * 4).toLatin1(), QByteArray::Base64UrlEncoding);
    DOCKET_ASSIGN(auto s,
        d->database.cached("SELECT " + std::string(kaseColumns)
            + " FROM kase WHERE case_id>=?1 AND substr(case_id,1,?2)=?1 LIMIT 64"));
    s->bindBlob(1, prefix);
    s->bind(2, prefix.size());
    DOCKET_ASSIGN(QList<CaseRow> rows, d->rows(*s));
    rows.removeIf([&](const CaseRow& candidate) { return !candidate.caseText.startsWith(caseOrSubject); });
    if (rows.isEmpty())
        return fail(missing);
    if (rows.size() > 1)
        return fail(ErrorCode::Validation, name, u"%1 cases begin so"_s.arg(rows.size()), u"give more characters"_s);
    return rows.first();
}

} // namespace docket::cases
