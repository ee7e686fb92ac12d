#pragma once

#include "core/workspace/exchangework.h"

#include <QObject>

#include <functional>
#include <stop_token>

namespace docket::ui::exchange
{

namespace core = docket::exchange;

/// What is to be handed over.
struct ExportWish {
    enum class Scope { All, Since, Cases };
    QString file;
    QList<core::Recipient> to;
    Scope scope = Scope::All;
    QString filter; ///< of the queue whose cases are packed
    int limit = 0; ///< 0: all of them
};

/// Where the screen's data comes from: the workspace, or a fixture. Answers come on the receiver's thread and are
/// dropped when it is gone; progress likewise.
class ExchangeSource
{
public:
    virtual ~ExchangeSource() = default;
    virtual void people(QObject* receiver, std::function<void(Result<QList<core::Recipient>>)> done) = 0;
    /// How many cases the queue's filter finds.
    virtual void countCases(const QString& filter, QObject* receiver, std::function<void(Result<qint64>)> done) = 0;
    virtual void write(const ExportWish& wish, const core::Progress& progress, std::stop_token stop, QObject* receiver,
        std::function<void(Result<core::ExportResult>)> done)
        = 0;
    virtual void inspect(const QString& file, const core::Progress& progress, std::stop_token stop, QObject* receiver,
        std::function<void(Result<core::ImportPreview>)> done)
        = 0;
    virtual void read(const QString& file, const core::Progress& progress, std::stop_token stop, QObject* receiver,
        std::function<void(Result<core::ImportResult>)> done)
        = 0;
};

} // namespace docket::ui::exchange
