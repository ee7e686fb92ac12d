#pragma once

#include "core/base/result.h"
#include "core/base/subject.h"

#include <QString>

namespace docket::card
{

/// The path inside `repo` that an address of its card names: relative, or an address of the Hub at `endpoint` for the
/// same repository (any revision). Errors: Unsupported for another site or repository, Validation when it cannot be
/// read or leads out of the repository. Pure.
Result<QString> repositoryPath(const RepoKey& repo, const QString& endpoint, const QString& address);

/// Host of a web address or of "//host/…", lower case and in ASCII; empty for a path of the repository.
QString hostOf(const QString& address);

} // namespace docket::card
