#pragma once

#include "core/card/diff.h"
#include "core/changes/filechanges.h"
#include "core/changes/tablechanges.h"

#include <stop_token>

namespace docket::changes
{

/// Whether a part of two revisions could be compared.
enum class Compared {
    Both,
    OnlyAfter, ///< it is not stored for the older revision (never fetched, or erased)
    OnlyBefore,
    Neither,
};
/// "both", "only-after", "only-before", "neither".
QString comparedName(Compared compared);

/// What sets two revisions of a repository apart.
struct RevisionChanges {
    sync::RevisionHead from;
    sync::RevisionHead to;
    Compared cardState = Compared::Neither;
    card::CardDiff card; ///< where both are stored
    QString cardPath;
    QByteArray cardSha256; ///< of the newer card
    bool metadataReadable = true; ///< false: one of the metadata blocks is no YAML; `card` shows it as text
    QList<FieldChange> fields;
    Compared filesState = Compared::Neither;
    QList<FileChange> files;
    Compared tablesState = Compared::Neither;
    QList<TableChange> tables;

    int columnCount() const;
    int rowCount() const;
    /// Nothing that was compared differs.
    bool isEmpty() const { return card.blocks.empty() && fields.isEmpty() && files.isEmpty() && tables.isEmpty(); }
};

/// Pure, thread-safe; a worker's job. Stops between its parts when asked to; what is returned then is incomplete.
RevisionChanges compareRevisions(
    const sync::Revision& from, const sync::Revision& to, const std::stop_token& stop = {});
/// The card's part alone, of two texts.
RevisionChanges compareCards(const QByteArray& from, const QByteArray& to);

} // namespace docket::changes
