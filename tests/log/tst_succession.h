#pragma once

#include <QObject>

/// Changing the device key: rotation and every point at which it can stop, another seal, restored backups, clones
/// (audit.md 5, tests 18 and 19).
class TestSuccession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rotates();
    void rotationStopped_data();
    void rotationStopped();
    void rotationWithTheKeychain();
    void rotationRefusals();
    void nothingFollowsARotation();
    void sealedAnew();
    void sealedAnewWithTheKeychain();
    void restoredBackupIsNoticed();
    void restoredBackupContinuesAsNew_data();
    void restoredBackupContinuesAsNew();
    void clonesForkAndLoseNothing();
    void wholeLogIsNotLeft();
};
