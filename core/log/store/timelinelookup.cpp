#include "core/log/format/entryformat.h"
#include "core/log/store/timeline.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int firstEntries = 20; ///< of a case: one of them names the subject

} // namespace

Family familyOf(QStringView kind)
{
    static const QHash<QString, Family> known{
        { u"case.decide"_s, Family::Decisions },
        { u"case.resolve"_s, Family::Decisions },
        { u"case.escalate"_s, Family::Decisions },
        { u"case.appeal"_s, Family::Decisions },
        { u"case.reopen"_s, Family::Decisions },
        { u"case.assess"_s, Family::Assessments },
        { u"case.evidence"_s, Family::Assessments },
        { u"case.open"_s, Family::Notes },
        { u"case.claim"_s, Family::Notes },
        { u"case.annotate"_s, Family::Notes },
        { u"case.note"_s, Family::Notes },
        { u"case.label"_s, Family::Notes },
        { u"case.unlabel"_s, Family::Notes },
        { u"action.queued"_s, Family::Acts },
        { u"action.cancelled"_s, Family::Acts },
        { u"action.attempted"_s, Family::Acts },
        { u"action.confirmed"_s, Family::Acts },
        { u"action.failed"_s, Family::Acts },
        { u"ws.init"_s, Family::People },
        { u"key.enrol"_s, Family::People },
        { u"key.exchange"_s, Family::People },
        { u"key.rotate"_s, Family::People },
        { u"key.revoke"_s, Family::People },
        { u"key.approve"_s, Family::People },
        { u"role.grant"_s, Family::People },
        { u"role.revoke"_s, Family::People },
        { u"person.name"_s, Family::People },
        { u"policy.adopt"_s, Family::People },
        { u"log.seen"_s, Family::Exchange },
        { u"log.fork"_s, Family::Exchange },
        { u"log.freeze"_s, Family::Exchange },
        { u"clock.step"_s, Family::Exchange },
        { u"export.made"_s, Family::Exchange },
        { u"import.made"_s, Family::Exchange },
        { u"redact.request"_s, Family::Erasure },
        { u"redact.approve"_s, Family::Erasure },
        { u"redact.done"_s, Family::Erasure },
    };
    return known.value(kind.toString(), Family::Other);
}

Result<Entry> Timeline::header(const EntryId& id)
{
    DOCKET_ASSIGN(const TimelineItem found, item(id));
    if (found.fault)
        return fail(*found.fault);
    return found.entry;
}

Result<QList<EntryId>> Timeline::children(const Entry& entry)
{
    QList<EntryId> ids;
    if (!entry.caseId)
        return ids;
    DOCKET_ASSIGN(auto select, m_db.cached("SELECT id,text FROM entry WHERE kase=?1 AND lc>?2 ORDER BY lc,id"));
    select->bindBlob(1, entry.caseId->bytes);
    select->bind(2, entry.lamport);
    for (;;) {
        DOCKET_ASSIGN(const bool row, select->step());
        if (!row)
            break;
        const auto header = decodeText(select->blob(1));
        if (header && header->parents.contains(entry.id))
            ids.append(EntryId{ select->blob(0) });
    }
    return ids;
}

Result<QList<EntryId>> Timeline::successors(const Entry& entry)
{
    QList<EntryId> ids;
    DOCKET_ASSIGN(auto select,
        m_db.cached(
            "SELECT e.id,e.text FROM entry e JOIN device d ON d.d=e.d WHERE d.pk=?1 AND e.seq=?2 ORDER BY e.n"));
    select->bindBlob(1, entry.device);
    select->bind(2, entry.seq + 1);
    for (;;) {
        DOCKET_ASSIGN(const bool row, select->step());
        if (!row)
            break;
        const auto header = decodeText(select->blob(1));
        if (header && header->previous == entry.id.bytes)
            ids.append(EntryId{ select->blob(0) });
    }
    return ids;
}

Result<QString> Timeline::subjectOf(const CaseId& caseId)
{
    DOCKET_ASSIGN(auto select,
        m_db.cached("SELECT e.kind,p.data FROM entry e JOIN payload p ON p.id=e.id WHERE e.kase=?1"
                    " ORDER BY e.lc,e.id LIMIT ?2"));
    select->bindBlob(1, caseId.bytes);
    select->bind(2, firstEntries);
    QString subject;
    while (subject.isEmpty()) {
        DOCKET_ASSIGN(const bool row, select->step());
        if (!row)
            break;
        if (const QString kind = select->text(0); kind == "case.open"_L1 || kind == "case.decide"_L1)
            subject = QJsonDocument::fromJson(select->blob(1)).object()["subject"_L1].toString();
    }
    return subject;
}

Result<qint64> Timeline::checkpointFor(const QByteArray& device, qint64 seq)
{
    DOCKET_ASSIGN(auto select,
        m_db.cached("SELECT coalesce(max(c.size),0) FROM checkpoint c JOIN device d ON d.d=c.d"
                    " WHERE d.pk=?1 AND c.size>=?2"));
    select->bindBlob(1, device);
    select->bind(2, seq);
    DOCKET_TRY(select->step());
    const qint64 size = select->int64(0);
    return size;
}

} // namespace docket::log
