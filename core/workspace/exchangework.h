#pragma once

#include "core/exchange/exportbundle.h"
#include "core/exchange/importbundle.h"
#include "core/workspace/workspace.h"

namespace docket
{

/// What somebody chose to hand over.
struct ExportChoice {
    QString file;
    QList<exchange::Recipient> to; ///< empty: signed headers only, no payloads
    QList<Subject> cases; ///< not empty: a work pack of these
    bool since = false; ///< only what all recipients lack, by what they last said they hold
    QString sinceBundle; ///< a bundle of theirs that says what they hold; may be empty
};

/// Exchange of work by file (audit.md 4.11): what the GUI and docketctl both call. Thread: that of the workspace.
class ExchangeWork
{
public:
    explicit ExchangeWork(Workspace& workspace) : m_workspace(workspace) { }

    /// Everybody that payloads can be encrypted to, this device too.
    Result<QList<exchange::Recipient>> people();
    /// See exchange::recipientsFor().
    Result<QList<exchange::Recipient>> recipientsFor(const QStringList& words);
    /// Subjects of cases given by id, beginning of an id, or subject. NotFound.
    Result<QList<Subject>> casesNamed(const QStringList& words);
    /// Subjects of the cases of a queue in its order, at most `limit` (0: all).
    Result<QList<Subject>> casesOf(const cases::QueueQuery& query, qint64 limit);

    Result<exchange::ExportResult> exportTo(
        const ExportChoice& choice, const exchange::Progress& progress = {}, const std::stop_token& stop = {});
    Result<exchange::ImportPreview> inspect(
        const QString& file, const exchange::Progress& progress = {}, const std::stop_token& stop = {});
    /// Imports and brings the view up to date; `changed` gets the cases that are different now.
    Result<exchange::ImportResult> importFrom(const QString& file, const exchange::Progress& progress = {},
        const std::stop_token& stop = {}, QList<QByteArray>* changed = nullptr);

private:
    Workspace& m_workspace;
};

} // namespace docket
