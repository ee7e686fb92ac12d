#include "core/hub/transport.h"

#include "core/hub/courier.h"

namespace docket::hub
{

using namespace Qt::StringLiterals;

Transport::Transport(Settings settings) : m_courier(new Courier(std::move(settings)))
{
    m_thread.setObjectName(u"hub"_s);
    m_courier->moveToThread(&m_thread);
    m_thread.start();
}

Transport::~Transport()
{
    // On its own thread: QNetworkAccessManager must die where it lived.
    QMetaObject::invokeMethod(
        m_courier,
        [courier = m_courier] {
            courier->close();
            delete courier;
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void Transport::send(Request request, ReplyHandler handler)
{
    QMetaObject::invokeMethod(
        m_courier,
        [courier = m_courier, request = std::move(request), handler = std::move(handler)]() mutable {
            courier->send(std::move(request), std::move(handler));
        },
        Qt::QueuedConnection);
}

Traffic Transport::traffic() const
{
    return { m_courier->requests.load(), m_courier->bytes.load() };
}

int Transport::rateLimitWaitMs() const
{
    return m_courier->rateLimitWaitMs.load();
}

} // namespace docket::hub
