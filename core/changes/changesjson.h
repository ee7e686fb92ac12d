#pragma once

#include "core/changes/revisionchanges.h"

#include <QJsonObject>

namespace docket::changes
{

/// The whole comparison for scripts. Line numbers and ranges as in core/card/diff.h, lines from 1; ranges are
/// [start, length] in UTF-16 units.
QJsonObject toJson(const RevisionChanges& changes);

} // namespace docket::changes
