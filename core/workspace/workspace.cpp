#include "core/workspace/workspace.h"

#include "core/base/digest.h"
#include "core/base/logging.h"
#include "core/base/wholefile.h"
#include "core/exchange/scratch.h"
#include "core/log/store/incarnation.h"
#include "core/workspace/pastrevisions.h"
#include "core/workspace/redactionwork.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <utility>

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QLatin1StringView accountCursor("hub-account");

QString settingsPath(const QString& folder)
{
    return folder + u"/settings.json"_s;
}

Result<WorkspaceSettings> readSettings(const QString& folder)
{
    QFile file(settingsPath(folder));
    WorkspaceSettings settings;
    if (!file.exists())
        return settings;
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Storage, file.fileName(), file.errorString(), u"check its permissions"_s);
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll(), &error).object();
    if (error.error != QJsonParseError::NoError) {
        return fail(ErrorCode::Parse, file.fileName(), u"%1 at byte %2"_s.arg(error.errorString()).arg(error.offset),
            u"mend or remove it; the workspace itself is not affected"_s);
    }
    settings.endpoint = object[u"endpoint"].toString();
    settings.countdownMs = object[u"countdown_ms"].toInt(settings.countdownMs);
    settings.claimMinutes = object[u"claim_minutes"].toInt(settings.claimMinutes);
    settings.domain = object[u"domain"].toString();
    return settings;
}

QString withoutSlash(QString endpoint)
{
    while (endpoint.endsWith(u'/'))
        endpoint.chop(1);
    return endpoint;
}

Status checkEndpoint(const QString& endpoint)
{
    const QUrl url(endpoint, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http")) {
        return fail(ErrorCode::Validation, u"endpoint \"%1\""_s.arg(endpoint), u"is no http or https address"_s,
            u"write for example https://huggingface.co"_s);
    }
    return {};
}

/// The row of the log up to which it was checked when the workspace was opened last.
constexpr QLatin1String verifiedCursor("log-verified");
const QString trimmedCursor = u"revisions-trimmed"_s; ///< hub.db: the sync after which old revisions were dropped

Result<FolderLock> lockOf(const QString& folder)
{
    return FolderLock::take(folder + u"/.lock"_s);
}

} // namespace

Workspace::~Workspace()
{
    if (!m_log)
        return;
    if (const Status signedNow = signWhatIsNew(); !signedNow)
        qCWarning(lcLog).noquote() << signedNow.error().text();
}

Status Workspace::signWhatIsNew()
{
    if (m_readOnly || !m_log->isUnlocked() || m_log->readOnlyReason())
        return {};
    DOCKET_ASSIGN(const auto last, m_log->lastCheckpoint());
    DOCKET_ASSIGN(const qint64 own, m_log->ownSize());
    if (last && static_cast<qint64>(last->size) == own)
        return {};
    DOCKET_TRY(m_log->checkpoint());
    return {};
}

Status Workspace::openStores(bool create)
{
    using MirrorAccess = sync::Mirror::Access;
    using ViewAccess = cases::CaseView::Access;
    if (!create) {
        DOCKET_ASSIGN(
            m_log, log::Store::open(m_folder, m_readOnly ? log::Access::ReadOnly : log::Access::ReadWrite, *m_clock));
    }
    DOCKET_ASSIGN(sync::Mirror mirror,
        sync::Mirror::open(m_folder, m_readOnly ? MirrorAccess::ReadOnly : MirrorAccess::ReadWrite));
    m_mirror = std::make_unique<sync::Mirror>(std::move(mirror));
    DOCKET_ASSIGN(cases::CaseView view,
        cases::CaseView::open(m_folder, m_readOnly ? ViewAccess::ReadOnly : ViewAccess::ReadWrite));
    m_view = std::make_unique<cases::CaseView>(std::move(view));
    m_packs = std::make_unique<policy::PackLibrary>(policy::PackLibrary::load(m_folder + u"/policies"_s));
    Status checked = checkWhatIsNew();
    if (checked || m_readOnly || !sync::Mirror::noteDamage(m_folder, checked.error()))
        return checked;
    m_mirror.reset();
    DOCKET_ASSIGN(sync::Mirror fresh, sync::Mirror::open(m_folder, MirrorAccess::ReadWrite));
    m_mirror = std::make_unique<sync::Mirror>(std::move(fresh));
    return checkWhatIsNew();
}

Status Workspace::checkWhatIsNew()
{
    if (m_readOnly)
        return {};
    DOCKET_ASSIGN(const QString mark, m_mirror->cursor(verifiedCursor));
    DOCKET_ASSIGN(const qint64 last, m_log->lastRow());
    const qint64 looked = mark.toLongLong();
    if (looked == last)
        return {};
    // What is wrong is said by the log's readOnlyReason(); the rest of the workspace can still be looked at.
    if (const auto row = m_log->checkTail(looked > last ? 0 : looked))
        return m_mirror->setCursor(verifiedCursor, QString::number(*row));
    return {};
}

Result<std::unique_ptr<Workspace>> Workspace::init(const QString& folder, InitOptions options, Clock& clock)
{
    options.endpoint = withoutSlash(options.endpoint);
    DOCKET_TRY(checkEndpoint(options.endpoint));
    // settings.json is written last: without it, what is here is left over from an attempt that failed.
    if (QFile::exists(folder + u'/' + log::logFileName()) && QFile::exists(settingsPath(folder)))
        return fail(ErrorCode::Conflict, folder, u"is a workspace already"_s, u"open it, or choose an empty folder"_s);
    if (!QDir().mkpath(folder))
        return fail(ErrorCode::Storage, folder, u"cannot be made"_s, u"check the permissions of the folder above it"_s);
    // Not make_unique: the constructor is private.
    std::unique_ptr<Workspace> workspace(new Workspace);
    workspace->m_folder = QDir(folder).absolutePath();
    workspace->m_clock = &clock;
    auto lock = lockOf(workspace->m_folder);
    if (!lock) {
        Error error = std::move(lock).error();
        if (error.code == ErrorCode::Conflict)
            error
                = { ErrorCode::Conflict, folder, u"is in use by "_s + error.cause, u"close the other Docket first"_s };
        return fail(std::move(error));
    }
    workspace->m_lock.emplace(std::move(*lock));
    WorkspaceSettings settings;
    settings.endpoint = options.endpoint;
    settings.domain = log::defaultDomain();
    log::Seal seal;
    seal.keychain = options.keychain;
    seal.passphrase = std::move(options.passphrase);
    seal.cost = options.cost;
    DOCKET_ASSIGN(
        workspace->m_log, log::Store::create(workspace->m_folder, options.reviewerName, settings.domain, seal, clock));
    DOCKET_TRY(workspace->openStores(true));
    for (const QString& name : { u"drafts"_s, u"policies"_s })
        QDir(workspace->m_folder).mkpath(name);
    DOCKET_TRY(workspace->policySet());
    DOCKET_TRY(workspace->saveSettings(settings));
    DOCKET_TRY(workspace->finishUnlock(workspace->m_log->needsPassphrase() ? nullptr : options.keychain));
    return workspace;
}

Result<std::unique_ptr<Workspace>> Workspace::join(const QString& folder, log::MergeSource& source,
    const QString& endpoint, Clock& clock, const log::VerifyProgress& progress)
{
    WorkspaceSettings settings;
    settings.endpoint = withoutSlash(endpoint);
    settings.domain = log::defaultDomain();
    DOCKET_TRY(checkEndpoint(settings.endpoint));
    std::unique_ptr<Workspace> workspace(new Workspace);
    workspace->m_folder = QDir(folder).absolutePath();
    workspace->m_clock = &clock;
    DOCKET_ASSIGN(FolderLock lock, lockOf(workspace->m_folder));
    workspace->m_lock.emplace(std::move(lock));
    DOCKET_ASSIGN(workspace->m_log, log::Store::createFrom(workspace->m_folder, source, clock, progress));
    DOCKET_TRY(workspace->openStores(true));
    for (const QString& name : { u"drafts"_s, u"policies"_s })
        QDir(workspace->m_folder).mkpath(name);
    DOCKET_TRY(workspace->saveSettings(settings));
    return workspace;
}

Result<std::unique_ptr<Workspace>> Workspace::open(const QString& folder, Clock& clock)
{
    if (!QFile::exists(folder + u'/' + log::logFileName())) {
        return fail(ErrorCode::NotFound, u"workspace %1"_s.arg(folder), u"there is no log.db in it"_s,
            u"make one with: docketctl --workspace DIR init --endpoint URL"_s);
    }
    std::unique_ptr<Workspace> workspace(new Workspace);
    workspace->m_folder = QDir(folder).absolutePath();
    workspace->m_clock = &clock;
    if (auto lock = lockOf(workspace->m_folder)) {
        workspace->m_lock.emplace(std::move(*lock));
        exchange::Scratch::sweep(workspace->m_folder);
    } else {
        workspace->m_readOnly = true;
        workspace->m_lockError = std::move(lock).error();
        const bool held = workspace->m_lockError.code == ErrorCode::Conflict;
        workspace->m_holder = held ? workspace->m_lockError.cause : u"nobody: the folder cannot be written"_s;
    }
    DOCKET_ASSIGN(workspace->m_settings, readSettings(workspace->m_folder));
    DOCKET_TRY(workspace->openStores(false));
    return workspace;
}

Error Workspace::readOnlyReason() const
{
    const QString thing = u"workspace %1"_s.arg(m_folder);
    if (m_lockError.code == ErrorCode::Conflict) {
        return { ErrorCode::Storage, thing, u"is open elsewhere (%1)"_s.arg(m_holder),
            u"close the other Docket, then try again"_s };
    }
    return { ErrorCode::Storage, thing, u"cannot be written: %1"_s.arg(m_lockError.cause),
        u"give yourself the right to write in it, or free some space"_s };
}

Status Workspace::unlock(const log::Secret& passphrase, log::Keychain* keychain)
{
    if (m_log->isUnlocked())
        return {};
    m_settledErasures = -1; // what was erased while locked can be reported now
    if (!m_log->needsPassphrase() && keychain) {
        DOCKET_TRY(m_log->unlock(*keychain));
        return finishUnlock(keychain);
    }
    if (passphrase.isEmpty()) {
        return fail(ErrorCode::Locked, u"keys of %1"_s.arg(m_folder), u"are sealed with a passphrase"_s,
            u"give it when asked, or in DOCKET_PASSPHRASE"_s);
    }
    DOCKET_TRY(m_log->unlock(passphrase));
    return finishUnlock(nullptr);
}

Status Workspace::finishUnlock(log::Keychain* keychain)
{
    if (m_readOnly || m_log->readOnlyReason())
        return {};
    const QString state = m_stateFolder.isEmpty() ? log::IncarnationRecord::defaultFolder() : m_stateFolder;
    // A keychain that keeps the wrapping key answers; others are not asked for each checkpoint.
    if (const Status guarded = m_log->guardWith(std::make_shared<log::IncarnationRecord>(state, keychain)); !guarded) {
        m_log->lock();
        return guarded;
    }
    if (m_log->isBehind())
        return {};
    // Colleagues can wait for a new exchange key; the work of the day cannot.
    if (const auto renewed = m_log->renewExchangeKey(); !renewed)
        qCWarning(lcLog).noquote() << renewed.error().text();
    return {};
}

void Workspace::lock()
{
    if (const Status signedNow = signWhatIsNew(); !signedNow)
        qCWarning(lcLog).noquote() << signedNow.error().text();
    m_log->lock();
}

Status Workspace::saveSettings(const WorkspaceSettings& settings)
{
    const QJsonObject object{ { u"endpoint"_s, settings.endpoint }, { u"countdown_ms"_s, settings.countdownMs },
        { u"claim_minutes"_s, settings.claimMinutes }, { u"domain"_s, settings.domain } };
    DOCKET_TRY(writeWholeFile(settingsPath(m_folder), QJsonDocument(object).toJson()));
    m_settings = settings;
    return {};
}

Result<QList<QByteArray>> Workspace::changedCases()
{
    DOCKET_TRY(refreshView());
    return std::exchange(m_changed, {}).values();
}

Status Workspace::refreshView(const QByteArray& own)
{
    if (m_readOnly)
        return {};
    DOCKET_ASSIGN(const qint64 erasures, m_log->erasures());
    if (erasures != m_settledErasures) {
        bool settled = true;
        if (erasures > 0) {
            DOCKET_ASSIGN(settled, RedactionWork(*this).settle());
        }
        if (settled)
            m_settledErasures = erasures;
    }
    // A sync may have brought revisions; which of the old ones can go is for the log to say.
    DOCKET_ASSIGN(const QDateTime synced, m_mirror->lastSync());
    DOCKET_ASSIGN(const QString trimmed, m_mirror->cursor(trimmedCursor));
    if (synced.isValid() && toIsoUtc(synced) != trimmed) {
        DOCKET_TRY(trimPastRevisions(*m_log, *m_mirror));
        DOCKET_TRY(m_mirror->setCursor(trimmedCursor, toIsoUtc(synced)));
    }
    DOCKET_ASSIGN(const QList<QByteArray> changed, m_view->refresh(*m_mirror, *m_log, m_clock->now()));
    for (const QByteArray& caseId : changed)
        if (caseId != own)
            m_changed.insert(caseId);
    return {};
}

Status Workspace::rebuildView()
{
    m_view.reset();
    cases::CaseView::discard(m_folder);
    DOCKET_ASSIGN(cases::CaseView view, cases::CaseView::open(m_folder, cases::CaseView::Access::ReadWrite));
    m_view = std::make_unique<cases::CaseView>(std::move(view));
    return {};
}

Result<QString> Workspace::policySet()
{
    if (!m_policySet.isEmpty())
        return m_policySet;
    QJsonArray packs;
    for (const policy::Pack& pack : m_packs->packs())
        packs.append(QJsonObject{ { u"id"_s, pack.id() }, { u"sha256"_s, QString::fromLatin1(pack.sha256) } });
    const QByteArray text = QJsonDocument(QJsonObject{ { u"packs"_s, packs } }).toJson(QJsonDocument::Compact);
    const QString set = u"packs@"_s + QString::fromLatin1(sha256Hex(text).left(12));
    DOCKET_ASSIGN(const QString adopted, m_mirror->cursor(u"policy-set"_s));
    const QStringList roles = m_log->me().roles;
    const bool mayAdopt = roles.contains(u"root"_s) || roles.contains(u"lead"_s);
    if (adopted != set && mayAdopt && m_log->isUnlocked() && !m_readOnly) {
        log::Draft draft;
        draft.kind = u"policy.adopt"_s;
        draft.payload = text;
        draft.policy = set;
        DOCKET_TRY(m_log->append({ draft }));
        DOCKET_TRY(m_mirror->setCursor(u"policy-set"_s, set));
    }
    m_policySet = set;
    return set;
}

Result<std::optional<hub::Whoami>> Workspace::hubAccount()
{
    DOCKET_ASSIGN(const QString text, m_mirror->cursor(accountCursor));
    if (text.isEmpty())
        return std::optional<hub::Whoami>();
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    hub::Whoami account;
    account.id = object[u"id"].toString();
    account.name = object[u"name"].toString();
    account.tokenRole = object[u"role"].toString();
    const QJsonArray orgs = object[u"orgs"].toArray();
    for (const auto& org : orgs)
        account.orgs.append({ org[u"name"].toString(), org[u"role"].toString() });
    return std::optional(account);
}

Status Workspace::rememberHubAccount(const hub::Whoami& account)
{
    QJsonArray orgs;
    for (const hub::Whoami::Org& org : account.orgs)
        orgs.append(QJsonObject{ { u"name"_s, org.name }, { u"role"_s, org.roleInOrg } });
    const QJsonObject object{ { u"id"_s, account.id }, { u"name"_s, account.name }, { u"role"_s, account.tokenRole },
        { u"orgs"_s, orgs } };
    return m_mirror->setCursor(accountCursor, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

} // namespace docket
