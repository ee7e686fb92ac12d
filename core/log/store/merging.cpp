#include "core/log/store/merging.h"

#include "core/base/digest.h"
#include "core/log/fold/authority.h"
#include "core/log/format/fault.h"

#include <algorithm>
#include <thread>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int readAtOnce = 4096; ///< notes
constexpr qint64 dayMs = qint64(24) * 60 * 60 * 1000;

/// decodeEntry() over many notes on all cores: signatures are nearly all of the work.
std::vector<Result<SignedEntry>> decodeAll(const QByteArrayList& notes)
{
    std::vector<Result<SignedEntry>> out(static_cast<size_t>(notes.size()));
    const auto part = [&](size_t begin, size_t end) {
        for (size_t i = begin; i < end; ++i)
            out[i] = decodeEntry(notes.at(static_cast<qsizetype>(i)));
    };
    const size_t cores = std::clamp<size_t>(std::thread::hardware_concurrency(), 1, 16);
    if (out.size() < 64 || cores == 1) {
        part(0, out.size());
        return out;
    }
    {
        std::vector<std::jthread> workers;
        const size_t step = (out.size() + cores - 1) / cores;
        for (size_t begin = step; begin < out.size(); begin += step)
            workers.emplace_back(part, begin, std::min(begin + step, out.size()));
        part(0, std::min(step, out.size()));
    }
    return out;
}

Error located(Error error, const IncomingLog& log, qint64 seq)
{
    error.thing = u"entry %1 of %2"_s.arg(seq).arg(QLatin1String(log.name));
    return error;
}

} // namespace

Status Merging::advance(qint64 steps)
{
    m_done += steps;
    if (m_stop.stop_requested())
        return fail(ErrorCode::Cancelled, u"merge"_s, u"stopped; nothing was changed"_s);
    if (m_progress)
        m_progress(m_done, qMax(m_done, m_total));
    return {};
}

Result<QByteArrayList> Merging::notes(const IncomingLog& log, qsizetype index, qint64 fromSeq, qint64 end, int limit)
{
    const int wanted = static_cast<int>(qMin<qint64>(limit, end - fromSeq + 1));
    DOCKET_ASSIGN(QByteArrayList out, m_source.notes(index, fromSeq, wanted));
    if (out.size() != wanted) {
        Error error = fault(u"chain", u"the log ends early, its checkpoint speaks of %1 entries"_s.arg(end)).value();
        return fail(located(std::move(error), log, fromSeq + out.size()));
    }
    return out;
}

Result<bool> Merging::continues(const Store::Private::Branch& branch, const IncomingLog& log, Plan& plan)
{
    const qint64 size = static_cast<qint64>(branch.head.range.size());
    const qint64 theirs = static_cast<qint64>(plan.checkpoint.size);
    if (theirs <= size) {
        DOCKET_ASSIGN(const CompactRange range, d.rangeAt(branch, theirs));
        plan.from = theirs + 1;
        plan.head = branch.head;
        plan.firstBranch = branch.first;
        return range.root() == plan.checkpoint.root;
    }
    if (log.firstSeq > size + 1) {
        return fail(ErrorCode::Conflict, QString::fromUtf8(log.name),
            u"begins at entry %1 here, this workspace holds %2"_s.arg(log.firstSeq).arg(size),
            u"ask for a bundle that begins earlier, or for a complete one"_s);
    }
    // Their tree over our entries and the new ones must be the one that they signed.
    CompactRange range = branch.head.range;
    for (qint64 seq = size + 1; seq <= theirs;) {
        DOCKET_ASSIGN(const QByteArrayList some, notes(log, plan.log, seq, theirs, readAtOnce));
        for (const QByteArray& note : some)
            range.append(leafHash(note));
        seq += some.size();
    }
    if (range.root() != plan.checkpoint.root)
        return false;
    plan.from = size + 1;
    plan.head = branch.head;
    plan.firstBranch = branch.first;
    plan.oldTip = branch.first ? QByteArray() : branch.head.last.bytes;
    return true;
}

Status Merging::findFork(const QList<Store::Private::Branch>& branches, const IncomingLog& log, Plan& plan)
{
    const qint64 theirs = static_cast<qint64>(plan.checkpoint.size);
    CompactRange whole;
    std::vector<Hash> ids;
    if (log.firstSeq == 1) {
        for (qint64 seq = 1; seq <= theirs;) {
            DOCKET_ASSIGN(const QByteArrayList some, notes(log, plan.log, seq, theirs, readAtOnce));
            for (const QByteArray& note : some) {
                ids.push_back(leafHash(note));
                whole.append(ids.back());
            }
            seq += some.size();
        }
        if (whole.root() != plan.checkpoint.root) {
            return fail(
                located(fault(u"checkpoint", u"the entries do not give the tree that the device signed"_s).value(), log,
                    theirs));
        }
    } else {
        return fail(ErrorCode::Conflict, QString::fromUtf8(log.name),
            u"does not continue what this workspace holds: either it is damaged, or the device wrote two histories"_s,
            u"ask for a complete bundle, which can show which"_s);
    }
    // The branch that agrees longest is where the histories part.
    const Store::Private::Branch* best = nullptr;
    qint64 agree = -1;
    for (const Store::Private::Branch& branch : branches) {
        DOCKET_ASSIGN(const std::vector<Hash> held,
            d.chainIds(branch, 1, qMin(theirs, static_cast<qint64>(branch.head.range.size()))));
        const qint64 same = std::mismatch(held.begin(), held.end(), ids.begin()).first - held.begin();
        if (same > agree) {
            agree = same;
            best = &branch;
        }
    }
    DOCKET_ASSIGN(plan.head.range, d.rangeAt(*best, agree));
    plan.head.last = EntryId{ agree > 0 ? ids.at(static_cast<size_t>(agree - 1)).toByteArray() : QByteArray() };
    plan.head.closed = false;
    plan.head.lastLamport = 0;
    if (agree > 0) {
        DOCKET_ASSIGN(sqlite::Statement select, d.db.prepare("SELECT lc,kind FROM entry WHERE id=?1"));
        select.bindBlob(1, plan.head.last.bytes);
        DOCKET_TRY(select.step());
        plan.head.lastLamport = select.int64(0);
        plan.head.closed = closesLog(select.utf8(1));
    }
    plan.firstBranch = false;
    plan.oldTip.clear();
    plan.from = agree + 1;
    DOCKET_ASSIGN(const std::vector<Hash> held, d.chainIds(*best, agree + 1, 1));
    if (held.empty())
        return fault(u"checkpoint", u"the entries do not give the tree that the device signed"_s);
    m_report.forks.append({ log.device, agree + 1, EntryId{ held.front().toByteArray() },
        EntryId{ ids.at(static_cast<size_t>(agree)).toByteArray() } });
    return {};
}

Status Merging::examine(qsizetype index)
{
    const IncomingLog& log = m_logs.at(index);
    Plan plan;
    plan.log = index;
    const auto wrong = [&](QStringView word, const QString& detail) {
        Error error = fault(word, detail).value();
        error.thing = u"log of "_s + QString::fromUtf8(log.name);
        return fail(std::move(error));
    };
    if (log.firstSeq < 1)
        return wrong(u"field", u"begins at entry %1"_s.arg(log.firstSeq));
    DOCKET_ASSIGN(plan.device, d.deviceOf(log.device, log.name));
    DOCKET_ASSIGN(plan.note, SignedNote::parse(log.checkpoint));
    DOCKET_ASSIGN(plan.checkpoint, Checkpoint::parse(plan.note.text));
    if (plan.checkpoint.origin != log.name || !isSignedBy(plan.note, log.name, log.device))
        return wrong(u"checkpoint", u"is not signed by the device"_s);
    DOCKET_TRY(checkCosignatures(plan));
    DOCKET_ASSIGN(const QList<Store::Private::Branch> branches, d.branchesOf(plan.device));
    bool known = false;
    for (const Store::Private::Branch& branch : branches) {
        DOCKET_ASSIGN(known, continues(branch, log, plan));
        if (known)
            break;
    }
    if (!known) {
        if (branches.size() == 1 && branches.front().head.range.size() == 0)
            return wrong(u"checkpoint", u"the entries do not give the tree that the device signed"_s);
        DOCKET_TRY(findFork(branches, log, plan));
    }
    m_total += 2 * qMax<qint64>(0, static_cast<qint64>(plan.checkpoint.size) - plan.from + 1);
    m_plans.push_back(std::move(plan));
    return {};
}

Status Merging::findCosigners()
{
    DOCKET_ASSIGN(const Authority* authority, d.authority());
    const auto add = [&](const QByteArray& device, const QByteArray& name) {
        if (const auto key = authority->cosignerOf(device))
            m_cosigners.insert(cosignerName(name), *key);
    };
    DOCKET_ASSIGN(const std::vector<StoredDevice> devices, d.devices());
    for (const StoredDevice& device : devices)
        add(device.publicKey, device.name);
    for (const IncomingLog& log : std::as_const(m_logs))
        if (isDeviceName(log.name, d.workspace, log.device))
            add(log.device, log.name);
    return {};
}

Status Merging::checkCosignatures(Plan& plan)
{
    for (const SignatureLine& line : std::as_const(plan.note.signatures)) {
        const auto cosignature = Cosignature::fromLine(line);
        const QByteArray key = m_cosigners.value(line.name);
        // Lines of people we do not know are none of our business (c2sp.org/signed-note).
        if (!cosignature || key.isEmpty() || line.keyId != keyIdOf(line.name, key, SignatureType::CosignatureV1))
            continue;
        if (!verifyCosignature(plan.note.text, *cosignature, key)) {
            Error error
                = fault(u"cosignature", u"the one of %1 does not verify"_s.arg(QLatin1String(line.name))).value();
            error.thing = u"checkpoint of "_s + QString::fromUtf8(plan.checkpoint.origin);
            return fail(std::move(error));
        }
    }
    return {};
}

Status Merging::verifyNew(const IncomingLog& log, Plan& plan)
{
    const qint64 end = static_cast<qint64>(plan.checkpoint.size);
    CompactRange range = plan.head.range;
    QByteArray previousId = plan.head.last.bytes;
    qint64 previousLamport = plan.head.lastLamport;
    bool closed = plan.head.closed;
    const QDateTime soon = d.clock.now().addMSecs(dayMs);
    for (qint64 seq = plan.from; seq <= end;) {
        DOCKET_ASSIGN(const QByteArrayList some, notes(log, plan.log, seq, end, readAtOnce));
        std::vector<Result<SignedEntry>> decoded = decodeAll(some);
        for (auto& entry : decoded) {
            const auto wrong = [&](Error error) { return fail(located(std::move(error), log, seq)); };
            if (!entry)
                return wrong(std::move(entry).error());
            const EntryHeader& header = entry->header;
            if (header.device != log.device || entry->name != log.name)
                return wrong(fault(u"name", u"is signed by another device"_s).value());
            if ((header.workspace.isEmpty() ? workspaceIdOf(entry->text) : header.workspace) != d.workspace)
                return wrong(fault(u"workspace", u"belongs to another workspace"_s).value());
            if (closed)
                return wrong(fault(u"epoch", u"follows the entry that ended this log"_s).value());
            // Parents may come later in this very merge; the clock against them is judged when all are known.
            if (const Status follows = checkSuccession(header, seq - 1, previousId, previousLamport, {}); !follows)
                return wrong(follows.error());
            if (header.lamport - previousLamport > maximumLamportJump)
                m_jumps.push_back({ header, previousLamport });
            const Hash id = Hash::from(entry->id.bytes);
            if (header.payload) {
                m_expected[id] = Expected{ Hash::from(header.payload->commitment), header.payload->size, true, false,
                    header.caseId ? header.caseId->bytes : QByteArray() };
            }
            for (const EntryId& parent : header.parents)
                if (!m_newClocks.contains(Hash::from(parent.bytes)))
                    m_strangers.push_back(Hash::from(parent.bytes));
            m_newClocks[id] = header.lamport;
            m_report.future += header.time > soon;
            plan.ids.push_back(id);
            plan.lamports.push_back(header.lamport);
            range.append(id);
            closed = closesLog(header.kind);
            previousId = entry->id.bytes;
            previousLamport = header.lamport;
            ++seq;
        }
        DOCKET_TRY(advance(some.size()));
    }
    const bool all = static_cast<qint64>(range.size()) == end;
    if (all && range.root() != plan.checkpoint.root) {
        return fail(located(
            fault(u"checkpoint", u"the entries do not give the tree that the device signed"_s).value(), log, end));
    }
    return {};
}

Status Merging::checkParents()
{
    DOCKET_ASSIGN(sqlite::Statement select, d.db.prepare("SELECT lc FROM entry WHERE id=?1"));
    const auto clockOf = [&](const Hash& id) -> Result<std::optional<qint64>> {
        if (const auto found = m_newClocks.find(id); found != m_newClocks.end())
            return std::optional(found->second);
        select.bindBlob(1, id.view());
        DOCKET_ASSIGN(const bool row, select.step());
        const std::optional<qint64> clock = row ? std::optional(select.int64(0)) : std::nullopt;
        select.reset();
        return clock;
    };
    for (const Hash& parent : m_strangers) {
        DOCKET_ASSIGN(const std::optional<qint64> clock, clockOf(parent));
        m_report.pending += !clock;
    }
    for (const Jump& jump : m_jumps) {
        qint64 seen = jump.previousLamport;
        bool all = true;
        for (const EntryId& parent : jump.header.parents) {
            DOCKET_ASSIGN(const std::optional<qint64> clock, clockOf(Hash::from(parent.bytes)));
            all = all && clock;
            seen = qMax(seen, clock.value_or(0));
        }
        if (all && jump.header.lamport - seen > maximumLamportJump) {
            return fault(u"clock",
                u"entry %1 of %2 jumps from %3 to %4"_s.arg(jump.header.seq)
                    .arg(QLatin1String(toBase64Url(jump.header.device).left(8)))
                    .arg(seen)
                    .arg(jump.header.lamport));
        }
    }
    return {};
}

Status Merging::expectWithheld()
{
    DOCKET_ASSIGN(
        sqlite::Statement select, d.db.prepare("SELECT e.id,e.text,e.kase FROM withheld w JOIN entry e ON e.id=w.id"));
    for (;;) {
        DOCKET_ASSIGN(const bool row, select.step());
        if (!row)
            return {};
        DOCKET_ASSIGN(const EntryHeader header, decodeText(select.blob(1)));
        if (header.payload) {
            m_expected[Hash::from(select.blob(0))] = Expected{ Hash::from(header.payload->commitment),
                header.payload->size, false, false, select.blob(2) };
        }
    }
}

Status Merging::verifyPayloads()
{
    DOCKET_ASSIGN(sqlite::Statement held,
        d.db.prepare("SELECT EXISTS(SELECT 1 FROM entry WHERE id=?1), EXISTS(SELECT 1 FROM shun WHERE id=?1)"));
    return m_source.payloads([&](const EntryId& id, QByteArrayView salt, QByteArrayView data) -> Status {
        const auto wrong = [&](QStringView word, const QString& detail) {
            Error error = fault(word, detail).value();
            error.thing = u"payload of entry "_s + id.text();
            return fail(std::move(error));
        };
        if (m_stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"merge"_s, u"stopped; nothing was changed"_s);
        const auto expected = m_expected.find(Hash::from(id.bytes));
        if (expected == m_expected.end()) {
            held.bindBlob(1, id.bytes);
            DOCKET_TRY(held.step());
            const bool known = held.int64(0) != 0;
            m_report.refusedPayloads += held.int64(1);
            held.reset();
            return known ? Status() : wrong(u"payload-orphan", u"belongs to no entry"_s);
        }
        if (data.size() != expected->second.size || salt.size() != 32
            || payloadCommitment(salt, data) != expected->second.commitment)
            return wrong(u"commitment", u"is not the one that was signed"_s);
        expected->second.here = true;
        return {};
    });
}

Result<MergeReport> Merging::run()
{
    if (m_source.workspaceId() != d.workspace) {
        return fail(ErrorCode::Integrity, u"merge"_s,
            u"workspace: this is work of the workspace %1, here is %2"_s.arg(
                QLatin1String(m_source.workspaceId()), QLatin1String(d.workspace)),
            u"open the workspace that it belongs to"_s);
    }
    DOCKET_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(d.db));
    // A large merge touches most index pages; the default cache would read them again and again.
    DOCKET_TRY(d.db.exec("PRAGMA cache_size=-131072"));
    m_logs = m_source.logs();
    DOCKET_TRY(findCosigners());
    for (qsizetype i = 0; i < m_logs.size(); ++i)
        DOCKET_TRY(examine(i));
    for (Plan& plan : m_plans)
        DOCKET_TRY(verifyNew(m_logs.at(plan.log), plan));
    partForks();
    DOCKET_TRY(checkParents());
    DOCKET_TRY(expectWithheld());
    DOCKET_TRY(verifyPayloads());
    DOCKET_TRY(write());
    DOCKET_TRY(transaction.commit());
    return m_report;
}

Result<MergeReport> Store::merge(MergeSource& source, const VerifyProgress& progress, const std::stop_token& stop)
{
    if (d->readOnly)
        return fail(*d->readOnly);
    auto report = Merging(*d, source, progress, stop).run();
    d->authorityRow = -1;
    d->caseHeads.clear();
    d->headsRow = -1;
    const Status cache = d->db.exec("PRAGMA cache_size=-2000");
    if (!report) {
        // A refused bundle is the bundle's fault: only what our own disk said closes the store.
        Error error = std::move(report).error();
        if (error.code == ErrorCode::Storage)
            error = d->afterFailure(std::move(error));
        return fail(std::move(error));
    }
    DOCKET_TRY(cache);
    DOCKET_TRY(d->checkIncarnation());
    return report;
}

} // namespace docket::log
