#pragma once

#include "core/log/members/joinrequest.h"
#include "core/log/members/people.h"

#include <QObject>

#include <functional>

namespace docket::ui::settings
{

/// Everything that the page of people and devices shows.
struct PeopleOverview {
    QList<log::Person> people; ///< the own person first
    QList<log::PendingApproval> approvals;
    QString invitation; ///< the line for a newcomer
    QString person; ///< the own one
    QStringList roles; ///< of this device
    bool needsPassphrase = true; ///< the device key is sealed with a passphrase, not by the keychain
    std::optional<Error> locked; ///< why nothing can be changed
    /// Why this laptop should go on with a fresh key (continue-as-new).
    enum class Break {
        None, ///< its log is whole
        Behind, ///< the log lacks what was signed here: a restored backup, a copy
        Forked, ///< its key signed two histories
    };
    Break broken = Break::None;
    bool unlocked = true; ///< the device key is at hand
};

/// One thing to be done. Which members count depends on `kind`.
struct PeopleAct {
    enum class Kind {
        Enrol, ///< request, roles, person (empty: a new one)
        Grant, ///< person, text: role
        RevokeRole, ///< person, text: role
        RevokeDevice, ///< device, text: reason
        Approve, ///< entry
        Rename, ///< person, text: name
        Rotate, ///< passphrase
        Reseal, ///< passphrase: the new one
        MakeRoot, ///< file, passphrase: for the file
        Freeze, ///< text: reason, may be empty
        Continue, ///< passphrase: of the device key; the root key kept apart, or this device signs
    };
    Kind kind = Kind::Grant;
    log::JoinRequest request{};
    QStringList roles{};
    QString person{};
    QByteArray device{};
    log::EntryId entry{};
    QString text{};
    QString file{};
    QString passphrase{};
    QString rootFile{}; ///< the root key kept apart; empty: this device signs
    QString rootPassphrase{};
};

struct PeopleOutcome {
    bool awaitsApproval = false; ///< without effect until a lead of another person approves
    QString paper; ///< MakeRoot: the paper form
};

/// Where the page gets its content and has things done; answers on the thread of `receiver`.
class PeopleSource
{
public:
    virtual ~PeopleSource() = default;
    virtual void overview(QObject* receiver, std::function<void(Result<PeopleOverview>)> done) = 0;
    virtual void act(QObject* receiver, const PeopleAct& act, std::function<void(Result<PeopleOutcome>)> done) = 0;
};

} // namespace docket::ui::settings
