#pragma once

#include "core/card/render.h"

namespace docket::card
{

/// A folded list of the places where a card is not what it seems (invisible characters, look-alike letters, text hidden
/// by its author, links that lead elsewhere), with their lines. Empty when there are none. At most 40 entries.
QByteArray honestyHtml(const QList<Note>& notes, const RenderLabels& labels);

} // namespace docket::card
