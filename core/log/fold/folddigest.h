#pragma once

#include "core/log/fold/authority.h"
#include "core/log/fold/casestate.h"

namespace docket::log
{

/// SHA-256 over every field of a state in one spelling, 32 bytes: two devices hold the same state when it is equal. Not
/// part of the log's format; it changes with foldVersion and with the fields of CaseState.
QByteArray digestOf(const CaseState& state);
/// The same for everything that an Authority says about devices, people, policies and redactions.
QByteArray digestOf(const Authority& authority);

} // namespace docket::log
