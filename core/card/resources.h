#pragma once

namespace docket::card
{

/// Makes the files of resources/card readable under ":/card". Static libraries do not register them by themselves.
void loadCardResources();

} // namespace docket::card
