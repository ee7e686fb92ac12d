#include "app/docket-bench/benches.h"
#include "app/docket-bench/measure.h"
#include "core/base/clock.h"
#include "core/log/store/store.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <sqlite3.h>

namespace docket::bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int entries = 100;

QByteArray payloadOf(int i)
{
    return QJsonDocument(QJsonObject{ { u"code"_s, u"D21"_s }, { u"reason"_s, QString(450, u'r') },
                             { u"subject"_s, u"model:org/artifact-%1"_s.arg(i) } })
        .toJson(QJsonDocument::Compact);
}

/// A table of the same columns and indexes, one transaction an entry, rollback journal TRUNCATE, synchronous FULL.
class BareTable
{
public:
    explicit BareTable(const QString& path)
    {
        sqlite3_open(qPrintable(path), &m_database);
        run("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;"
            "CREATE TABLE entry(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, d INTEGER NOT NULL, seq INTEGER NOT "
            "NULL, lc INTEGER NOT NULL,"
            "kase BLOB, kind TEXT NOT NULL, text BLOB NOT NULL, sig BLOB NOT NULL) STRICT;"
            "CREATE INDEX entry_dev ON entry(d,seq); CREATE INDEX entry_case ON entry(kase,lc,id);"
            "CREATE TABLE payload(id BLOB PRIMARY KEY, salt BLOB NOT NULL, data BLOB NOT NULL) STRICT;"
            "CREATE TABLE head(d INTEGER PRIMARY KEY, size INTEGER NOT NULL, range BLOB NOT NULL) STRICT; INSERT INTO "
            "head VALUES(1,0,x'');");
        m_entry
            = prepare("INSERT INTO entry(id,d,seq,lc,kase,kind,text,sig) VALUES(?1,1,?2,?2,?3,'case.decide',?4,?5)");
        m_payload = prepare("INSERT INTO payload VALUES(?1,?2,?3)");
        m_head = prepare("UPDATE head SET size=?1, range=?2 WHERE d=1");
    }
    ~BareTable()
    {
        for (sqlite3_stmt* statement : { m_entry, m_payload, m_head })
            sqlite3_finalize(statement);
        sqlite3_close(m_database);
    }
    void add(int i, const QByteArray& text, const QByteArray& payload)
    {
        run("BEGIN IMMEDIATE");
        const QByteArray id = QByteArray::number(i * 7919 + 1000000).rightJustified(32, 'i');
        const QByteArray kase(16, 'c');
        const QByteArray signature(64, 's');
        const QByteArray range(320, 'h');
        bind(m_entry, 1, id);
        sqlite3_bind_int(m_entry, 2, i);
        bind(m_entry, 3, kase);
        bind(m_entry, 4, text);
        bind(m_entry, 5, signature);
        step(m_entry);
        bind(m_payload, 1, id);
        bind(m_payload, 2, QByteArray(32, 'z'));
        bind(m_payload, 3, payload);
        step(m_payload);
        sqlite3_bind_int(m_head, 1, i);
        bind(m_head, 2, range);
        step(m_head);
        run("COMMIT");
    }

private:
    void run(const char* sql)
    {
        if (sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_database));
    }
    sqlite3_stmt* prepare(const char* sql)
    {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_database));
        return statement;
    }
    static void bind(sqlite3_stmt* statement, int index, const QByteArray& bytes)
    {
        sqlite3_bind_blob(statement, index, bytes.constData(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
    }
    void step(sqlite3_stmt* statement)
    {
        if (sqlite3_step(statement) != SQLITE_DONE)
            qFatal("%s", sqlite3_errmsg(m_database));
        sqlite3_reset(statement);
    }
    sqlite3* m_database = nullptr;
    sqlite3_stmt* m_entry = nullptr;
    sqlite3_stmt* m_payload = nullptr;
    sqlite3_stmt* m_head = nullptr;
};

} // namespace

void benchLog(const Surroundings& where)
{
    QTemporaryDir folder;
    SystemClock clock;
    auto store = log::Store::create(folder.path(), u"Bench"_s, log::defaultDomain(),
        log::Seal::withPassphrase(log::Secret::copyOf("bench"), log::KdfCost::Cheap), clock);
    if (!store)
        qFatal("%s", qPrintable(store.error().text()));
    const log::CaseId caseId{ QByteArray(16, 'c') };
    QTemporaryDir bareFolder;
    BareTable bare(bareFolder.filePath(u"bare.db"_s));
    int ourNumber = 0;
    int bareNumber = 0;
    qsizetype textSize = 0;
    const auto measured = [&](double (*measure)(const std::function<void()>&)) {
        return measurePairs(
            [&] {
                return measure([&] {
                    for (int i = 0; i < entries; ++i) {
                        log::Draft draft;
                        draft.kind = u"case.decide"_s;
                        draft.caseId = caseId;
                        draft.payload = payloadOf(++ourNumber);
                        const auto appended = (*store)->append({ draft });
                        if (!appended)
                            qFatal("%s", qPrintable(appended.error().text()));
                        if (textSize == 0)
                            textSize = (*store)->note(appended->first().id)->size();
                    }
                });
            },
            [&] {
                const QByteArray text(textSize, 't');
                return measure([&] {
                    for (int i = 0; i < entries; ++i) {
                        ++bareNumber;
                        bare.add(bareNumber, text, payloadOf(bareNumber));
                    }
                });
            },
            where.quick ? 3 : 7);
    };
    const auto tell = [](const QString& what, const Pair& append) {
        report(u"log append against a bare TRUNCATE+FULL insert of the same bytes, "_s + what,
            append.ours / entries * 1e6, u"us"_s, 1.3, append.peer / entries * 1e6, append.ratio);
    };
    tell(u"on the clock"_s, measured(clockCost));
    tell(u"CPU"_s, measured(cost));
}

} // namespace docket::bench
