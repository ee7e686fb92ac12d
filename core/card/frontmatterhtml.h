#pragma once

#include "core/card/render.h"

namespace docket::card
{

/// The metadata as a table: fields that decide a review first, the rest folded. Addresses go to `links` and are written
/// as `card://c/link/N`. Metadata that did not parse is shown as written. Empty when the card has none.
QByteArray frontMatterHtml(const FrontMatter& metadata, const RenderOptions& options, QList<Link>& links);

} // namespace docket::card
