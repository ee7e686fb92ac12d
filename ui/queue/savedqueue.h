#pragma once

#include <QList>
#include <QString>

namespace docket::ui::queue
{

/// A queue by name: a filter one comes back to, with a live count.
struct SavedQueue {
    QString id; ///< stable: "open", "mine"
    QString name; ///< translated
    QString filter;
    qint64 count = -1; ///< rows, capped; -1 while it is not known
};

/// The queues every workspace begins with.
QList<SavedQueue> standardQueues();
/// "214", "10,000+", or empty while it is not known.
QString countText(qint64 count);
/// Counting stops here; above it people need no number.
inline constexpr qint64 countCap = 10'001;

} // namespace docket::ui::queue
