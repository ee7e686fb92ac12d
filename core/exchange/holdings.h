#pragma once

#include "core/log/store/store.h"

#include <QHash>

namespace docket::exchange
{

class Bundle;

/// How much of each log somebody holds, by device name. What is not named, they hold nothing of.
struct Holding {
    qint64 size = 0;
    std::optional<log::Hash> root; ///< of the first `size` entries, where they said so
};
using Holdings = QHash<QByteArray, Holding>;

/// What a device says, in its own log as far as it is held here, that it holds: its newest log.seen, import.made and
/// export.made, and its own log. Empty when nothing of it is known.
Result<Holdings> holdingsOf(log::Store& store, const QByteArray& device);
/// The same without its own log: only what it wrote down about the others.
Result<Holdings> saidBy(log::Store& store, const QByteArray& device);
/// What the maker of a bundle held when it was made.
Holdings holdingsFrom(Bundle& bundle);
/// What all of them hold: the smaller of each.
Holdings commonHoldings(const QList<Holdings>& all);

} // namespace docket::exchange
