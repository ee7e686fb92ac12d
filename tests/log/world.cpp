#include "tests/log/world.h"

#include "core/base/digest.h"
#include "core/log/crypto/ed25519.h"
#include "tests/log/logfixture.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <numeric>

namespace docket::test
{

using namespace docket::log;
using namespace Qt::StringLiterals;

QByteArray World::keyOf(const QString& device)
{
    static QHash<QString, QByteArray> keys;
    QByteArray& key = keys[device];
    if (key.isEmpty())
        key = SigningKey::fromSeed(sha256(device.toUtf8())).publicKey;
    return key;
}

QString World::keyText(const QString& device)
{
    return QString::fromLatin1(toBase64Url(keyOf(device)));
}

QString World::personId(const QString& name)
{
    return QString::fromLatin1(toBase64Url(sha256(QByteArray("person " + name.toUtf8())).left(16)));
}

qsizetype World::write(const QString& device, const WorldDraft& draft)
{
    Written out;
    Entry& entry = out.entry;
    entry.device = keyOf(device);
    entry.kind = draft.kind;
    entry.caseId = draft.caseId;
    entry.policy = draft.policy;
    entry.version = draft.version;
    entry.time = startTime().addSecs(60 * m_written.size());
    entry.app = u"0.1.0"_s;
    entry.seq = draft.seq > 0 ? draft.seq : m_seq.value(device) + 1;
    m_seq[device] = qMax(m_seq.value(device), entry.seq);
    qint64 before = draft.seq > 0 ? draft.seq - 1 : m_lamport.value(device);
    std::set<EntryId> seen;
    if (draft.caseId) {
        for (qsizetype i = 0; i < m_written.size(); ++i) {
            if (m_written.at(i).entry.caseId != draft.caseId || (draft.seen && !draft.seen->contains(i)))
                continue;
            seen.insert(m_written.at(i).entry.id);
            before = qMax(before, m_written.at(i).entry.lamport);
        }
        // Without a list the author saw everything, and names what nothing else names.
        if (!draft.seen)
            for (const Written& other : std::as_const(m_written))
                if (other.entry.caseId == draft.caseId)
                    for (const EntryId& parent : other.entry.parents)
                        seen.erase(parent);
        entry.parents = QList<EntryId>(seen.begin(), seen.end());
    } else {
        for (const Written& other : std::as_const(m_written))
            if (!other.entry.caseId)
                before = qMax(before, other.entry.lamport);
    }
    entry.lamport = draft.lamport > 0 ? draft.lamport : before + 1;
    m_lamport[device] = qMax(m_lamport.value(device), entry.lamport);
    out.payload = QJsonDocument(draft.payload).toJson(QJsonDocument::Compact);
    const QByteArray unique
        = device.toUtf8() + QByteArray::number(m_written.size()) + entry.kind.toUtf8() + *out.payload;
    entry.id = EntryId{ sha256(unique) };
    entry.row = m_written.size() + 1;
    m_written.append(std::move(out));
    return m_written.size() - 1;
}

qsizetype World::init(const QString& root, const QStringList& roots)
{
    QJsonArray keys;
    for (const QString& device : roots)
        keys.append(keyText(device));
    return write(root, { u"ws.init"_s, { { u"roots"_s, keys } } });
}

qsizetype World::enrol(const QString& author, const QString& device, const QString& person, qint64 from)
{
    return write(author,
        { u"key.enrol"_s,
            { { u"dev"_s, keyText(device) }, { u"person"_s, personId(person) }, { u"from_seq"_s, from } } });
}

qsizetype World::grant(const QString& author, const QString& device, const QString& role, qint64 from)
{
    return write(
        author, { u"role.grant"_s, { { u"dev"_s, keyText(device) }, { u"role"_s, role }, { u"from_seq"_s, from } } });
}

qsizetype World::revokeKey(const QString& author, const QString& device, qint64 last)
{
    return write(author,
        { u"key.revoke"_s, { { u"dev"_s, keyText(device) }, { u"last_seq"_s, last }, { u"reason"_s, u"lost"_s } } });
}

qsizetype World::revokeRole(const QString& author, const QString& device, const QString& role, qint64 last)
{
    return write(
        author, { u"role.revoke"_s, { { u"dev"_s, keyText(device) }, { u"role"_s, role }, { u"last_seq"_s, last } } });
}

qsizetype World::approve(const QString& author, qsizetype revocation)
{
    return write(author, { u"key.approve"_s, { { u"entry"_s, entry(revocation).id.text() } } });
}

qsizetype World::rotate(const QString& author, const QString& next)
{
    return write(author, { u"key.rotate"_s, { { u"next"_s, keyText(next) } } });
}

Authority World::authority(const QList<qsizetype>& delivered) const
{
    std::vector<AdminEntry> admin;
    for (const qsizetype number : delivered)
        if (const Written& one = m_written.at(number); !one.entry.caseId)
            admin.push_back({ one.entry, one.payload });
    return Authority::fold(admin);
}

CaseState World::state(const QList<qsizetype>& delivered, const CaseId& caseId) const
{
    const Authority authority = this->authority(delivered);
    std::vector<FoldEntry> entries;
    for (const qsizetype number : delivered) {
        const Written& one = m_written.at(number);
        if (one.entry.caseId != caseId)
            continue;
        entries.push_back({ one.entry, one.payload, authority.personOf(one.entry.device, one.entry.seq),
            authority.rolesOf(one.entry.device, one.entry.seq) });
    }
    return foldCase(entries, authority.policies());
}

QList<qsizetype> World::everything() const
{
    QList<qsizetype> out(m_written.size());
    std::iota(out.begin(), out.end(), 0);
    return out;
}

} // namespace docket::test
