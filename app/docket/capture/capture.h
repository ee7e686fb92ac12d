#pragma once

#include "app/docket/capture/scenario.h"
#include "core/base/result.h"

class QApplication;

namespace docket::app
{

/// Renders scenarios to `<folder>/<name>.png`: fixed size, font, theme and clock. A scenario is ready when its stage
/// says it is settled and several frames in a row are equal, within a deadline. Fails with Validation when a scenario
/// did not settle or is not known, with Network when anything asked for the network, with Storage when a picture
/// cannot be written or read back. Runs the event loop; call it from main.
Status capture(QApplication& application, ui::widgets::Theme& theme, const QString& folder, const QString& only,
    const QList<Scenario>& catalogue);

} // namespace docket::app
