#include "core/base/subject.h"

namespace docket
{

using namespace Qt::StringLiterals;

QString repoKindName(RepoKind kind)
{
    switch (kind) {
    case RepoKind::Model:
        return u"model"_s;
    case RepoKind::Dataset:
        return u"dataset"_s;
    case RepoKind::Space:
        return u"space"_s;
    }
    return {};
}

QString repoKindPlural(RepoKind kind)
{
    return repoKindName(kind) + u's';
}

Result<RepoKind> repoKindFromName(QStringView name)
{
    for (const RepoKind kind : { RepoKind::Model, RepoKind::Dataset, RepoKind::Space }) {
        if (name == repoKindName(kind) || name == repoKindPlural(kind))
            return kind;
    }
    return fail(
        ErrorCode::Validation, u"repository kind \"%1\""_s.arg(name), u"unknown"_s, u"use model, dataset or space"_s);
}

Result<RepoKey> RepoKey::parse(QStringView key)
{
    const qsizetype colon = key.indexOf(u':');
    if (colon <= 0 || colon + 1 == key.size()) {
        return fail(ErrorCode::Validation, u"repository \"%1\""_s.arg(key), u"not of the form kind:namespace/name"_s,
            u"write for example model:acme/portrait"_s);
    }
    DOCKET_ASSIGN(const RepoKind kind, repoKindFromName(key.left(colon)));
    const QString id = key.mid(colon + 1).toString();
    if (id.count(u'/') > 1 || id.startsWith(u'/') || id.endsWith(u'/') || id.contains(u' ')) {
        return fail(ErrorCode::Validation, u"repository \"%1\""_s.arg(key), u"\"%1\" is not namespace/name"_s.arg(id),
            u"write for example model:acme/portrait"_s);
    }
    return RepoKey{ kind, id };
}

QString Subject::key() const
{
    return thread > 0 ? repo.key() + u'#' + QString::number(thread) : repo.key();
}

QString Subject::title() const
{
    return thread > 0 ? repo.id + u" #"_s + QString::number(thread) : repo.id;
}

Result<Subject> Subject::parse(QStringView key)
{
    Subject subject;
    const qsizetype hash = key.lastIndexOf(u'#');
    if (hash >= 0) {
        bool ok = false;
        subject.thread = key.mid(hash + 1).toInt(&ok);
        if (!ok || subject.thread <= 0) {
            return fail(ErrorCode::Validation, u"subject \"%1\""_s.arg(key), u"no thread number after #"_s,
                u"write for example model:acme/portrait#12"_s);
        }
    }
    DOCKET_ASSIGN(subject.repo, RepoKey::parse(hash >= 0 ? key.left(hash) : key));
    return subject;
}

} // namespace docket
