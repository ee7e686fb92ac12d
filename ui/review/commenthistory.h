#pragma once

#include <QString>

namespace docket::ui::review
{

/// What an edit of a comment changed, as HTML for a text view: the lines that changed, removed words struck through and
/// added ones underlined, as plain text (Markdown is not laid out), characters that nobody sees by their code. Equal
/// lines around are left out. Pure, any thread.
QString editHtml(const QString& before, const QString& after);

} // namespace docket::ui::review
