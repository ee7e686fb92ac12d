#pragma once

#include "app/docket/capture/scenario.h"
#include "core/base/result.h"

class QApplication;

namespace docket::app
{

/// Speaks the language of a picture; empty: the program's own.
using Speak = std::function<void(const QString& language)>;

/// Renders scenarios to `<folder>/<name>.png`: fixed size, font, theme and clock. A scenario is ready when its stage
/// says it is settled and several frames in a row are equal, within a deadline. `only` names them,
/// separated by commas; empty: all. Fails with Validation when a scenario did not settle, is blank or is not known,
/// with Network when anything asked for the network, with Storage when a picture cannot be written or read back. Runs
/// the event loop; call it from main.
Status capture(QApplication& application, ui::widgets::Theme& theme, const QString& folder, const QString& only,
    const QList<Scenario>& catalogue, const Speak& speak);

} // namespace docket::app
