#include "core/workspace/redactionwork.h"

#include "core/base/logging.h"
#include "core/workspace/quotedtexts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

QJsonObject objectOf(const std::optional<QByteArray>& payload)
{
    return QJsonDocument::fromJson(payload.value_or(QByteArray())).object();
}

log::Draft draftOf(const QString& kind, const QJsonObject& payload)
{
    return { kind, std::nullopt, QJsonDocument(payload).toJson(QJsonDocument::Compact), {} };
}

/// The words of a payload that another entry may repeat: a notice and the comment that carries it.
QString textOf(const QJsonObject& payload)
{
    const QString notice = payload.value("notice"_L1).toString();
    return notice.isEmpty() ? payload.value("act"_L1).toObject().value("text"_L1).toString() : notice;
}

} // namespace

QStringList RedactionWork::bases()
{
    return { u"gdpr-17"_s, u"court-order"_s, u"safety"_s, u"other"_s };
}

Result<ErasureScope> RedactionWork::scopeOf(const log::EntryId& id)
{
    log::Store& log = m_workspace.log();
    DOCKET_ASSIGN(const log::Entry entry, log.entry(id));
    DOCKET_ASSIGN(const std::optional<QByteArray> payload, log.payload(id));
    const QString thing = u"entry %1"_s.arg(id.text());
    if (!log::mayBeRedacted(entry.kind)) {
        return fail(ErrorCode::Validation, thing, u"says who may do what (%1), and cannot be erased"_s.arg(entry.kind),
            u"ask for the erasure of what contains the personal data instead"_s);
    }
    if (!payload)
        return fail(ErrorCode::Validation, thing, u"has no content here"_s, u"there is nothing to erase"_s);
    ErasureScope scope{ { id }, {} };
    const QJsonObject object = objectOf(payload);
    if (entry.kind == "case.evidence"_L1)
        if (const QString sha256 = object.value("sha256"_L1).toString(); !sha256.isEmpty())
            scope.blobs.append(sha256);
    if (entry.caseId) {
        if (const auto row = m_workspace.view().find(entry.caseId->text())) {
            DOCKET_ASSIGN(const QStringList texts,
                quotedTexts(m_workspace.mirror(), row->subject.repo, anchorsIn(payload.value())));
            scope.blobs += texts;
        }
    }
    const QString text = textOf(object);
    if (entry.caseId && !text.isEmpty()) {
        DOCKET_ASSIGN(const QList<log::Entry> others, log.entriesOf(*entry.caseId));
        for (const log::Entry& other : others) {
            if (other.id == id)
                continue;
            DOCKET_ASSIGN(const std::optional<QByteArray> content, log.payload(other.id));
            if (content && textOf(objectOf(content)) == text)
                scope.entries.append(other.id);
        }
    }
    return scope;
}

Result<log::EntryId> RedactionWork::request(const ErasureScope& scope, const QString& basis, const QString& text)
{
    if (!bases().contains(basis)) {
        return fail(ErrorCode::Usage, u"basis \"%1\""_s.arg(basis), u"is not known"_s,
            u"choose one of %1"_s.arg(bases().join(u", "_s)));
    }
    if (scope.entries.isEmpty())
        return fail(ErrorCode::Usage, u"erasure"_s, u"names no entry"_s);
    QJsonArray entries;
    for (const log::EntryId& entry : scope.entries)
        entries.append(entry.text());
    QJsonObject payload{ { u"entries"_s, entries }, { u"basis"_s, basis } };
    if (!text.isEmpty())
        payload.insert(u"text"_s, text);
    if (!scope.blobs.isEmpty())
        payload.insert(u"blobs"_s, QJsonArray::fromStringList(scope.blobs));
    DOCKET_ASSIGN(const QList<log::Entry> written, m_workspace.log().append({ draftOf(u"redact.request"_s, payload) }));
    return written.first().id;
}

Result<QList<log::PendingRedaction>> RedactionWork::pending()
{
    DOCKET_ASSIGN(const log::Authority* authority, m_workspace.log().authority());
    return authority->pendingRedactions();
}

Result<std::optional<Error>> RedactionWork::whyNotApprove(const log::PendingRedaction& request)
{
    const log::Reviewer me = m_workspace.log().me();
    const QString thing = u"erasure %1"_s.arg(request.request.text());
    if (me.person == request.person) {
        return std::optional(Error{ ErrorCode::Validation, thing, u"you asked for it yourself"_s,
            u"it takes a second person: ask a colleague with the role privacy"_s });
    }
    if (!me.roles.contains(u"privacy"_s)) {
        return std::optional(Error{ ErrorCode::Validation, thing, u"this device does not have the role privacy"_s,
            u"ask a colleague who has, or whoever holds the root key to grant it"_s });
    }
    return std::optional<Error>();
}

Status RedactionWork::approve(const log::EntryId& request)
{
    DOCKET_ASSIGN(const QList<log::PendingRedaction> waiting, pending());
    for (const log::PendingRedaction& one : waiting) {
        if (one.request != request)
            continue;
        DOCKET_ASSIGN(const std::optional<Error> refused, whyNotApprove(one));
        if (refused)
            return fail(*refused);
        DOCKET_TRY(m_workspace.log().append({ draftOf(u"redact.approve"_s, { { u"request"_s, request.text() } }) }));
        DOCKET_TRY(m_workspace.log().eraseRedacted());
        DOCKET_TRY(m_workspace.refreshView());
        return {};
    }
    return fail(ErrorCode::NotFound, u"erasure %1"_s.arg(request.text()), u"does not wait for anybody"_s,
        u"docketctl redact list shows what does"_s);
}

Result<bool> RedactionWork::settle()
{
    log::Store& log = m_workspace.log();
    sync::Mirror& mirror = m_workspace.mirror();
    DOCKET_TRY(log.eraseRedacted());
    DOCKET_ASSIGN(const QList<log::Redaction> left, log.unreportedRedactions());
    QSet<QByteArray> named;
    for (const log::Redaction& redaction : left)
        for (const QString& blob : redaction.blobs)
            named.insert(blob.toLatin1());
    // And those reported long ago, where blobs/ was lost or comes from a version that did not remember them.
    DOCKET_ASSIGN(const log::Authority* const rights, log.authority());
    for (const log::Redaction& redaction : rights->redactions())
        for (const QString& blob : redaction.blobs)
            if (!mirror.blobs().isErased(blob.toLatin1()))
                named.insert(blob.toLatin1());
    if (const Status erased = mirror.erase(named); !erased) {
        qCWarning(lcSync).noquote() << erased.error().text();
        return false;
    }
    if (!named.isEmpty() || !left.isEmpty())
        DOCKET_TRY(m_workspace.rebuildView());
    if (left.isEmpty())
        return true;
    DOCKET_TRY(log.vacuum());
    // A locked device has erased all the same; it says so when it is unlocked next.
    if (!log.isUnlocked())
        return true;
    QList<log::Draft> reports;
    for (const log::Redaction& redaction : left)
        reports.append(draftOf(u"redact.done"_s, { { u"request"_s, redaction.request.text() } }));
    DOCKET_TRY(log.append(reports));
    return true;
}

} // namespace docket
