#pragma once

#include "core/cases/caserow.h"
#include "core/cases/queuequery.h"

#include <QObject>

#include <functional>
#include <optional>

namespace docket::ui::models
{

/// How long a query's list is and where its pages begin.
struct QueueSpan {
    qint64 total = 0; ///< exact number of rows
    /// `keys[i]` is the key of row `i * step`: the page after it begins at row `i * step + 1`.
    QList<cases::PageKey> keys;
};

/// Where queue rows come from. Every call returns at once and answers later through its callback, on the thread of
/// `context`; a context that is gone gets no answer. The production source asks the workspace on its own thread, tests
/// and pictures bring their own. Calls are answered in the order they were made.
/// Thread: GUI.
class QueueSource
{
public:
    template <typename T> using Callback = std::function<void(Result<T>)>;
    virtual ~QueueSource() = default;

    /// Up to `limit` rows after `after` (nullopt: from the top).
    virtual void page(const cases::QueueQuery& query, const std::optional<cases::PageKey>& after, int limit,
        QObject* context, Callback<QList<cases::CaseRow>> answer)
        = 0;
    /// Walks the whole index once, off the GUI thread; a newer call may supersede an older one that has not begun,
    /// which is then answered with Cancelled.
    virtual void span(const cases::QueueQuery& query, int step, QObject* context, Callback<QueueSpan> answer) = 0;
    /// Counted to at most `cap`.
    virtual void count(const cases::QueueQuery& query, qint64 cap, QObject* context, Callback<qint64> answer) = 0;
    /// The rows of these cases as they are now, in any order; those that are gone are left out.
    virtual void rows(const QList<QByteArray>& caseIds, QObject* context, Callback<QList<cases::CaseRow>> answer) = 0;
    /// Cases whose title, subject or author fit the words, best first: for the palette.
    virtual void search(const QString& words, int limit, QObject* context, Callback<QList<cases::CaseRow>> answer) = 0;
};

/// What the queue does to a case; same threads and answers as QueueSource.
class CaseActs
{
public:
    using Answer = std::function<void(Status)>;
    virtual ~CaseActs() = default;
    virtual void claim(const QByteArray& caseId, QObject* context, Answer answer) = 0;
    virtual void release(const QByteArray& caseId, QObject* context, Answer answer) = 0;
};

} // namespace docket::ui::models
