#pragma once

#include "core/card/render.h"
#include "core/hub/types.h"
#include "core/sync/mirror.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

/// What the evidence pane shows, as values: made on the worker thread of an EvidenceSource, read on the GUI thread.
namespace docket::ui::review
{

/// The head of the pane and the counts on its tabs.
struct Overview {
    Subject subject;
    std::optional<sync::RepoRecord> repo; ///< nullopt: never fetched
    std::optional<sync::CardRecord> card;
    QList<hub::Report> reports; ///< on the subject
    QDateTime pinned; ///< when the card was fetched, UTC
    int fileCount = 0;
    int threadCount = 0;
    int warningCount = 0; ///< files with a scan result that is neither safe nor pending
    int tableCount = 0; ///< tables of a data set that are stored
};

/// A card as pinned, rendered. No record: the Hub has no card for it, or it was never fetched (see `repo` state).
struct CardEvidence {
    std::optional<sync::CardRecord> record;
    QByteArray source; ///< bytes as stored
    card::RenderedCard rendered;

    /// Names the page: which card, and which part of it.
    QByteArray page() const { return record->sha256 + '@' + QByteArray::number(rendered.from.byte); }
};

struct FilesSummary {
    int files = 0;
    qint64 bytes = 0; ///< of the real files, LFS included; -1 when the tree was not walked
    int inLfs = 0;
    qint64 bytesInLfs = 0;
    bool cut = false; ///< more files than were counted
    QHash<QString, QString> warnings; ///< path → level, of files whose scan found something
    bool scanned = false; ///< the Hub's scan of the repository is complete
    QString commit;
    std::optional<Error> error; ///< of the last fetch
};

/// One stored answer of the viewer that the Data tab can open, or the reason why there is none.
struct TableName {
    QString config;
    QString split;
    QString path() const { return config + u'/' + split; }
    bool operator==(const TableName&) const = default;
};

/// A comment with its Markdown rendered by the card's rules.
struct ThreadEvidence {
    hub::Thread thread;
    QHash<QString, card::RenderedCard> comments; ///< by event id; hidden and empty ones are absent
    QHash<QString, QList<sync::EarlierComment>> earlier; ///< texts before edits, by event id, oldest first
};

} // namespace docket::ui::review
