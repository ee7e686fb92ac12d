#include "core/workspace/casework.h"

#include "core/exchange/payloadblobs.h"
#include "core/policy/plannedaction.h"
#include "core/workspace/casefacts.h"
#include "core/workspace/outboxlog.h"
#include "core/workspace/plannedact.h"
#include "core/workspace/unrecorded.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

log::Draft draftOf(const QString& kind, const log::CaseId& caseId, const QJsonObject& payload)
{
    log::Draft draft;
    draft.kind = kind;
    draft.caseId = caseId;
    draft.payload = compact(payload);
    return draft;
}

QJsonObject pinJson(const policy::Pin& pin)
{
    return { { u"commit"_s, pin.commit }, { u"path"_s, pin.path }, { u"sha256"_s, pin.sha256 } };
}

QStringList reportersOf(const CaseFile& file)
{
    QStringList names;
    for (const hub::Report& report : file.reports) {
        if (!report.reporter.isEmpty() && !names.contains(report.reporter))
            names.append(report.reporter);
    }
    return names;
}

/// The judgements that a decision rests on must have seen what the mirror holds now (law 2).
std::optional<QString> driftOf(const CaseFile& file, const policy::Pin& seen, const QString& me)
{
    const policy::Pin now = Casework::pinOf(file);
    if (now.sha256.isEmpty())
        return std::nullopt;
    if (!seen.sha256.isEmpty() && seen.sha256 != now.sha256)
        return u"the card changed since you opened it (%1, now %2)"_s.arg(seen.commit.left(7), now.commit.left(7));
    for (const log::Assessment& assessment : file.state.assessments) {
        if (assessment.person == me && !assessment.pin.sha256.isEmpty() && assessment.pin.sha256 != now.sha256)
            return u"the card changed since your answers (%1, now %2)"_s.arg(
                assessment.pin.commit.left(7), now.commit.left(7));
    }
    return std::nullopt;
}

/// The entries behind `kept.after` when they say just what was kept; else none.
Result<QList<log::Entry>> recordedAlready(log::Store& store, const Unrecorded& kept)
{
    if (!kept.after || kept.drafts.isEmpty())
        return QList<log::Entry>();
    // One more, for a clock.step that the log put before them.
    DOCKET_ASSIGN(QList<log::Entry> entries, store.entries(*kept.after, static_cast<int>(kept.drafts.size()) + 1));
    if (!entries.isEmpty() && entries.first().kind == "clock.step"_L1)
        entries.removeFirst();
    if (entries.size() < kept.drafts.size())
        return QList<log::Entry>();
    entries.resize(kept.drafts.size());
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const log::Entry& entry = entries.at(i);
        const log::Draft& draft = kept.drafts.at(i);
        DOCKET_ASSIGN(const std::optional<QByteArray> payload, store.payload(entry.id));
        if (entry.device != store.me().device || entry.kind != draft.kind || entry.caseId != draft.caseId
            || payload.value_or(QByteArray()) != draft.payload)
            return QList<log::Entry>();
    }
    return entries;
}

} // namespace

policy::Pin Casework::pinOf(const CaseFile& file)
{
    policy::Pin pin;
    if (file.card && !file.card->sha256.isEmpty()) {
        pin.commit = file.card->commit;
        pin.path = file.card->path;
        pin.sha256 = QString::fromLatin1(file.card->sha256);
    } else if (file.repo) {
        pin.commit = file.repo->info.sha;
    }
    return pin;
}

Result<CaseFile> Casework::caseFile(QStringView caseOrSubject)
{
    CaseFile file;
    DOCKET_ASSIGN(file.row, m_workspace.view().find(caseOrSubject));
    sync::Mirror& mirror = m_workspace.mirror();
    const Subject& subject = file.row.subject;
    DOCKET_ASSIGN(file.state, m_workspace.log().caseState(log::CaseId{ file.row.caseId }));
    DOCKET_ASSIGN(file.reports, mirror.reportsOn(subject));
    DOCKET_ASSIGN(file.repo, mirror.repo(subject.repo));
    DOCKET_ASSIGN(file.card, mirror.card(subject.repo));
    DOCKET_ASSIGN(file.threads, mirror.threads(subject.repo));
    DOCKET_ASSIGN(const QList<log::Reviewer> reviewers, m_workspace.log().reviewers());
    for (const log::Reviewer& reviewer : reviewers)
        file.names.insert(reviewer.person, reviewer.name);
    return file;
}

Result<policy::Checklist> Casework::checklist(const CaseFile& file)
{
    policy::ChecklistInput input;
    input.subject = file.row.subject;
    for (const hub::Report& report : file.reports)
        input.allegations.append(policy::allegationFromTitle(report.rawTitle));
    input.withThread = !file.reports.isEmpty();
    DOCKET_ASSIGN(input.hints, hintsOf(file, m_workspace.mirror()));
    policy::Checklist checklist(m_workspace.packs(), input);

    const QString me = m_workspace.log().me().person;
    QList<policy::Assessment> mine;
    for (const log::Assessment& recorded : file.state.assessments) {
        if (recorded.person != me || recorded.erased)
            continue;
        policy::Assessment assessment;
        assessment.pack = recorded.pack;
        assessment.packSha256 = recorded.packSha256;
        for (const auto& value : recorded.answers) {
            DOCKET_ASSIGN(policy::Answer answer, policy::Answer::fromJson(value.toObject()));
            // A criterion that an overlay or a newer pack dropped stays in the log and leaves the list.
            if (checklist.item(answer.criterion))
                assessment.answers.append(std::move(answer));
        }
        mine.append(std::move(assessment));
    }
    for (const policy::Assessment& assessment : std::as_const(mine)) {
        for (const policy::Answer& answer : assessment.answers)
            DOCKET_TRY(checklist.setAnswer(answer));
    }
    return checklist;
}

/// What a judgement rests on must outlive a power cut as the judgement itself does: the card, and every file that the
/// drafts name and that was fetched.
static Status persistEvidence(const BlobStore& blobs, const CaseFile& file, const QList<log::Draft>& drafts)
{
    if (file.card && !file.card->sha256.isEmpty())
        DOCKET_TRY(blobs.persist(file.card->sha256));
    for (const log::Draft& draft : drafts)
        for (const QByteArray& named : exchange::blobsNamedIn(draft.payload))
            if (blobs.contains(named))
                DOCKET_TRY(blobs.persist(named));
    return {};
}

Result<QList<log::Entry>> Casework::record(const CaseFile& file, QList<log::Draft> drafts)
{
    if (m_workspace.isReadOnly()) {
        return fail(ErrorCode::Storage, u"workspace %1"_s.arg(m_workspace.folder()),
            u"is open elsewhere (%1)"_s.arg(m_workspace.holder()), u"close the other Docket, then try again"_s);
    }
    const log::CaseId caseId{ file.row.caseId };
    if (file.state.folded == 0)
        drafts.prepend(draftOf(u"case.open"_s, caseId, { { u"subject"_s, file.row.subject.key() } }));
    DOCKET_ASSIGN(const QString policySet, m_workspace.policySet());
    for (log::Draft& draft : drafts)
        draft.policy = policySet;
    const auto before = m_workspace.log().lastRow();
    const Status resting = persistEvidence(m_workspace.mirror().blobs(), file, drafts);
    auto entries = resting ? m_workspace.log().append(drafts) : fail(resting.error());
    if (!entries) {
        Error error = std::move(entries).error();
        if (error.code == ErrorCode::Storage) {
            const Unrecorded unrecorded{ drafts, before ? std::optional(*before) : std::nullopt };
            const auto kept = keepUnrecorded(m_workspace.folder(), unrecorded, m_workspace.clock());
            error.wayOut += kept
                ? u"; what you wrote is kept in %1: docketctl recover FILE records it when writing works again"_s.arg(
                    *kept)
                : u"; what you wrote could not be kept either: "_s + kept.error().cause;
        }
        return fail(std::move(error));
    }
    DOCKET_TRY(m_workspace.refreshView(file.row.caseId));
    return entries;
}

Result<QList<log::Entry>> Casework::recover(const QString& file)
{
    DOCKET_ASSIGN(const Unrecorded kept, readUnrecorded(file));
    DOCKET_ASSIGN(QList<log::Entry> entries, recordedAlready(m_workspace.log(), kept));
    if (entries.isEmpty()) {
        DOCKET_ASSIGN(entries, m_workspace.log().append(kept.drafts));
    }
    // Before anything else can fail: nobody records it a second time.
    if (!QFile::remove(file)) {
        return fail(ErrorCode::Storage, file, u"was recorded, but cannot be removed"_s,
            u"remove it yourself, so that it is not recorded twice"_s);
    }
    DOCKET_TRY(m_workspace.refreshView());
    return entries;
}

Status Casework::claim(QStringView caseOrSubject, bool takeOver)
{
    DOCKET_ASSIGN(const CaseFile file, caseFile(caseOrSubject));
    const QDateTime now = m_workspace.clock().now();
    const QString me = m_workspace.log().me().person;
    if (file.state.claim && file.state.claim->until > now && file.state.claim->person != me && !takeOver) {
        return fail(ErrorCode::Conflict, file.row.title,
            u"%1 holds it until %2"_s.arg(file.row.holder, toIsoUtc(file.state.claim->until)),
            u"ask them, or take it over"_s);
    }
    const QDateTime until = now.addSecs(qint64(60) * m_workspace.settings().claimMinutes);
    DOCKET_TRY(record(
        file, { draftOf(u"case.claim"_s, log::CaseId{ file.row.caseId }, { { u"until"_s, toIsoUtc(until) } }) }));
    return {};
}

Status Casework::release(QStringView caseOrSubject)
{
    DOCKET_ASSIGN(const CaseFile file, caseFile(caseOrSubject));
    if (!file.row.mine)
        return fail(ErrorCode::Validation, file.row.title, u"is not yours to give back"_s,
            u"only its holder can release a case"_s);
    DOCKET_TRY(record(file,
        { draftOf(u"case.claim"_s, log::CaseId{ file.row.caseId },
            { { u"until"_s, toIsoUtc(m_workspace.clock().now()) }, { u"release"_s, true } }) }));
    return {};
}

Status Casework::assess(QStringView caseOrSubject, QList<policy::Assessment> assessments)
{
    DOCKET_ASSIGN(const CaseFile file, caseFile(caseOrSubject));
    DOCKET_ASSIGN(policy::Checklist checklist, this->checklist(file));
    if (assessments.isEmpty())
        return fail(
            ErrorCode::Validation, file.row.title, u"no answers were given"_s, u"answer at least one criterion"_s);
    DOCKET_TRY(checklist.take(assessments));
    if (const QList<Error> lacking = checklist.check(); !lacking.isEmpty())
        return fail(lacking.first());
    QList<log::Draft> drafts;
    for (policy::Assessment& assessment : assessments) {
        const policy::Pack* pack = m_workspace.packs().find(assessment.pack);
        if (!pack)
            return fail(ErrorCode::NotFound, u"pack \"%1\""_s.arg(assessment.pack), u"is not installed"_s,
                u"see: docketctl policy list"_s);
        assessment.pack = pack->id();
        assessment.packSha256 = QString::fromLatin1(pack->sha256);
        if (assessment.pin == policy::Pin())
            assessment.pin = pinOf(file);
        drafts.append(draftOf(u"case.assess"_s, log::CaseId{ file.row.caseId }, assessment.toJson()));
    }
    DOCKET_TRY(record(file, drafts));
    return {};
}

Status Casework::annotate(QStringView caseOrSubject, const QString& text, const QList<policy::Anchor>& anchors)
{
    if (text.trimmed().isEmpty())
        return fail(ErrorCode::Validation, u"note"_s, u"is empty"_s, u"write what you noticed"_s);
    DOCKET_ASSIGN(const CaseFile file, caseFile(caseOrSubject));
    QJsonArray places;
    for (const policy::Anchor& anchor : anchors)
        places.append(anchor.toJson());
    DOCKET_TRY(record(file,
        { draftOf(
            u"case.annotate"_s, log::CaseId{ file.row.caseId }, { { u"text"_s, text }, { u"anchors"_s, places } }) }));
    return {};
}

Result<policy::DecisionContext> Casework::context(const CaseFile& file)
{
    policy::DecisionContext context;
    const log::Reviewer me = m_workspace.log().me();
    context.roles = policyRoles(me.roles);
    DOCKET_ASSIGN(const auto account, m_workspace.hubAccount());
    context.rights = rightsOn(file.row.subject, account, file.threads);
    context.appealed = file.row.appealed;
    for (const log::Decision& decision : file.state.decisions) {
        context.decidedBefore = true;
        context.iDecidedBefore = context.iDecidedBefore || decision.person == me.person;
    }
    for (const log::Decision& decision : file.state.pastDecisions)
        context.earlierCodes.append(decision.code);
    for (const log::Decision& decision : file.state.decisions)
        context.earlierCodes.append(decision.code);
    if (account) {
        const QString& name = account->name;
        context.conflictOfInterest = file.row.subject.repo.nameSpace() == name || reportersOf(file).contains(name);
    }
    context.hasThread = file.row.subject.thread > 0;
    for (const hub::Report& report : file.reports) {
        context.hasThread = context.hasThread || report.open;
        context.hasComment = context.hasComment || !report.commentId.isEmpty();
    }
    return context;
}

Result<QList<policy::DecisionOffer>> Casework::offers(const CaseFile& file, const policy::Checklist& checklist)
{
    DOCKET_ASSIGN(const policy::DecisionContext context, this->context(file));
    return policy::offersFor(checklist, context);
}

policy::NoticeInput Casework::noticeInput(const CaseFile& file)
{
    policy::NoticeInput input;
    input.pin = pinOf(file);
    input.reporters = reportersOf(file);
    input.now = m_workspace.clock().now();
    const RepoKey& repo = file.row.subject.repo;
    const QString prefix = repo.kind == RepoKind::Model ? QString() : repoKindPlural(repo.kind) + u'/';
    input.repoUrl = m_workspace.settings().endpoint + u'/' + prefix + repo.id;
    return input;
}

Result<policy::Notice> Casework::composeNotice(
    const CaseFile& file, const policy::Checklist& checklist, const QString& code, const QString& reason)
{
    policy::NoticeInput input = noticeInput(file);
    input.code = code;
    input.reason = reason;
    return policy::composeNotice(checklist, input);
}

Result<DecisionResult> Casework::decide(QStringView caseOrSubject, const DecisionDraft& draft)
{
    DOCKET_ASSIGN(const CaseFile file, caseFile(caseOrSubject));
    DOCKET_ASSIGN(const policy::Checklist checklist, this->checklist(file));
    DOCKET_ASSIGN(policy::DecisionContext context, this->context(file));
    context.hasComment = context.hasComment || !draft.commentId.isEmpty();
    const auto offer = policy::offerFor(checklist, context, draft.code);
    if (!offer) {
        return fail(ErrorCode::Validation, u"decision \"%1\""_s.arg(draft.code), u"is no code of the vocabulary"_s,
            u"see: docketctl policy show decision-vocabulary"_s);
    }
    DOCKET_TRY(
        policy::checkDecision({ draft.code, draft.reason, draft.lowerSteps, draft.notice }, *offer, reportersOf(file)));
    const log::Reviewer me = m_workspace.log().me();
    // The same words must not go out twice because a key was pressed twice; what was cancelled or refused may.
    for (const log::Action& action : file.state.actions) {
        const bool stands = action.state != log::ActionState::Cancelled && action.state != log::ActionState::Failed;
        const QString text = action.payload[u"act"].toObject()[u"text"].toString();
        if (stands && !draft.notice.isEmpty() && text == draft.notice && !file.row.reopened && !file.row.appealed) {
            return fail(ErrorCode::Validation, file.row.title,
                u"these very words are %1 already"_s.arg(
                    action.state == log::ActionState::Confirmed ? u"on the Hub"_s : u"in the outbox"_s),
                u"write what is new, or choose another decision"_s);
        }
    }
    if (const auto drift = driftOf(file, draft.seen, me.person); drift && !draft.confirmDrift) {
        return fail(ErrorCode::Conflict, file.row.title, *drift,
            u"look at it again, then confirm that the decision still stands"_s);
    }

    const log::CaseId caseId{ file.row.caseId };
    const policy::Pin pin = pinOf(file);
    QJsonArray packs;
    QJsonArray assessed;
    for (const log::Assessment& assessment : file.state.assessments) {
        if (!packs.contains(assessment.pack))
            packs.append(assessment.pack);
        assessed.append(assessment.entry.text());
    }
    QJsonObject payload{ { u"code"_s, draft.code }, { u"reason"_s, draft.reason },
        { u"subject"_s, file.row.subject.key() }, { u"pin"_s, pinJson(pin) }, { u"packs"_s, packs },
        { u"assess"_s, assessed } };
    if (!draft.notice.isEmpty())
        payload[u"notice"] = draft.notice;
    if (!draft.lowerSteps.isEmpty())
        payload[u"lower_steps"] = draft.lowerSteps;
    if (!draft.commentId.isEmpty())
        payload[u"comment"] = draft.commentId;

    // Somebody else decided the same and waits for agreement: this is it.
    const bool seconds
        = std::any_of(file.state.decisions.begin(), file.state.decisions.end(), [&](const log::Decision& decision) {
              return decision.needsSecond && decision.code == draft.code && decision.person != me.person;
          });
    DecisionResult result;
    result.waitsForSecond = offer->needsSecondReviewer && !seconds;
    if (result.waitsForSecond)
        payload[u"needs_second"] = true;
    // Who may settle a conflict does so with every decision made in its sight; others take back only their own voice.
    const bool conflict = file.state.status == log::CaseStatus::Conflict;
    const bool settles = conflict && (me.roles.contains(u"lead"_s) || me.roles.contains(u"ethics"_s));
    const bool othersAgree = std::all_of(file.state.decisions.begin(), file.state.decisions.end(),
        [&](const log::Decision& decision) { return decision.person == me.person || decision.code == draft.code; });
    result.waitsForResolve = conflict && !settles && !othersAgree;
    const QString kind = settles ? u"case.resolve"_s : u"case.decide"_s;
    QList<log::Draft> drafts{ draftOf(kind, caseId, payload) };

    if (!result.waitsForSecond && !result.waitsForResolve) {
        policy::ActionInput input;
        input.subject = file.row.subject;
        input.commentId = draft.commentId;
        for (const hub::Report& report : file.reports) {
            if (report.open && !input.reportThreads.contains(report.thread))
                input.reportThreads.append(report.thread);
            if (input.commentId.isEmpty())
                input.commentId = report.commentId;
            if (!report.commentId.isEmpty() && report.commentId == input.commentId)
                input.commentThread = report.thread;
        }
        if (file.card && !file.card->sha256.isEmpty() && !m_workspace.mirror().blobs().isErased(file.card->sha256)) {
            DOCKET_ASSIGN(const QByteArray card, m_workspace.mirror().blob(file.card->sha256));
            input.card = QString::fromUtf8(card);
            input.cardCommit = file.card->commit;
        }
        DOCKET_ASSIGN(const QList<policy::PlannedAction> planned,
            policy::actionsFor(m_workspace.packs().vocabulary(), draft.code, input, draft.notice));
        const int holdMs = m_workspace.settings().countdownMs;
        const QDateTime notBefore = m_workspace.clock().now().addMSecs(holdMs);
        const QString group = QUuid::createUuid().toString(QUuid::Id128);
        for (const policy::PlannedAction& action : planned) {
            const sync::OutwardAct act = actOf(action, group, notBefore);
            result.actions.append(act.id);
            log::Draft queued;
            queued.kind = u"action.queued"_s;
            queued.caseId = caseId;
            queued.payload = OutboxLog::queuedPayload(act, act.subject(), holdMs);
            drafts.append(queued);
        }
    }
    DOCKET_ASSIGN(const QList<log::Entry> entries, record(file, drafts));
    for (const log::Entry& entry : entries) {
        if (entry.kind == kind)
            result.entry = entry.id;
    }
    return result;
}

Status Casework::cancelAction(const QString& actionId)
{
    OutboxLog outbox(m_workspace);
    DOCKET_ASSIGN(const auto found, outbox.find(actionId));
    const auto& [caseId, action] = found;
    if (action.state != log::ActionState::Queued) {
        return fail(ErrorCode::Validation, u"outward act %1"_s.arg(actionId),
            u"is already %1"_s.arg(log::actionStateName(action.state)),
            action.state == log::ActionState::Attempted ? u"it may have reached the Hub; decide again to reverse it"_s
                                                        : QString());
    }
    log::Draft draft = draftOf(u"action.cancelled"_s, caseId, { { u"action"_s, actionId } });
    DOCKET_ASSIGN(draft.policy, m_workspace.policySet());
    DOCKET_TRY(m_workspace.log().append({ draft }));
    DOCKET_TRY(m_workspace.refreshView(caseId.bytes));
    return {};
}

} // namespace docket
