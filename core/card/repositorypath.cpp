#include "core/card/repositorypath.h"

#include <QDir>
#include <QUrl>

namespace docket::card
{

using namespace Qt::StringLiterals;

Result<QString> repositoryPath(const RepoKey& repo, const QString& endpoint, const QString& address)
{
    const QUrl url(address, QUrl::StrictMode);
    const QString thing = u"picture %1"_s.arg(address.left(120));
    if (!url.isValid())
        return fail(ErrorCode::Validation, thing, u"its address cannot be read"_s);
    QString path = url.path(QUrl::FullyDecoded);
    if (!url.scheme().isEmpty() || !url.host().isEmpty()) {
        const QUrl hub(endpoint);
        if (url.host() != hub.host() || url.port() != hub.port() || url.scheme() != hub.scheme())
            return fail(ErrorCode::Unsupported, thing, u"it lies on %1, not on the Hub"_s.arg(url.host()));
        // /ns/name/resolve/<revision>/path, with datasets/ or spaces/ in front
        const QString kind = repo.kind == RepoKind::Model ? QString() : repoKindPlural(repo.kind) + u'/';
        for (const QString& verb : { u"resolve"_s, u"raw"_s, u"blob"_s }) {
            const QString front = u'/' + kind + repo.id + u'/' + verb + u'/';
            if (path.startsWith(front))
                return repositoryPath(repo, endpoint, path.mid(front.size()).section(u'/', 1));
        }
        return fail(
            ErrorCode::Unsupported, thing, u"it belongs to another repository"_s, u"open that repository to see it"_s);
    }
    path = QDir::cleanPath(path.startsWith(u'/') ? path.mid(1) : path);
    if (path.isEmpty() || path == u"." || path == u".." || path.startsWith(u"../"_s))
        return fail(ErrorCode::Validation, thing, u"it leads out of the repository"_s);
    return path;
}

QString hostOf(const QString& address)
{
    return QString::fromLatin1(QUrl::toAce(QUrl(address, QUrl::StrictMode).host(QUrl::FullyDecoded))).toLower();
}

} // namespace docket::card
