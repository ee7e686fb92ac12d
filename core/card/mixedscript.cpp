#include "core/card/mixedscript.h"

#include <QHash>
#include <QStringList>
#include <QUrl>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <array>
#include <memory>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

constexpr qsizetype longestWord = 64;
constexpr QLatin1StringView likeCyrillic = "ABEKMHOPCTYXaceopxyi"_L1;
constexpr QStringView likeLatinGreek = u"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο";

struct CheckerDeleter {
    void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
};

/// Skeletons of single letters and words (UTS 39, 4). Opened once; reading is thread-safe.
class Skeletons
{
public:
    static const Skeletons& get()
    {
        static const Skeletons one;
        return one;
    }

    QString of(const QString& text) const
    {
        if (!m_checker)
            return text;
        std::array<UChar, 512> out{};
        UErrorCode status = U_ZERO_ERROR;
        const int32_t size = uspoof_getSkeleton(m_checker.get(), 0, reinterpret_cast<const UChar*>(text.utf16()),
            int32_t(text.size()), out.data(), int32_t(out.size()), &status);
        return U_SUCCESS(status) && size <= int32_t(out.size()) ? QString::fromUtf16(out.data(), size) : text;
    }

    /// Does this letter of another script have the skeleton of a Latin one?
    bool looksLatin(char32_t letter) const
    {
        const QString skeleton = of(QString::fromUcs4(&letter, 1));
        return skeleton.size() <= 2 && m_latin.contains(skeleton);
    }

private:
    Skeletons()
    {
        UErrorCode status = U_ZERO_ERROR;
        m_checker.reset(uspoof_open(&status));
        if (U_FAILURE(status))
            m_checker.reset();
        for (char16_t c = u'A'; c <= u'z'; ++c)
            if (c <= u'Z' || c >= u'a')
                m_latin += of(QString(QChar(c)));
    }

    std::unique_ptr<USpoofChecker, CheckerDeleter> m_checker;
    QStringList m_latin;
};

UScriptCode scriptOf(char32_t c)
{
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(UChar32(c), &status);
}

bool isLookalikeScript(UScriptCode script)
{
    return script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK || script == USCRIPT_ARMENIAN
        || script == USCRIPT_CHEROKEE || script == USCRIPT_COPTIC || script == USCRIPT_LISU;
}

QString described(char32_t letter)
{
    return QString::fromUcs4(&letter, 1) + u" U+"_s
        + QString::number(uint(letter), 16).toUpper().rightJustified(4, u'0');
}

bool isLatin(char32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || scriptOf(c) == USCRIPT_LATIN;
}

/// A Greek letter among Latin ones: capitals and omicron are always odd, α or ν only deep in a long word.
bool isGreekDisguise(const QList<uint>& word, qsizetype at, int latin)
{
    if (likeLatinGreek.contains(QChar(char16_t(word[at]))))
        return true;
    return latin >= 5 && at > 0 && at + 1 < word.size() && isLatin(word[at - 1]) && isLatin(word[at + 1])
        && Skeletons::get().looksLatin(word[at]);
}

} // namespace

QString mixedScript(std::string_view utf8)
{
    if (utf8.size() > longestWord * 2)
        return {};
    const bool holdsAscii = std::any_of(utf8.begin(), utf8.end(), [](char c) { return c > 0; });
    if (!holdsAscii)
        return {};
    const QList<uint> word = QString::fromUtf8(utf8.data(), qsizetype(utf8.size())).toUcs4();
    int latin = 0;
    int foreign = 0;
    UScriptCode script = USCRIPT_COMMON;
    for (const uint c : word) {
        if (isLatin(c)) {
            ++latin;
        } else if (const UScriptCode other = scriptOf(c); isLookalikeScript(other)) {
            if (foreign++ > 0 && other != script)
                return {};
            script = other;
        }
    }
    if (latin == 0 || foreign == 0)
        return {};
    const QString pair = u"Latin and "_s + QString::fromLatin1(uscript_getName(script)) + u": "_s;
    char32_t odd = 0;
    bool allLookLatin = true;
    bool allLookForeign = script == USCRIPT_CYRILLIC && latin < foreign;
    char32_t strayed = 0;
    for (qsizetype i = 0; i < word.size() && (allLookLatin || allLookForeign); ++i) {
        const char32_t c = word[i];
        if (isLatin(c)) {
            strayed = strayed ? strayed : c;
            allLookForeign = allLookForeign && c < 0x80 && likeCyrillic.contains(QLatin1Char(char(c)));
        } else if (isLookalikeScript(scriptOf(c))) {
            odd = odd ? odd : c;
            allLookLatin = allLookLatin
                && (script == USCRIPT_GREEK ? isGreekDisguise(word, i, latin) : Skeletons::get().looksLatin(c));
        }
    }
    return allLookLatin ? pair + described(odd) : allLookForeign ? pair + described(strayed) : QString();
}

QString looksLikeHost(const QString& host)
{
    if (host.size() > 253)
        return {};
    QString unicode = host;
    if (host.contains("xn--"_L1))
        unicode = QUrl::fromAce(host.toLatin1(), QUrl::IgnoreIDNWhitelist);
    const auto isAscii = [](const QString& text) {
        return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; });
    };
    if (isAscii(unicode))
        return {};
    const QString skeleton = Skeletons::get().of(unicode.toLower());
    return isAscii(skeleton) ? skeleton : QString();
}

} // namespace docket::card
