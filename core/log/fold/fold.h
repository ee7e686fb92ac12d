#pragma once

#include "core/log/fold/casestate.h"
#include "core/log/fold/foldpolicy.h"

#include <span>

namespace docket::log
{

/// One entry as the fold sees it.
struct FoldEntry {
    Entry entry;
    std::optional<QByteArray> payload; ///< nullopt when there is none or it was erased
    QString person; ///< who owned the device at that sequence number; empty when not enrolled
    QStringList roles; ///< the author's roles at that sequence number
    bool forked = false; ///< the device is known to have forked; see CaseState::forkedAuthors
};

/// Folds the entries of one case, given in any order, with or without duplicates (audit.md 4.6; FORMAT.md 5). Pure:
/// reads no clock, no locale, no random source. Entries of other cases must not be among them. `policies` are the
/// adopted policy sets, see Authority::policies(). Both branches of a fork are folded, as what happened at the same
/// time.
CaseState foldCase(std::span<const FoldEntry> entries, const PolicyOrders& policies = {});

} // namespace docket::log
