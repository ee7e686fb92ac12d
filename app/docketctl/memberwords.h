#pragma once

#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"
#include "core/log/members/membership.h"

namespace docket::ctl
{

/// What the verbs about people, devices and keys have in common.

QCommandLineOption rootKeyOption();
QJsonObject deviceJson(const log::PersonDevice& device, const QString& personName);
/// Prints what was written, and that a second person has to approve it where that is so.
Result<int> printChange(Session& session, const log::Membership::Change& change, const QString& text, QJsonObject json);
/// Runs `work` with the workspace unlocked and the root key of --root-key where it was given.
Result<int> withMembership(
    Session& session, const Arguments& arguments, const std::function<Result<int>(Workspace&, log::Membership&)>& work);

} // namespace docket::ctl
