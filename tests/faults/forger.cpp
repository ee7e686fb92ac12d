#include "tests/faults/forger.h"

#include "core/base/sqlite.h"
#include "core/log/keys/devicekey.h"

namespace docket::test
{

using namespace Qt::StringLiterals;
using namespace docket::log;

namespace
{

template <typename T> T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().text()));
    return std::move(*result);
}

} // namespace

Forger::Forger(const QString& folder) : m_folder(folder)
{
    const SealedKey sealed = must(SealedKey::read(folder + u"/keys/device.key"_s));
    m_key = must(sealed.open(passphrase()));
    m_name = sealed.name();
    FixedClock clock(startTime());
    const auto store = must(Store::open(folder, Access::ReadOnly, clock));
    m_workspace = must(store->workspaceId());
    for (const Entry& entry : must(store->entries(0, 255))) {
        if (entry.device != m_key.publicKey)
            continue;
        m_range.append(Hash::from(entry.id.bytes));
        m_last = entry.id;
        m_lamport = entry.lamport;
    }
}

EntryHeader Forger::next(const CaseId& caseId) const
{
    EntryHeader header;
    header.app = "0.1.0";
    header.caseId = caseId;
    header.device = m_key.publicKey;
    header.kind = "case.note";
    header.lamport = m_lamport + 1;
    header.previous = m_last.bytes;
    header.seq = static_cast<qint64>(m_range.size()) + 1;
    header.time = startTime();
    header.workspace = m_workspace;
    return header;
}

EntryId Forger::append(const EntryHeader& header)
{
    const SignedEntry entry = signEntry(header, m_name, m_key);
    m_range.append(Hash::from(entry.id.bytes));
    m_last = entry.id;
    m_lamport = header.lamport;
    auto db = must(sqlite::Database::open(m_folder + u'/' + logFileName(), sqlite::Database::Mode::ReadWrite));
    auto insert = must(db.prepare("INSERT INTO entry(id,d,seq,lc,kase,kind,text,sig) VALUES(?1,1,?2,?3,?4,?5,?6,?7)"));
    insert.bindBlob(1, entry.id.bytes);
    insert.bind(2, header.seq);
    insert.bind(3, header.lamport);
    if (header.caseId)
        insert.bindBlob(4, header.caseId->bytes);
    else
        insert.bind(4, nullptr);
    insert.bindUtf8(5, header.kind);
    insert.bindBlob(6, entry.text);
    insert.bindBlob(7, entry.signature);
    auto head = must(db.prepare("UPDATE head SET size=?1, range=?2 WHERE d=1"));
    head.bind(1, static_cast<qint64>(m_range.size()));
    head.bindBlob(2, m_range.toBytes());
    if (!insert.run() || !head.run())
        qFatal("the forgery fails: %s", qPrintable(db.lastError(u"log.db"_s).text()));
    return entry.id;
}

} // namespace docket::test
