#include "app/docket/desk/hubpictures.h"

#include "core/card/repositorypath.h"
#include "core/policy/viewing.h"
#include "ui/review/passage.h"

#include <QCryptographicHash>
#include <QFutureWatcher>
#include <QRegularExpression>

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::review::PictureBytes;

namespace
{

/// A commit, or nothing for a branch: evidence names what cannot move.
QString pinned(const QString& revision)
{
    static const QRegularExpression commit(u"\\A[0-9a-f]{40}\\z"_s);
    return commit.match(revision).hasMatch() ? revision : QString();
}

} // namespace

struct HubPictures::Errand {
    ui::review::PictureRequest request;
    Place place;
    QPointer<QObject> receiver;
    std::function<void(qint64)> progress;
    std::function<void(Result<PictureBytes>)> done;
    quint64 ticket = 0;

    /// What the bytes are kept under in the workspace.
    QString address() const { return place.repo.id.isEmpty() ? place.url.toString(QUrl::FullyEncoded) : place.path; }
    QString commit() const { return place.repo.id.isEmpty() ? QString() : place.revision; }
    RepoKey keeper() const { return place.repo.id.isEmpty() ? request.repo : place.repo; }
};

HubPictures::HubPictures(WorkspaceThread& workspace) : m_workspace(workspace) { }

HubPictures::~HubPictures()
{
    HubPictures::cancel();
}

void HubPictures::setClient(const hub::Client::Config& config)
{
    m_config = config;
    m_client.reset();
}

void HubPictures::cancel()
{
    ++m_ticket;
    m_stop.request_stop();
    m_stop = std::stop_source();
    for (const QPointer<ForeignPicture>& foreign : std::as_const(m_foreign))
        delete foreign.data();
    m_foreign.clear();
}

Result<HubPictures::Place> HubPictures::placeOf(
    const RepoKey& repo, const QString& commit, const QString& endpoint, const QString& address)
{
    // The card's own repository is read at the commit of the card, whatever branch the address names.
    const auto path = card::repositoryPath(repo, endpoint, address);
    if (path)
        return Place{ repo, commit, *path, {} };
    if (path.error().code != ErrorCode::Unsupported)
        return fail(path.error());
    QUrl url(address, QUrl::StrictMode);
    if (url.scheme().isEmpty())
        url.setScheme(u"https"_s); // "//host/path"
    const QUrl hub(endpoint);
    if (url.host() == hub.host() && url.port() == hub.port() && url.scheme() == hub.scheme()) {
        static const QRegularExpression file(
            uR"(\A/(datasets/|spaces/)?([\w.-]{1,96}/[\w.-]{1,96})/(?:resolve|raw|blob)/([^/]{1,200})/(.+)\z)"_s);
        if (const auto match = file.match(url.path(QUrl::FullyDecoded)); match.hasMatch()) {
            const RepoKey other{ match.captured(1).startsWith(u'd') ? RepoKind::Dataset
                    : match.captured(1).startsWith(u's')            ? RepoKind::Space
                                                                    : RepoKind::Model,
                match.captured(2) };
            DOCKET_ASSIGN(const QString inside, card::repositoryPath(other, endpoint, match.captured(4)));
            return Place{ other, match.captured(3), inside, {} };
        }
    }
    DOCKET_TRY(ForeignPicture::check(url));
    return Place{ {}, {}, {}, url };
}

void HubPictures::fetch(const ui::review::PictureRequest& request, QObject* receiver,
    std::function<void(qint64)> progress, std::function<void(Result<PictureBytes>)> done)
{
    auto errand = std::make_shared<Errand>();
    errand->request = request;
    errand->receiver = receiver;
    errand->progress = std::move(progress);
    errand->ticket = m_ticket;
    errand->done = [this, guard = QPointer(receiver), ticket = m_ticket, done = std::move(done)](
                       const Result<PictureBytes>& result) {
        // Never from within the question itself.
        QMetaObject::invokeMethod(
            this,
            [this, guard, ticket, done, result] {
                if (guard && ticket == m_ticket)
                    done(result);
            },
            Qt::QueuedConnection);
    };
    // The same rule as the card's boxes go by: this is where the network begins.
    if (!policy::ViewingRule{ request.viewing, {}, {}, false }.mayShowMedia())
        return errand->done(fail(ErrorCode::Forbidden, request.picture.title(),
            u"the policy closes the pictures of this case"_s, u"escalate the case"_s));
    auto place = placeOf(request.repo, request.commit, m_config.endpoint, request.picture.url);
    if (!place)
        return errand->done(fail(place.error()));
    if (request.picture.bytes > largest)
        return errand->done(fail(ErrorCode::LimitExceeded, request.picture.title(),
            u"%1 bytes, more than %2"_s.arg(request.picture.bytes).arg(largest), u"look at it on the Hub"_s));
    errand->place = std::move(*place);
    readStored(errand);
}

void HubPictures::readStored(const Shared& errand)
{
    using Found = std::optional<PictureBytes>;
    const auto read = [errand](Workspace& workspace) -> Result<Found> {
        DOCKET_ASSIGN(
            const auto record, workspace.mirror().picture(errand->keeper(), errand->commit(), errand->address()));
        if (!record)
            return Found();
        auto bytes = workspace.mirror().blob(record->sha256);
        if (!bytes) // erased or damaged: it can be fetched again
            return Found();
        return Found(PictureBytes{ std::move(*bytes), record->type.toLatin1(), record->address, pinned(record->commit),
            QString::fromLatin1(record->sha256), record->fetchedAt, true, {} });
    };
    m_workspace.ask<Found>(this, read, [this, errand](const Result<Found>& found) {
        if (errand->ticket != m_ticket)
            return;
        if (found && *found)
            errand->done(**found);
        else if (errand->place.repo.id.isEmpty())
            askOther(errand);
        else
            askHub(errand);
    });
}

void HubPictures::askHub(const Shared& errand)
{
    if (m_config.endpoint.isEmpty())
        return errand->done(
            fail(ErrorCode::Network, errand->place.path, u"no Hub is set"_s, u"open a workspace first"_s));
    if (!m_client)
        m_client = std::make_unique<hub::Client>(m_config);
    hub::CallOptions options;
    options.stop = m_stop.get_token();
    options.deadlineMs = 120'000;
    options.patienceMs = 10'000; // somebody sits and waits
    options.progress = [this, errand](qint64 bytes) {
        QMetaObject::invokeMethod(
            this,
            [this, errand, bytes] {
                if (errand->ticket == m_ticket && errand->receiver)
                    errand->progress(bytes);
            },
            Qt::QueuedConnection);
    };
    auto* watcher = new QFutureWatcher<Result<hub::RawFile>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, errand] {
        watcher->deleteLater();
        if (errand->ticket != m_ticket)
            return;
        const Result<hub::RawFile> file = watcher->result();
        if (file)
            keep(errand, file->bytes, file->commit.isEmpty() ? errand->commit() : file->commit);
        else
            errand->done(fail(file.error()));
    });
    const Place& place = errand->place;
    watcher->setFuture(m_client->rawFile(place.repo, place.revision, place.path, largest, options));
}

void HubPictures::askOther(const Shared& errand)
{
    ForeignPicture::Rules rules;
    rules.hosts = errand->request.agreedHosts;
    rules.limit = largest;
    rules.ownNetwork = m_ownNetwork;
    auto* foreign = new ForeignPicture(errand->place.url, rules, this);
    m_foreign.append(foreign);
    foreign->progress = [errand](qint64 bytes) {
        if (errand->receiver)
            errand->progress(bytes);
    };
    foreign->done = [this, errand, foreign](const Result<ForeignPicture::Answer>& answer) {
        m_foreign.removeAll(foreign);
        foreign->deleteLater();
        if (!answer) {
            errand->done(fail(answer.error()));
        } else if (!answer->otherHost.isEmpty()) {
            PictureBytes ask;
            ask.askHost = answer->otherHost;
            errand->done(ask);
        } else {
            keep(errand, answer->bytes, {});
        }
    };
    foreign->start();
}

void HubPictures::keep(const Shared& errand, const QByteArray& bytes, const QString& commit)
{
    const auto work = [errand, bytes, commit = pinned(commit)](Workspace& workspace) -> Result<PictureBytes> {
        PictureBytes out{ bytes, ui::review::pictureType(bytes), errand->address(), commit,
            QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()),
            workspace.clock().now(), false, {} };
        if (out.mimeType.isEmpty() || workspace.isReadOnly())
            return out; // what is no picture is not kept
        const auto kept = [&]() -> Status {
            DOCKET_ASSIGN(const QByteArray hash, workspace.mirror().blobs().put(bytes));
            return workspace.mirror().storePicture(errand->keeper(),
                { out.path, errand->commit(), hash, bytes.size(), QString::fromLatin1(out.mimeType), out.fetchedAt });
        }();
        out.stored = kept.has_value();
        return out;
    };
    m_workspace.ask<PictureBytes>(this, work, [this, errand](const Result<PictureBytes>& picture) {
        if (errand->ticket == m_ticket)
            errand->done(picture);
    });
}

} // namespace docket::app
