#pragma once

#include <QObject>

/// Enrolment, roles, revocation and the root key kept apart (life cycle of audit.md 5, test 19).
class TestMembership : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsByInvitation();
    void joinRefusals();
    void secondDeviceOfAPerson();
    void requestsAreRefused_data();
    void requestsAreRefused();
    void rolesComeAndGo();
    void revokedInTheMiddle();
    void enrolledAgain();
    void entryAfterRevocationArrivesFirst();
    void lastRootStays();
    void rootIsTakenByTwo();
    void names();
    void endsItsLog();
    void rootKeptApart();
    void findsPeople();
};
