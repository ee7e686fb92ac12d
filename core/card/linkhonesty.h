#pragma once

#include "core/card/address.h"

#include <QString>

namespace docket::card
{

/// Where a link really leads when its text or its host says something else; all empty when it is honest.
struct LinkDoubt {
    QString leadsTo; ///< host of the target, punycode where it is no ASCII ("xn--80ak6aa92e.com"), or a file's name
    QString cause; ///< English: "the text names huggingface.co"
    explicit operator bool() const { return !leadsTo.isEmpty(); }
};

/// Compares the registrable part of the address that the text shows with that of the target ("huggingface.co" covers
/// "www.huggingface.co" and hf.co). Also doubted: a host made to look like another by letters of other scripts, and a
/// user name before the @ that looks like a host. Pure, no network. `text` is what the reader sees.
LinkDoubt doubtLink(const QString& text, const Address& target);

} // namespace docket::card
