#pragma once

#include <QString>

#include <memory>

namespace docket::practicehub
{
class Hub;
}

namespace docket::test
{

/// The practice Hub over the practice data, on its own thread. What is written goes to a temporary folder and stays
/// there while the Hub is stopped.
class PracticeHub
{
public:
    struct Settings {
        QString data; ///< empty: resources/practice
        QString faults;
        int latencyMs = 0;
    };
    PracticeHub();
    explicit PracticeHub(const Settings& settings);
    ~PracticeHub();

    QString url() const;
    qint64 requests() const;
    /// Nobody listens any more, as when the network is away.
    void stop();
    /// Listens again: same port, and what was written is there.
    void start();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace docket::test
