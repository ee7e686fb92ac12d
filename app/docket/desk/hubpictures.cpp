#include "app/docket/desk/hubpictures.h"

#include <QDir>
#include <QFutureWatcher>
#include <QUrl>

namespace docket::app
{

using namespace Qt::StringLiterals;

void HubPictures::setClient(const hub::Client::Config& config)
{
    m_config = config;
    m_client.reset();
}

Result<QString> HubPictures::pathIn(const RepoKey& repo, const QString& endpoint, const QString& address)
{
    const QUrl url(address, QUrl::StrictMode);
    const QString thing = u"picture %1"_s.arg(address.left(120));
    if (!url.isValid())
        return fail(ErrorCode::Validation, thing, u"its address cannot be read"_s);
    QString path = url.path(QUrl::FullyDecoded);
    if (!url.scheme().isEmpty() || !url.host().isEmpty()) {
        const QUrl hub(endpoint);
        if (url.host() != hub.host() || url.port() != hub.port() || url.scheme() != hub.scheme()) {
            return fail(ErrorCode::Unsupported, thing, u"it lies on %1, not on the Hub"_s.arg(url.host()),
                u"Docket does not ask other sites for pictures"_s);
        }
        // /ns/name/resolve/<revision>/path, with datasets/ or spaces/ in front
        const QString kind = repo.kind == RepoKind::Model ? QString() : repoKindPlural(repo.kind) + u'/';
        for (const QString& verb : { u"resolve"_s, u"raw"_s, u"blob"_s }) {
            const QString front = u'/' + kind + repo.id + u'/' + verb + u'/';
            if (path.startsWith(front))
                return pathIn(repo, endpoint, path.mid(front.size()).section(u'/', 1));
        }
        return fail(
            ErrorCode::Unsupported, thing, u"it belongs to another repository"_s, u"open that repository to see it"_s);
    }
    path = QDir::cleanPath(path.startsWith(u'/') ? path.mid(1) : path);
    if (path.isEmpty() || path == u"." || path == u".." || path.startsWith(u"../"_s))
        return fail(ErrorCode::Validation, thing, u"it leads out of the repository"_s);
    return path;
}

void HubPictures::fetch(const RepoKey& repo, const QString& commit, const card::Picture& picture, QObject* receiver,
    std::function<void(Result<ui::review::PictureBytes>)> done)
{
    using ui::review::PictureBytes;
    const auto answer = [receiver, done](Result<PictureBytes> result) {
        QMetaObject::invokeMethod(
            receiver, [done, result] { done(result); }, Qt::QueuedConnection);
    };
    const auto path = pathIn(repo, m_config.endpoint, picture.url);
    if (!path)
        return answer(fail(path.error()));
    if (m_config.endpoint.isEmpty())
        return answer(fail(ErrorCode::Network, *path, u"no Hub is set"_s, u"open a workspace first"_s));
    if (!m_client)
        m_client = std::make_unique<hub::Client>(m_config);
    auto* watcher = new QFutureWatcher<Result<hub::RawFile>>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver, [watcher, done] {
        watcher->deleteLater();
        const Result<hub::RawFile> file = watcher->result();
        if (!file)
            return done(fail(file.error()));
        // What kind it is, and whether it is shown at all, the pane reads from the bytes.
        done(PictureBytes{ file->bytes, {} });
    });
    watcher->setFuture(m_client->rawFile(repo, commit, *path, largest));
}

} // namespace docket::app
