#pragma once

#include "core/base/result.h"
#include "ui/web/cardengine.h"

#include <QStringList>

namespace docket::ui::web
{

/// Environment that the browser reads when it starts: no name is ever resolved, no debugging port, no graphics driver
/// behind hostile content. Call first in main(), before threads exist.
void prepareEngineEnvironment();

/// Loads the browser (plugin `docket-web`); only when the first card is to be shown. `folders` are searched before
/// `plugins` beside the program and the folder of an installation. GUI thread.
Result<CardEngineFactory*> loadCardEngine(const QStringList& folders = {});

} // namespace docket::ui::web
