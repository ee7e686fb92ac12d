#pragma once

#include "core/policy/anchor.h"
#include "core/sync/mirror.h"

#include <QStringList>

namespace docket
{

/// Every anchor of evidence in a payload of the log, wherever it stands: answers, annotations.
QList<policy::Anchor> anchorsIn(const QByteArray& payload);

/// SHA-256 of each text of the repository in the mirror that holds what the anchors quote, sorted: cards, answers of
/// the dataset viewer, comments and diffs, those of now and those of before. Of a short quote, which may stand
/// anywhere by chance, only in the place that the anchor names. Reads all that is stored of the repository: seconds
/// for a large one, never on the GUI thread.
Result<QStringList> quotedTexts(sync::Mirror& mirror, const RepoKey& repo, const QList<policy::Anchor>& anchors);

} // namespace docket
