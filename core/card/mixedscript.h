#pragma once

#include <QString>

#include <string_view>

namespace docket::card
{

/// Words that mix look-alike letters of two scripts, and hosts that look like other hosts. By the confusables of
/// Unicode Technical Standard 39 as ICU carries them, narrowed to what misleads in a real text: letters of Cyrillic,
/// Armenian, Cherokee, Coptic or Lisu among Latin ones where each looks like a Latin letter ("pаypal"), Greek ones
/// likewise but not the α and σ of a formula, Latin letters strayed into a Cyrillic word ("Cкачать").
/// Pure, any thread.

/// Lead bytes (UTF-8) of the letters in question: a word without one is not mixed.
constexpr bool mayStartLookalike(unsigned char lead)
{
    return (lead >= 0xCD && lead <= 0xD6) || lead == 0xE1 || lead == 0xE2 || lead == 0xEA;
}

/// What is odd about this word (letters only, UTF-8): "Latin and Cyrillic: Н U+041D". Empty when nothing is.
QString mixedScript(std::string_view word);

/// The Latin text that this host is taken for at a glance ("аррӏе.com" for "apple.com"); empty when it is none.
/// `host` in Unicode or punycode.
QString looksLikeHost(const QString& host);

} // namespace docket::card
