#pragma once

#include "app/docket/desk/foreignpicture.h"
#include "core/hub/client.h"
#include "core/workspace/workspacethread.h"
#include "ui/review/evidencesource.h"

#include <memory>
#include <stop_token>

namespace docket::app
{

/// Pictures of cards, when the reviewer asked for that very one (law 4): from the workspace where they were seen
/// before, which needs no network; else from the Hub at the pinned commit; else from another host, once the reviewer
/// agreed that it is asked. What is a picture by its bytes is kept in the workspace as evidence: by SHA-256, with where
/// and when. Nothing is fetched or read for a case whose policy closes it. Thread: GUI; disk, hashes and the Hub have
/// their own.
class HubPictures final : public QObject, public ui::review::PictureSource
{
    Q_OBJECT
public:
    explicit HubPictures(WorkspaceThread& workspace);
    ~HubPictures() override;

    void setClient(const hub::Client::Config& config);
    void fetch(const ui::review::PictureRequest& request, QObject* receiver, std::function<void(qint64)> progress,
        std::function<void(Result<ui::review::PictureBytes>)> done) override;
    void cancel() override;

    /// Where the bytes of a picture are to be had.
    struct Place {
        RepoKey repo; ///< on the Hub; an empty id: on another host
        QString revision;
        QString path;
        QUrl url; ///< on another host
    };
    /// Relative addresses and the Hub's own for files lead to the Hub, all others to other hosts. Validation when the
    /// address cannot be read or leads out of the repository. Pure.
    static Result<Place> placeOf(
        const RepoKey& repo, const QString& commit, const QString& endpoint, const QString& address);
    /// The largest picture fetched, bytes.
    static constexpr qint64 largest = qint64(16) * 1024 * 1024;
    /// For tests: servers of this machine count as other hosts.
    void allowOwnNetwork() { m_ownNetwork = true; }

private:
    struct Errand;
    using Shared = std::shared_ptr<Errand>;
    void readStored(const Shared& errand);
    void askHub(const Shared& errand);
    void askOther(const Shared& errand);
    void keep(const Shared& errand, const QByteArray& bytes, const QString& commit);

    WorkspaceThread& m_workspace;
    hub::Client::Config m_config;
    std::unique_ptr<hub::Client> m_client; ///< made with the first picture
    std::stop_source m_stop;
    QList<QPointer<ForeignPicture>> m_foreign;
    quint64 m_ticket = 0;
    bool m_ownNetwork = false;
};

} // namespace docket::app
