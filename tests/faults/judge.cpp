#include "tests/faults/judge.h"

#include "core/base/sqlite.h"

#include <QFileInfo>

namespace docket::test
{

using namespace Qt::StringLiterals;
using namespace docket::log;

namespace
{

FixedClock& sharedClock()
{
    static FixedClock clock(startTime());
    return clock;
}

QString scratchTemplate()
{
    const QFileInfo memory(u"/dev/shm"_s);
    const QString base = memory.isDir() && memory.isWritable() ? memory.filePath() : QDir::tempPath();
    return base + u"/docket-faults-XXXXXX"_s;
}

QString say(const QString& what, const Error& error)
{
    return what + u": "_s + error.text();
}

} // namespace

bool isLongForm()
{
    return qEnvironmentVariable("DOCKET_FAULTS") == "long"_L1;
}

ScratchFolder::ScratchFolder() : m_folder(scratchTemplate())
{
    if (!m_folder.isValid())
        qFatal("no folder for the test's files");
}

void makeWorkspace(const QString& folder, int entries)
{
    auto store = Store::create(folder, u"Ada"_s, defaultDomain(), cheapSeal(), sharedClock());
    if (!store)
        qFatal("%s", qPrintable(store.error().text()));
    for (int i = 0; i < entries; ++i)
        if (const auto written = (*store)->append(work(i)); !written)
            qFatal("%s", qPrintable(written.error().text()));
}

void makeOlder(const QString& folder)
{
    auto db = sqlite::Database::open(folder + u'/' + logFileName(), sqlite::Database::Mode::ReadWrite);
    // What schema 2 added, taken away again.
    if (!db
        || !db->exec(
            "DROP TRIGGER checkpoint_no_update; DROP TRIGGER checkpoint_no_delete;"
            "ALTER TABLE checkpoint RENAME TO checkpoint_2;"
            "CREATE TABLE checkpoint (d INTEGER, size INTEGER, note BLOB NOT NULL, PRIMARY KEY(d,size))"
            " STRICT, WITHOUT ROWID;"
            "INSERT INTO checkpoint SELECT d,size,note FROM checkpoint_2; DROP TABLE checkpoint_2;"
            "CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint BEGIN"
            " SELECT RAISE(ABORT,'append-only'); END;"
            "CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint BEGIN"
            " SELECT RAISE(ABORT,'append-only'); END;"
            "DROP TABLE cosignature; DROP TABLE branch; DROP TABLE forked; DROP TABLE withheld; DROP TABLE touched;"
            "PRAGMA user_version=1; VACUUM;"))
        qFatal("the log cannot be taken back to schema 1");
}

void copyWorkspace(const QString& from, const QString& to)
{
    for (const QString& name : QDir(to).entryList(QDir::Files))
        QFile::remove(to + u'/' + name);
    QDir().mkpath(to + u"/keys"_s);
    for (const QString& name : { u"log.db"_s, u"log.db-journal"_s, u"keys/device.key"_s }) {
        const QString source = from + u'/' + name;
        QFile::remove(to + u'/' + name);
        if (QFile::exists(source) && !QFile::copy(source, to + u'/' + name))
            qFatal("%s cannot be copied", qPrintable(source));
    }
}

QList<Draft> work(int number)
{
    const int length = number % 4 == 3 ? 9000 : 40;
    return { draft(u"case.claim"_s, caseNumber(number % 3), { { u"until"_s, u"2026-11-20T09:00:00.000Z"_s } }),
        draft(u"case.annotate"_s, caseNumber((number + 1) % 3),
            { { u"text"_s, QString(length, QChar(u'a' + number % 26)) } }) };
}

QString judge(const QString& folder, const QList<EntryId>& acknowledged, bool alsoAppend, qint64 entries)
{
    auto store = Store::open(folder, alsoAppend ? Access::ReadWrite : Access::ReadOnly, sharedClock());
    if (!store)
        return say(u"does not open"_s, store.error());
    if (alsoAppend && (*store)->readOnlyReason())
        return say(u"cannot be written"_s, *(*store)->readOnlyReason());
    const auto report = (*store)->verify(Depth::Full);
    if (!report)
        return say(u"cannot be verified"_s, report.error());
    if (!report->isSound())
        return u"does not verify: "_s + report->findings.first().line();
    for (const EntryId& id : acknowledged)
        if (const auto entry = (*store)->entry(id); !entry)
            return say(u"acknowledged entry lost"_s, entry.error());
    if (report->entries < entries)
        return u"%1 entries acknowledged, %2 are there"_s.arg(entries).arg(report->entries);
    // work() records two entries at a time, all or none.
    qsizetype recorded = 0;
    for (int i = 0; i < 3; ++i)
        if (const auto found = (*store)->entriesOf(caseNumber(i)))
            recorded += found->size();
    if (recorded % 2 != 0)
        return u"half of a transaction is there"_s;
    if (alsoAppend) {
        if (const Status unlocked = (*store)->unlock(passphrase()); !unlocked)
            return say(u"does not unlock"_s, unlocked.error());
        if (const auto written = (*store)->append(work(1)); !written)
            return say(u"records nothing more"_s, written.error());
    }
    return {};
}

QByteArrayList contentOf(Store& store)
{
    QByteArrayList out;
    const auto add = [&out](const auto& result, auto&& write) {
        if (result)
            write(*result);
        else
            out.append("error " + result.error().text().toUtf8());
    };
    const auto addEntry = [&](const Entry& entry) {
        add(store.note(entry.id), [&](const QByteArray& note) { out.append(note); });
        add(store.payload(entry.id), [&](const auto& payload) { out.append(payload.value_or("none")); });
        add(store.entry(entry.id), [&](const Entry& again) { out.append(again.id.bytes + again.kind.toUtf8()); });
    };
    add(store.entries(0, 1 << 20), [&](const QList<Entry>& entries) {
        for (const Entry& entry : entries)
            addEntry(entry);
    });
    add(store.casesAfter(0), [&](const QList<CaseId>& cases) {
        for (const CaseId& one : cases) {
            out.append("case " + one.bytes);
            add(store.entriesOf(one), [&](const QList<Entry>& entries) {
                for (const Entry& entry : entries)
                    out.append(entry.id.bytes);
            });
        }
    });
    add(store.reviewers(), [&](const QList<Reviewer>& reviewers) {
        for (const Reviewer& reviewer : reviewers)
            out.append((reviewer.person + reviewer.name + reviewer.roles.join(u' ')).toUtf8() + reviewer.device);
    });
    add(store.snapshotId(), [&](const QByteArray& id) { out.append(id); });
    add(store.size(), [&](qint64 size) { out.append(QByteArray::number(size)); });
    return out;
}

} // namespace docket::test
