#include "ui/audit/words/logreader.h"

#include "core/base/digest.h"
#include "core/log/format/note.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;
using Payload = log::TimelineItem::Payload;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::audit::Log)
};

constexpr qsizetype keptSubjects = 10'000; ///< cases; then the cache starts anew
constexpr int lookedAt = 20'000; ///< entries for one page
constexpr int lookedInto = 2'000; ///< the same, when their payloads must be read
constexpr int shownLinks = 50; ///< of one kind
constexpr qsizetype leastIdCharacters = 6; ///< fewer could be a word

QJsonObject objectOf(const QByteArray& data)
{
    return QJsonDocument::fromJson(data).object();
}

} // namespace

Status LogReader::attach(log::Store& store, const QString& folder)
{
    if (m_store != &store || m_folder != folder || !m_timeline) {
        *this = LogReader();
        DOCKET_ASSIGN(m_timeline, log::Timeline::open(folder));
        m_store = &store;
        m_folder = folder;
        m_names.own = store.me().device;
        m_names.author = [this](const QByteArray& device, qint64 seq) { return nameOf(device, seq); };
        m_names.person = [this](const QString& person) { return m_authority->nameOf(person); };
        m_names.subject = [this](const log::CaseId& caseId) {
            const auto known = m_subjects.constFind(caseId.bytes);
            if (known != m_subjects.cend())
                return *known;
            const QString subject = m_timeline->subjectOf(caseId).value_or(QString());
            if (m_subjects.size() > keptSubjects)
                m_subjects.clear();
            if (!subject.isEmpty())
                m_subjects.insert(caseId.bytes, subject);
            return subject;
        };
        m_names.device = [this](const QByteArray& origin) { return m_devices.value(origin); };
    }
    DOCKET_ASSIGN(m_authority, store.authority());
    m_refused.clear();
    for (const log::EntryId& id : m_authority->unauthorised())
        m_refused.insert(id, Mark::NoEffect);
    for (const log::EntryId& id : m_authority->unapproved())
        m_refused.insert(id, Mark::Unapproved);
    for (const log::EntryId& id : m_authority->ignored())
        m_refused.insert(id, Mark::Malformed);
    m_owners.clear();
    for (const log::Reviewer& reviewer : m_authority->reviewers())
        m_owners.insert(reviewer.device, reviewer.name);
    return {};
}

QString LogReader::nameOf(const QByteArray& device, qint64 seq) const
{
    return seq > 0 ? m_authority->nameOf(m_authority->personOf(device, seq)) : m_owners.value(device);
}

std::optional<Mark> LogReader::refusal(const log::Entry& entry) const
{
    if (!entry.caseId) {
        const auto refused = m_refused.constFind(entry.id);
        return refused == m_refused.cend() ? std::nullopt : std::optional(*refused);
    }
    const QStringList roles = m_authority->rolesOf(entry.device, entry.seq);
    const auto any = [&roles](std::initializer_list<QLatin1StringView> wanted) {
        return std::ranges::any_of(wanted, [&roles](QLatin1StringView role) { return roles.contains(role); });
    };
    const bool may = entry.kind == "case.resolve"_L1 ? any({ "lead"_L1, "ethics"_L1 })
        : entry.kind == "case.reopen"_L1             ? any({ "lead"_L1 })
                                                     : any({ "reviewer"_L1, "lead"_L1, "ethics"_L1 });
    return may ? std::nullopt : std::optional(Mark::NoEffect);
}

std::optional<Erasure> LogReader::erasureOf(const log::EntryId& id)
{
    const auto redaction = m_authority->redactions().constFind(id);
    if (redaction == m_authority->redactions().cend())
        return std::nullopt;
    Erasure erasure;
    erasure.basis = redaction->basis;
    if (const auto approval = m_timeline->header(redaction->approval)) {
        erasure.approver = nameOf(approval->device, approval->seq);
        erasure.time = approval->time;
    }
    return erasure;
}

EntryFacts LogReader::factsOf(log::TimelineItem item)
{
    EntryFacts facts;
    if (item.payload == Payload::Held)
        facts.payload = objectOf(item.data);
    if (item.fault)
        facts.marks.append(Mark::Damaged);
    if (item.forked)
        facts.marks.append(Mark::Fork);
    if (item.payload == Payload::Missing)
        facts.marks.append(Mark::Missing);
    const bool known = item.version == 1 && log::familyOf(item.entry.kind) != log::Family::Other;
    if (!item.fault && !known)
        facts.marks.append(Mark::Unknown);
    else if (const auto why = item.fault ? std::optional<Mark>() : refusal(item.entry))
        facts.marks.append(*why);
    if (item.pending)
        facts.marks.append(Mark::Waits);
    if (item.payload == Payload::Erased) {
        facts.marks.append(Mark::Erased);
        facts.erasure = erasureOf(item.entry.id);
    }
    if (item.payload == Payload::Withheld)
        facts.marks.append(Mark::Withheld);
    facts.item = std::move(item);
    return facts;
}

Result<LogRow> LogReader::rowOf(log::TimelineItem item)
{
    const EntryFacts facts = factsOf(std::move(item));
    LogRow row;
    row.entry = facts.item.entry;
    row.family = log::familyOf(row.entry.kind);
    row.words = entrySentence(facts, m_names);
    row.author = authorText(facts, m_names);
    row.device = deviceShort(row.entry.device);
    row.own = row.entry.device == m_names.own;
    row.marks = facts.marks;
    if (!row.marks.isEmpty())
        row.markText = markText(row.marks.first(), facts);
    return row;
}

Result<LogPage> LogReader::page(
    const log::TimelineQuery& query, const std::optional<log::TimelineKey>& after, int limit)
{
    // Words are looked for in the payloads, which lie all over the file: less of it at a time.
    const int lookAt = query.words.isEmpty() ? lookedAt : lookedInto;
    DOCKET_ASSIGN(log::TimelinePage found, m_timeline->page(query, after, limit, lookAt));
    LogPage page;
    page.next = found.next;
    page.looked = found.looked;
    page.rows.reserve(found.items.size());
    for (log::TimelineItem& item : found.items) {
        DOCKET_ASSIGN(LogRow row, rowOf(std::move(item)));
        page.rows.append(std::move(row));
    }
    return page;
}

EntryLink LogReader::linkTo(const log::EntryId& id)
{
    auto item = m_timeline->item(id);
    if (!item)
        return { id, Text::tr("has not arrived"), false };
    return { id, entrySentence(factsOf(std::move(*item)), m_names), true };
}

Result<LogDetail> LogReader::detail(const log::EntryId& id, bool mayWrite)
{
    LogDetail detail;
    DOCKET_ASSIGN(detail.item, m_timeline->item(id));
    const EntryFacts facts = factsOf(detail.item);
    DOCKET_ASSIGN(detail.row, rowOf(detail.item));
    for (const Mark mark : facts.marks)
        detail.markTexts.append(markText(mark, facts));
    const log::Entry& entry = detail.item.entry;
    DOCKET_ASSIGN(detail.note, m_store->note(id));
    detail.verifierKey = log::verifierKey(detail.item.deviceName, entry.device);
    for (const log::EntryId& parent : entry.parents)
        detail.parents.append(linkTo(parent));
    DOCKET_ASSIGN(const auto children, m_timeline->children(entry));
    for (const log::EntryId& child : children.first(std::min<qsizetype>(children.size(), shownLinks)))
        detail.children.append(linkTo(child));
    if (entry.seq > 1 && detail.item.previous.size() == 32)
        detail.previous = linkTo(log::EntryId{ detail.item.previous });
    DOCKET_ASSIGN(const auto successors, m_timeline->successors(entry));
    for (const log::EntryId& next : successors)
        detail.next.append(linkTo(next));
    if (entry.caseId)
        detail.subject = m_names.subject(*entry.caseId);
    DOCKET_ASSIGN(detail.checkpoint, m_timeline->checkpointFor(entry.device, entry.seq));
    DOCKET_ASSIGN(const QList<log::Witnessed>* witnessed, this->witnessed());
    for (const log::Witnessed& log : *witnessed) {
        if (log.tip.device != entry.device || !log.tip.first)
            continue;
        for (const log::Witness& witness : log.by) {
            if (witness.size >= entry.seq && !detail.item.forked && !detail.witness)
                detail.witness = witness;
        }
    }
    if (detail.checkpoint == 0 && !detail.row.own)
        detail.whyNoProof = Text::tr("Its laptop has sent no checkpoint that covers it. Ask for a newer bundle.");
    else if (detail.checkpoint == 0 && !mayWrite)
        detail.whyNoProof = Text::tr("A checkpoint must be signed first, and the key is locked or the log read-only.");
    if (!log::mayBeRedacted(entry.kind))
        detail.whyNoErasure
            = Text::tr("Keys, roles and erasures stay: without them nobody’s authority could be checked.");
    else if (detail.item.payload == Payload::None)
        detail.whyNoErasure = Text::tr("It has no content.");
    else if (detail.item.payload == Payload::Erased)
        detail.whyNoErasure = Text::tr("Its content is erased already.");
    else if (!mayWrite)
        detail.whyNoErasure = Text::tr("The key is locked, or the log is open for reading only.");
    return detail;
}

QList<ErasureRequest> LogReader::erasures(const log::Reviewer& me, bool mayWrite)
{
    QList<ErasureRequest> requests;
    for (const log::PendingRedaction& pending : m_authority->pendingRedactions()) {
        ErasureRequest request;
        request.id = pending.request;
        request.asker = m_authority->nameOf(pending.person);
        request.time = pending.time;
        request.basis = pending.basis;
        request.text = pending.text;
        for (const log::EntryId& id : pending.entries)
            request.entries.append(linkTo(id));
        if (!mayWrite)
            request.whyNotApprove = Text::tr("The key is locked, or the log is open for reading only.");
        else if (pending.person == me.person)
            request.whyNotApprove
                = Text::tr("You asked for it yourself. Another person with the role privacy must approve it.");
        else if (!me.roles.contains("privacy"_L1))
            request.whyNotApprove = Text::tr("Only a person with the role privacy can approve it.");
        requests.append(std::move(request));
    }
    QHash<log::EntryId, ErasureRequest> done;
    const auto& redactions = m_authority->redactions();
    for (auto it = redactions.cbegin(); it != redactions.cend(); ++it) {
        ErasureRequest& request = done[it->request];
        if (!request.id.isValid()) {
            request.id = it->request;
            request.basis = it->basis;
            request.whyNotApprove = Text::tr("It is approved already.");
            request.approver = erasureOf(it.key()).value_or(Erasure()).approver;
            if (const auto item = m_timeline->item(it->request)) {
                request.asker = nameOf(item->entry.device, item->entry.seq);
                request.time = item->entry.time;
                request.text = objectOf(item->data)["text"_L1].toString();
            }
        }
        const auto item = m_timeline->item(it.key());
        if (item && item->payload != Payload::Held)
            ++request.erasedHere;
        request.entries.append(linkTo(it.key()));
    }
    requests += done.values();
    std::ranges::sort(requests, std::greater(), &ErasureRequest::time);
    return requests;
}

Result<const QList<log::Witnessed>*> LogReader::witnessed()
{
    DOCKET_ASSIGN(const qint64 last, m_store->lastRow());
    if (m_witnessedRow != last) {
        DOCKET_ASSIGN(m_witnessed, m_store->witnessed());
        m_witnessedRow = last;
    }
    return &m_witnessed;
}

Result<LogOverview> LogReader::overview(bool readOnly)
{
    LogOverview overview;
    DOCKET_ASSIGN(overview.entries, m_store->lastRow());
    overview.readOnly = readOnly;
    overview.unlocked = m_store->isUnlocked();
    overview.me = m_store->me();
    DOCKET_ASSIGN(overview.people, m_store->reviewers());
    m_witnessedRow = -1; // cosignatures come without an entry
    DOCKET_ASSIGN(const QList<log::Witnessed>* witnessed, this->witnessed());
    overview.devices = *witnessed;
    for (const log::Witnessed& device : std::as_const(overview.devices))
        m_devices.insert(device.tip.name, device.tip.device);
    DOCKET_ASSIGN(overview.forks, m_store->forks());
    overview.erasures = erasures(overview.me, !readOnly && overview.unlocked);
    DOCKET_ASSIGN(const QByteArray workspace, m_store->workspaceId());
    overview.workspace = QString::fromLatin1(workspace);
    return overview;
}

Result<std::optional<LogSearch>> LogReader::entriesLike(const QString& text)
{
    if (text.size() < leastIdCharacters)
        return std::optional<LogSearch>();
    DOCKET_ASSIGN(const auto ids, m_timeline->withPrefix(text, 1));
    if (ids.isEmpty())
        return std::optional<LogSearch>();
    LogSearch search;
    search.kind = LogSearch::Kind::Entries;
    search.text = text;
    return search;
}

} // namespace docket::ui::audit
