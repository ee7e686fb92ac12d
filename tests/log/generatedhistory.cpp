#include "tests/log/generatedhistory.h"

#include "core/base/digest.h"
#include "core/log/fold/folddigest.h"
#include "tests/log/logfixture.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>

#include <random>

namespace docket::test
{

using namespace docket::log;
using namespace Qt::StringLiterals;

namespace
{

constexpr int hands = 6;

template <typename List> auto pick(const List& list, int number)
{
    return list.at(number % list.size());
}

} // namespace

QList<CaseId> GeneratedHistory::cases()
{
    return { caseNumber(1), caseNumber(2) };
}

GeneratedHistory::GeneratedHistory(const std::vector<HistoryStep>& steps)
{
    // The workspace as the first laptop made it: two root keys, one of them later, and everybody's roles.
    const QString root = u"d0"_s;
    m_world.init(root, { root });
    for (int i = 0; i < hands; ++i) {
        const QString device = u"d%1"_s.arg(i);
        // The last two laptops belong to one person.
        m_world.enrol(root, device, u"p%1"_s.arg(qMin(i, hands - 2)));
        m_world.grant(root, device, u"reviewer"_s);
        if (i < 4)
            m_world.grant(root, device, pick(QStringList{ u"root"_s, u"root"_s, u"lead"_s, u"privacy"_s }, i));
        else
            m_world.grant(root, device, u"privacy"_s);
    }
    const QList<qsizetype> all = m_world.everything();
    for (int i = 0; i < hands; ++i)
        m_laptops.push_back({ u"d%1"_s.arg(i), i == 0 ? m_world.lastSeq(root) : 0, m_world.entry(all.last()).lamport,
            { all.begin(), all.end() } });
    for (const HistoryStep& step : steps)
        apply(step);
}

void GeneratedHistory::apply(const HistoryStep& step)
{
    Laptop& laptop = m_laptops[static_cast<size_t>(step[0]) % m_laptops.size()];
    const int what = step[1] % 16;
    if (what < 4) { // takes what another has
        const Laptop& other = m_laptops[static_cast<size_t>(step[2]) % m_laptops.size()];
        laptop.known.insert(other.known.begin(), other.known.end());
        laptop.lamport = qMax(laptop.lamport, other.lamport);
    } else if (what == 4 && step[2] % 3 == 0 && m_laptops.size() < hands + 2) {
        m_laptops.push_back(Laptop(laptop)); // copied whole, and both go on
    } else if (what < 7) {
        writeAdmin(laptop, step);
    } else {
        writeCase(laptop, step);
    }
}

void GeneratedHistory::write(Laptop& laptop, WorldDraft draft)
{
    draft.seq = ++laptop.seq;
    // Most clocks go on by one; some leap.
    laptop.lamport += laptop.lamport % 13 == 5 ? 40 : 1;
    draft.lamport = laptop.lamport;
    laptop.known.insert(m_world.write(laptop.device, draft));
}

void GeneratedHistory::writeAdmin(Laptop& laptop, const HistoryStep& step)
{
    const int choice = step[2];
    const int number = step[3];
    const QString device = World::keyText(pick(m_laptops, number).device);
    // Of the entries of this kind, or of any, one of the newest.
    const auto entry = [&](const QString& kind = {}) {
        std::vector<qsizetype> known;
        for (const qsizetype one : laptop.known)
            if (kind.isEmpty() || m_world.entry(one).kind == kind)
                known.push_back(one);
        const auto back = known.empty() ? 0 : static_cast<size_t>(number) % qMin<size_t>(known.size(), 8);
        return known.empty() ? QString() : m_world.entry(known[known.size() - 1 - back]).id.text();
    };
    switch (choice % 10) {
    case 0:
        return write(laptop,
            { u"role.grant"_s,
                { { u"dev"_s, device }, { u"role"_s, pick(Authority::allRoles(), choice / 10) },
                    { u"from_seq"_s, 1 + number % 7 } } });
    case 1:
        return write(laptop,
            { u"role.revoke"_s,
                { { u"dev"_s, device }, { u"role"_s, pick(Authority::allRoles(), choice / 10) },
                    { u"last_seq"_s, choice % 9 } } });
    case 2:
        return write(laptop, { u"key.revoke"_s, { { u"dev"_s, device }, { u"last_seq"_s, choice / 10 % 25 } } });
    case 3:
    case 4:
        return write(laptop, { u"key.approve"_s, { { u"entry"_s, entry(u"key.revoke"_s) } } });
    case 5:
        return write(laptop,
            { u"key.enrol"_s,
                { { u"dev"_s, World::keyText(u"n%1"_s.arg(number % 3)) },
                    { u"person"_s, World::personId(u"p%1"_s.arg(choice / 10 % 7)) } } });
    case 6: {
        const QString next = u"n%1"_s.arg(number % 3);
        write(laptop, { u"key.rotate"_s, { { u"next"_s, World::keyText(next) } } });
        m_laptops.push_back({ next, m_world.lastSeq(next), laptop.lamport, laptop.known });
        return;
    }
    case 7: {
        WorldDraft draft{ u"policy.adopt"_s,
            { { u"order"_s, number % 2 == 0 ? QJsonArray{ u"D63"_s, u"D40"_s, u"D20"_s } : QJsonArray{ u"D00"_s } },
                { u"resolve_by_others"_s, number % 3 == 0 } } };
        const QByteArray text = QJsonDocument(draft.payload).toJson(QJsonDocument::Compact);
        draft.policy = u"team@"_s + QString::fromLatin1(sha256Hex(text).left(12));
        return write(laptop, draft);
    }
    case 8:
        return write(
            laptop, { u"redact.request"_s, { { u"entries"_s, QJsonArray{ entry() } }, { u"basis"_s, u"other"_s } } });
    default:
        return write(laptop, { u"redact.approve"_s, { { u"request"_s, entry(u"redact.request"_s) } } });
    }
}

void GeneratedHistory::writeCase(Laptop& laptop, const HistoryStep& step)
{
    WorldDraft draft;
    draft.caseId = cases().at(step[2] / 20 % 2);
    // What the laptop has of the case, without what something else in it names.
    std::set<EntryId> named;
    QList<qsizetype> seen;
    for (const qsizetype number : laptop.known)
        if (m_world.entry(number).caseId == draft.caseId)
            for (const EntryId& parent : m_world.entry(number).parents)
                named.insert(parent);
    for (const qsizetype number : laptop.known)
        if (m_world.entry(number).caseId == draft.caseId && !named.contains(m_world.entry(number).id))
            seen.append(number);
    draft.seen = seen;
    for (const qsizetype number : laptop.known)
        if (!m_world.entry(number).policy.isEmpty() && step[3] % 2 == 0)
            draft.policy = m_world.entry(number).policy;
    const QString code = pick(QStringList{ u"D00"_s, u"D20"_s, u"D40"_s, u"D63"_s }, step[3]);
    const QString act = u"a%1"_s.arg(step[3] % 3);
    const auto make = [&](const char* kind, const QJsonObject& payload) {
        draft.kind = QString::fromLatin1(kind);
        draft.payload = payload;
        write(laptop, draft);
    };
    switch (step[2] % 20) {
    case 0:
        return make("case.open", { { u"subject"_s, QString(u"model:acme/"_s + act) } });
    case 1:
        return make("case.claim", { { u"until"_s, u"2026-11-20T09:00:00.000Z"_s } });
    case 2:
        return make("case.claim", { { u"release"_s, true } });
    case 3:
        return make("case.assess", { { u"pack"_s, act } });
    case 4:
        return make("case.note", { { u"text"_s, code } });
    case 5:
        return make("case.label", { { u"label"_s, act } });
    case 6:
        return make("case.unlabel", { { u"label"_s, act } });
    case 7:
    case 8:
        return make("case.resolve", { { u"code"_s, code } });
    case 9:
        return make("case.escalate", { { u"to"_s, u"legal"_s } });
    case 10:
        return make("case.appeal", { { u"text"_s, code } });
    case 11:
        return make("case.reopen", { { u"text"_s, code } });
    case 12:
        return make("action.queued", { { u"action"_s, act } });
    case 13:
        return make("action.attempted", { { u"action"_s, act } });
    case 14:
        return make(step[3] % 2 == 0 ? "action.confirmed" : "action.failed", { { u"action"_s, act } });
    case 15:
        draft.version = 2;
        return make("case.decide", { { u"code"_s, code } });
    default:
        return make("case.decide", { { u"code"_s, code }, { u"needs_second"_s, step[3] % 5 == 0 } });
    }
}

QByteArray GeneratedHistory::digest(const QList<qsizetype>& delivered) const
{
    QByteArray out = digestOf(m_world.authority(delivered));
    for (const CaseId& id : cases())
        out += digestOf(m_world.state(delivered, id));
    return out;
}

GeneratedHistory fixedHistory(unsigned seed, int steps)
{
    std::mt19937 random(seed);
    std::vector<HistoryStep> out(static_cast<size_t>(steps));
    for (HistoryStep& step : out)
        for (int& number : step)
            number = static_cast<int>(random() % 10000);
    return GeneratedHistory(out);
}

QByteArray digestOfFixedHistory()
{
    QByteArray out;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const GeneratedHistory history = fixedHistory(seed, 120);
        out += history.digest(history.world().everything());
    }
    return sha256(out);
}

double foldRate()
{
    // One case over and over: what is measured is the fold, not the memory for a million entries.
    World world;
    world.init(u"root"_s, { u"root"_s });
    for (const QString& device : { u"ada"_s, u"bob"_s }) {
        world.enrol(u"root"_s, device, device);
        world.grant(u"root"_s, device, u"reviewer"_s);
    }
    const CaseId id = caseNumber(1);
    const QJsonObject pin{ { u"commit"_s, QString(40, u'c') }, { u"path"_s, u"README.md"_s },
        { u"sha256"_s, QString(64, u'5') } };
    const QJsonObject judgement{ { u"code"_s, u"D20"_s }, { u"reason"_s, QString(200, u'r') }, { u"pin"_s, pin },
        { u"packs"_s, QJsonArray{ u"hf-content@3"_s } }, { u"subject"_s, u"model:acme/x"_s }, { u"pack"_s, u"p@1"_s } };
    for (const char* kind : { "case.open", "case.claim", "case.assess", "case.label", "case.note", "case.decide",
             "action.queued", "action.attempted", "action.confirmed", "case.decide" }) {
        QJsonObject payload = judgement;
        payload.insert(u"until"_s, u"2026-11-20T09:00:00.000Z"_s);
        payload.insert(u"label"_s, u"spam"_s);
        payload.insert(u"text"_s, u"a note"_s);
        payload.insert(u"action"_s, u"a1"_s);
        world.write(world.written().size() % 3 == 0 ? u"ada"_s : u"bob"_s, { QString::fromLatin1(kind), payload, id });
    }
    const Authority authority = world.authority();
    std::vector<FoldEntry> entries;
    for (const World::Written& one : world.written())
        if (one.entry.caseId)
            entries.push_back({ one.entry, one.payload, {}, {} });
    constexpr int cases = 100'000;
    QElapsedTimer timer;
    timer.start();
    qint64 folded = 0;
    for (int i = 0; i < cases; ++i) {
        for (FoldEntry& entry : entries) {
            entry.person = authority.personOf(entry.entry.device, entry.entry.seq);
            entry.roles = authority.rolesOf(entry.entry.device, entry.entry.seq);
        }
        folded += foldCase(entries, authority.policies()).folded;
    }
    return static_cast<double>(folded) * 1e9 / static_cast<double>(timer.nsecsElapsed());
}

} // namespace docket::test
