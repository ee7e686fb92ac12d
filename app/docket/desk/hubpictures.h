#pragma once

#include "core/hub/client.h"
#include "ui/review/evidencesource.h"

#include <memory>

namespace docket::app
{

/// Fetches one picture of a card from the repository it belongs to, at the pinned commit, when the reviewer asked for
/// that very one (law 4). Pictures on other sites are refused: asking for them would tell that site who looks.
/// Thread: GUI; the network has its own.
class HubPictures final : public ui::review::PictureSource
{
public:
    void setClient(const hub::Client::Config& config);
    void fetch(const RepoKey& repo, const QString& commit, const card::Picture& picture, QObject* receiver,
        std::function<void(Result<ui::review::PictureBytes>)> done) override;

    /// The path inside `repo` that a card's picture address names: relative, or an address of the Hub at `endpoint` for
    /// the same repository. Unsupported for any other site, Validation when it leads out of the repository. Pure.
    static Result<QString> pathIn(const RepoKey& repo, const QString& endpoint, const QString& address);
    /// The largest picture fetched, bytes.
    static constexpr qint64 largest = qint64(16) * 1024 * 1024;

private:
    hub::Client::Config m_config;
    std::unique_ptr<hub::Client> m_client; ///< made with the first picture
};

} // namespace docket::app
