#pragma once

#include "core/log/fold/authority.h"
#include "core/workspace/workspace.h"

namespace docket
{

/// What would go with an entry, for the person who is asked to confirm.
struct ErasureScope {
    QList<log::EntryId> entries; ///< the one asked for and those that repeat its text
    /// SHA-256 of evidence: files that it names, and texts of the Hub that hold what it quotes (quotedTexts()). May be
    /// emptied when the evidence is to stay.
    QStringList blobs;
};

/// Legal erasure (audit.md 4.9): one person asks, another one with the role privacy approves, then every device that
/// hears of it erases payload, salt, evidence, view and search index, and reports it. Nothing of the chain, the tree or
/// the proofs changes. What is kept of the Hub is erased where the request names it by the SHA-256 of its bytes, newest
/// or past, and is not stored again when a sync or a bundle brings the same bytes. Thread: that of the workspace.
class RedactionWork
{
public:
    explicit RedactionWork(Workspace& workspace) : m_workspace(workspace) { }

    /// What a request for this entry should cover: with a decision also the acts that carry its notice.
    /// Validation for entries that must stay (keys, roles) or that have no payload.
    Result<ErasureScope> scopeOf(const log::EntryId& entry);
    /// `basis` is one of bases(). The entry of the request.
    Result<log::EntryId> request(const ErasureScope& scope, const QString& basis, const QString& text);
    /// Validation without the role privacy, or when the request is one's own; NotFound. Erases at once.
    Status approve(const log::EntryId& request);
    /// Requests that wait for a second person.
    Result<QList<log::PendingRedaction>> pending();
    /// Why `approve` would be refused; nullopt when it would not.
    Result<std::optional<Error>> whyNotApprove(const log::PendingRedaction& request);
    /// Does what is left to do for redactions that are complete: evidence, view.db, free pages, the report. Called by
    /// Workspace::refreshView(). False when another program kept hub.db busy: to be called again.
    Result<bool> settle();

    /// "gdpr-17", "court-order", "safety", "other".
    static QStringList bases();

private:
    Workspace& m_workspace;
};

} // namespace docket
