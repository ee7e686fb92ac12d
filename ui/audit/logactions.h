#pragma once

#include "core/log/store/timeline.h"
#include "ui/widgets/actionregistry.h"

namespace docket::ui::audit
{

/// "log.open" and "log.openCase": how one gets to the screen; at home in the window.
QList<widgets::ActionSpec> logWindowActions();
/// Everything else, while the screen is shown.
QList<widgets::ActionSpec> logScreenActions();
/// "log.family.decisions", …
QString familyActionId(log::Family family);

} // namespace docket::ui::audit
