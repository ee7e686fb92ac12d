#pragma once

#include "ui/review/passage.h"

class QTextCursor;

namespace docket::ui::review
{

/// What is selected in a text document, with the text around it. Pictures and frames of tables are no text.
Passage selectedPassage(const QTextCursor& cursor);

} // namespace docket::ui::review
