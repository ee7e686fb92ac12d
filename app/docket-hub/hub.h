#pragma once

#include "app/docket-hub/httpfront.h"
#include "app/docket-hub/quota.h"
#include "app/docket-hub/store.h"

#include <memory>

namespace docket::practicehub
{

struct Visit;

/// How a Hub is to be played.
struct HubOptions {
    QString data; ///< folder, see design 5.3
    QString state; ///< folder for what is written; empty for a temporary one
    quint16 port = 0; ///< 0: any free one
    int latencyMs = 0;
    QString faults; ///< see Faults::parse
    quint32 seed = 1; ///< of the faults
    std::optional<int> quota; ///< API requests per window for everyone
};

/// The practice Hub: answers the calls of the Hub API over a folder of data. Thread: the one it was made in, which must
/// run an event loop.
class Hub : public Service
{
public:
    /// `clock` must outlive the Hub; leave it out for the wall clock.
    static Result<std::unique_ptr<Hub>> open(const HubOptions& options, const Clock* clock = nullptr);
    ~Hub() override;

    /// Starts listening; returns the port.
    Result<quint16> listen();
    quint16 port() const { return m_port; }
    qint64 requests() const { return m_front->requests(); }

    Answer serve(const Request& request) override;
    void refuse(const Request& request, Answer& answer) override;

private:
    Hub(const HubOptions& options, std::unique_ptr<Store> store, Faults faults, const Clock& clock);
    Answer route(Visit& visit);
    Answer routeRepository(Visit& visit, RepoKind kind, const QStringList& path, bool isApi);

    const Clock& m_clock;
    quint16 m_port;
    std::unique_ptr<Store> m_store;
    Quota m_quota;
    std::unique_ptr<HttpFront> m_front;
};

} // namespace docket::practicehub
