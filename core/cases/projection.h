#pragma once

#include "core/cases/caserow.h"
#include "core/sync/mirror.h"

#include <QHash>

namespace docket::cases
{

/// Version of the rules below; view.db is rebuilt when it differs.
inline constexpr int projectionVersion = 2;

/// Everything a row is computed from.
struct ProjectionInput {
    log::CaseId caseId;
    Subject subject;
    QList<hub::Report> reports;
    std::optional<sync::RepoRecord> repo;
    std::optional<sync::CardRecord> card;
    log::CaseState state;
    QString mePerson; ///< this workspace's reviewer
    QHash<QString, QString> names; ///< person -> name
    QDateTime now; ///< UTC; only decides whether a claim has run out
};

/// The row of one case. Pure.
CaseRow project(const ProjectionInput& input);

/// Hours until a case of this severity is due, counted from its first open report: an S4 within the hour that
/// policies.md sets for safety escalations, the rest a working rhythm that overlays may change.
int dueHours(Severity severity);

} // namespace docket::cases
