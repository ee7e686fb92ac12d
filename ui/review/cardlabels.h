#pragma once

#include "core/card/labels.h"

namespace docket::ui::review
{

/// The words of a card's page in the window's language.
card::RenderLabels cardLabels();

} // namespace docket::ui::review
