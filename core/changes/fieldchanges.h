#pragma once

#include "core/card/frontmatter.h"

namespace docket::changes
{

enum class ChangeKind { Added, Removed, Changed, Renamed, Reordered };
/// "added", "removed", "changed", "renamed", "reordered".
QString changeKindName(ChangeKind kind);

/// A field of the metadata that differs.
struct FieldChange {
    ChangeKind kind = ChangeKind::Changed; ///< Reordered: the same items in another order, which seldom means anything
    QString path; ///< "license", "dataset_info.features[2].dtype"
    QString before; ///< value as one line, at most 500 characters; empty when added
    QString after;
    QStringList removedItems; ///< of a list of words, which counts as a set
    QStringList addedItems;
    int lineBefore = 0; ///< 1-based line in the card; 0 when added
    int lineAfter = 0;
    /// Changes what may be done with the artifact or who sees it: licence, base model, gating, audience.
    bool weighty = false;
    bool operator==(const FieldChange&) const = default;
};

/// Field by field, in the author's order of the newer card, what was removed at the place where it stood; at most
/// `maximum`. Pure.
QList<FieldChange> compareFields(const card::FrontMatter& before, const card::FrontMatter& after, int maximum = 2000);

} // namespace docket::changes
