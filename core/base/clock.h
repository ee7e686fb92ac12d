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
    /// Milliseconds since an arbitrary start, never set back, running on while the machine sleeps: tells a step of the
    /// wall clock from time that passed.
    virtual qint64 elapsedMs() const = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
    qint64 elapsedMs() const override;
};

/// A clock that stands still until told otherwise; for tests and pictures.
class FixedClock final : public Clock
{
public:
    explicit FixedClock(QDateTime time) : m_time(std::move(time)) { }
    QDateTime now() const override { return m_time; }
    qint64 elapsedMs() const override { return m_elapsed; }
    /// Time passes.
    void advance(qint64 ms)
    {
        m_time = m_time.addMSecs(ms);
        m_elapsed += ms;
    }
    /// Somebody sets the clock; no time passes.
    void set(QDateTime time) { m_time = std::move(time); }

private:
    QDateTime m_time;
    qint64 m_elapsed = 0;
};

/// "2026-09-21T20:49:17.000Z": the only form in which Docket writes a time (UTC, ms, trailing Z).
QString toIsoUtc(const QDateTime& time);
/// Reads the Hub's and our own form, with or without fraction; an invalid QDateTime when it is neither.
QDateTime fromIsoUtc(QStringView text);

} // namespace docket
