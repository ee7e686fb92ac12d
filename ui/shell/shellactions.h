#pragma once

#include "ui/widgets/actionregistry.h"

namespace docket::ui::shell
{

/// The actions of the window and the queue, in the order of the key sheet. Rooms that plug in declare their own.
QList<widgets::ActionSpec> shellActions();

} // namespace docket::ui::shell
