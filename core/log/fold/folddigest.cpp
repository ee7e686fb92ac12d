#include "core/log/fold/folddigest.h"

#include "core/base/clock.h"
#include "core/base/digest.h"

#include <QJsonDocument>

namespace docket::log
{

namespace
{

/// Writes values one after the other, each text behind its length, each list behind its size.
class Dump
{
public:
    template <typename... Values> void fields(const Values&... values) { (put(values), ...); }

    void put(qint64 number)
    {
        m_bytes += QByteArray::number(number);
        m_bytes += ' ';
    }
    void put(int number) { put(qint64(number)); }
    void put(bool flag) { put(qint64(flag ? 1 : 0)); }
    void put(const QByteArray& bytes)
    {
        put(qint64(bytes.size()));
        m_bytes += bytes;
    }
    void put(const QString& text) { put(text.toUtf8()); }
    void put(const QDateTime& time) { put(time.isValid() ? toIsoUtc(time) : QString()); }
    void put(const QJsonObject& object) { put(QJsonDocument(object).toJson(QJsonDocument::Compact)); }
    void put(const QJsonArray& array) { put(QJsonDocument(array).toJson(QJsonDocument::Compact)); }
    void put(const EntryId& id) { put(id.bytes); }
    void put(const CaseId& id) { put(id.bytes); }
    void put(const Pin& pin) { fields(pin.commit, pin.path, pin.sha256); }
    void put(const Claim& claim) { fields(claim.person, claim.until, claim.entry); }
    void put(const Assessment& a)
    {
        fields(a.entry, a.person, a.time, a.pack, a.packSha256, a.pin, a.answers, a.erased);
    }
    void put(const Decision& d)
    {
        fields(d.entry, d.person, d.time, d.code, d.reason, d.pin, d.packs, d.payload, d.needsSecond, d.supporters,
            d.policy, d.isResolve, d.erased);
    }
    void put(const Note& n) { fields(n.entry, n.person, n.time, n.text, n.anchors, n.erased); }
    void put(const Action& a)
    {
        fields(a.actionId, a.entry, a.person, a.queuedAt, a.type, actionStateName(a.state), a.payload, a.lastError,
            a.attempts, a.lastAttempt, a.evidence, a.erased);
    }
    void put(const Reviewer& r) { fields(r.person, r.name, r.device, r.roles); }
    void put(const ExchangeKey& key) { fields(key.key, key.until); }
    void put(const PolicyOrder& policy) { fields(policy.order, policy.resolveByOthers); }
    void put(const Redaction& r) { fields(r.request, r.approval, r.basis, r.blobs); }
    void put(const PendingRedaction& r) { fields(r.request, r.person, r.time, r.entries, r.basis, r.text, r.blobs); }
    template <typename Value> void put(const std::optional<Value>& value)
    {
        put(value.has_value());
        if (value)
            put(*value);
    }
    template <typename Value> void put(const QList<Value>& values)
    {
        put(qint64(values.size()));
        for (const Value& value : values)
            put(value);
    }
    template <typename Key, typename Value> void put(const QMap<Key, Value>& map)
    {
        put(qint64(map.size()));
        for (auto item = map.begin(); item != map.end(); ++item)
            fields(item.key(), item.value());
    }

    QByteArray digest() const { return sha256(m_bytes); }

private:
    QByteArray m_bytes;
};

} // namespace

QByteArray digestOf(const CaseState& s)
{
    Dump dump;
    dump.fields(foldVersion, s.caseId, s.subject, caseStatusName(s.status), s.reopened, s.appealed, s.escalated,
        s.claim, s.assessments, s.decisions, s.pastDecisions, s.interimCode, s.notes, s.labels, s.evidence, s.actions,
        s.firstJudgement, s.firstJudgements, s.lastActivity, s.lastLamport, s.heads, s.folded, s.unauthorised,
        s.pending, s.ignored, s.forkedAuthors);
    return dump.digest();
}

QByteArray digestOf(const Authority& authority)
{
    Dump dump;
    dump.fields(authority.policies(), authority.redactions(), authority.pendingRedactions(), authority.unauthorised(),
        authority.unapproved(), authority.ignored());
    const QByteArrayList devices = authority.devices();
    for (const QByteArray& device : devices) {
        dump.fields(device, authority.revokedAfter(device), authority.successorOf(device), authority.cosignerOf(device),
            authority.exchangeKeyOf(device));
        const QList<qint64> steps = authority.stepsOf(device);
        for (const qint64 seq : steps) {
            const QString person = authority.personOf(device, seq);
            dump.fields(
                seq, person, authority.nameOf(person), authority.rolesOf(device, seq), authority.hasRoot(device, seq));
        }
    }
    return dump.digest();
}

} // namespace docket::log
