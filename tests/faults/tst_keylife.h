#pragma once

#include <QObject>

/// Fault test 19: the life of a key, told to colleagues in every order.
class TestKeyLife final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rotatedKeyIsFollowed();
    void entryOfTheKeyBeforeIsTheWrongEpoch();
    void revokedInTheMiddleAndEnrolledAgain();
};
