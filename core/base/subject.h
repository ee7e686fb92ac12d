#pragma once

#include "core/base/result.h"

#include <QHashFunctions>
#include <QString>

namespace docket
{

enum class RepoKind { Model, Dataset, Space };

/// "model", "dataset", "space": the singular word of the Hub's JSON (hub-api 1.3) and of our own files.
QString repoKindName(RepoKind kind);
/// "models", "datasets", "spaces": the plural used in the Hub's API paths.
QString repoKindPlural(RepoKind kind);
Result<RepoKind> repoKindFromName(QStringView name);

/// A repository on the Hub: kind and "namespace/name" (one old segment is possible).
struct RepoKey {
    RepoKind kind = RepoKind::Model;
    QString id;

    /// "model:acme/portrait"
    QString key() const { return repoKindName(kind) + u':' + id; }
    /// "acme", or the whole id when it has one segment.
    QString nameSpace() const { return id.section(u'/', 0, 0); }
    static Result<RepoKey> parse(QStringView key);
    bool operator==(const RepoKey&) const = default;
};

inline size_t qHash(const RepoKey& key, size_t seed = 0)
{
    return qHashMulti(seed, static_cast<int>(key.kind), key.id);
}

/// What a case is about: a repository, or one thread (discussion or pull request) of it.
/// A report opened on a repository has the repository as its subject; a reported comment has its thread.
struct Subject {
    RepoKey repo;
    int thread = 0; ///< discussion number, 0 for the repository itself

    /// "model:acme/portrait" or "model:acme/portrait#12"
    QString key() const;
    /// "acme/portrait" or "acme/portrait #12", for titles.
    QString title() const;
    static Result<Subject> parse(QStringView key);
    bool operator==(const Subject&) const = default;
};

inline size_t qHash(const Subject& subject, size_t seed = 0)
{
    return qHashMulti(seed, subject.repo, subject.thread);
}

} // namespace docket
