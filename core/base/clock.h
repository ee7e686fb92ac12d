#pragma once

#include <QDateTime>

namespace docket
{

/// Source of wall time. Injected everywhere a time is written, so that tests fix it.
/// Thread: implementations may be called from any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Now, UTC, millisecond resolution.
    virtual QDateTime now() const = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
};

/// A clock that stands still until told otherwise; for tests and pictures.
class FixedClock final : public Clock
{
public:
    explicit FixedClock(QDateTime time) : m_time(std::move(time)) { }
    QDateTime now() const override { return m_time; }
    void advance(qint64 ms) { m_time = m_time.addMSecs(ms); }

private:
    QDateTime m_time;
};

/// "2026-09-21T20:49:17.000Z": the only form in which Docket writes a time (UTC, ms, trailing Z).
QString toIsoUtc(const QDateTime& time);
/// Reads the Hub's and our own form, with or without fraction; an invalid QDateTime when it is neither.
QDateTime fromIsoUtc(QStringView text);

} // namespace docket
