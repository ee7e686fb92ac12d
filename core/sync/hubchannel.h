#pragma once

#include "core/hub/client.h"
#include "core/sync/outbox.h"

namespace docket::sync
{

/// ActionChannel over a Hub client (hub-api 8 and 13.3).
class HubChannel final : public ActionChannel
{
public:
    explicit HubChannel(hub::Client& client);
    Result<QJsonObject> before(const OutwardAct& act, std::stop_token stop) override;
    Result<std::optional<QJsonObject>> find(
        const OutwardAct& act, const QJsonObject& before, const QDateTime& attempted, std::stop_token stop) override;
    Result<QJsonObject> perform(const OutwardAct& act, std::stop_token stop) override;

private:
    hub::Client& m_client;
};

} // namespace docket::sync
