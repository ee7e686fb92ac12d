#pragma once

#include <QObject>

/// X25519 keys: sealed with the device, announced, renewed, destroyed.
class TestExchangeKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstUnlockAnnouncesOne();
    void renewedAfterThirtyDays();
    void oldSecretsAreDestroyed();
    void sealedForOneDeviceOnly();
    void damageIsNamedAndLeavesTheRest_data();
    void damageIsNamedAndLeavesTheRest();
    void copiedForTheNextKey();
    void smallOrderIsRefused_data();
    void smallOrderIsRefused();
};
