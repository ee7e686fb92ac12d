#pragma once

#include "ui/widgets/actionregistry.h"

namespace docket::ui::review
{

/// Actions of the evidence pane: "evidence.card", "evidence.files", "evidence.data", "evidence.thread",
/// "evidence.changes", "evidence.attach", "evidence.reveal", "evidence.clearer", "evidence.lens",
/// "evidence.hidePicture", "evidence.more", "evidence.beginning", "evidence.blackout", "evidence.source",
/// "evidence.find", "evidence.findBack", "evidence.warningsFirst", "evidence.nextChange", "evidence.previousChange",
/// "evidence.sideBySide", "evidence.unfold", "evidence.nextThread", "evidence.previousThread".
QList<widgets::ActionSpec> evidenceActions();

} // namespace docket::ui::review
