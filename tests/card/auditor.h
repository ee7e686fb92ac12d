#pragma once

#include <QByteArray>
#include <QString>

namespace docket::test
{

/// Reads HTML that claims to be safe, without trusting the code that wrote it: a tokenizer of its own with a grammar
/// far stricter than HTML, a fresh list of what is allowed, and a second opinion from a plain Gumbo parse (fragment and
/// document). Returns what is wrong, empty when nothing is.
QString auditHtml(const QByteArray& html, int links, int pictures);

/// Text of an HTML fragment as a plain parser reads it, without that of elements which are left out with all that is in
/// them (foreign ones, scripts, styles, form controls, frames ...).
QString textOf(const QByteArray& html);

} // namespace docket::test
