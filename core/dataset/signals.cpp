#include "core/dataset/checkdigits.h"
#include "core/dataset/scan.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace docket::dataset
{

using namespace Qt::StringLiterals;

namespace
{

// Every look around a position is bounded by these, so that a text costs time in proportion to its length.
constexpr qsizetype longestLocalPart = 64; // RFC 5321
constexpr qsizetype longestDomain = 253;
constexpr qsizetype longestUserInfo = 200;
constexpr qsizetype longestToken = 200;
constexpr qsizetype longestNumber = 40;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}
bool isUpper(QChar c)
{
    return c >= u'A' && c <= u'Z';
}
bool isAsciiLetter(QChar c)
{
    return isUpper(c) || (c >= u'a' && c <= u'z');
}
bool isAlnum(QChar c)
{
    return isDigit(c) || isAsciiLetter(c);
}
bool isHex(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}
bool isLocalPart(QChar c)
{
    return isAlnum(c) || QStringView(u"._%+-").contains(c);
}

QChar at(QStringView text, qsizetype index)
{
    return index >= 0 && index < text.size() ? text[index] : QChar();
}

/// First index at or after `from` where `accept` fails, at most `most` further.
template <typename Accept> qsizetype runEnd(QStringView text, qsizetype from, qsizetype most, Accept accept)
{
    const qsizetype stop = std::min(text.size(), from + most);
    while (from < stop && accept(text[from]))
        ++from;
    return from;
}

std::optional<SignalMatch> emailAt(QStringView text, qsizetype sign, qsizetype floor)
{
    qsizetype start = sign;
    while (start > floor && sign - start < longestLocalPart && isLocalPart(text[start - 1]))
        --start;
    while (start < sign && !isAlnum(text[start]))
        ++start;
    qsizetype end = runEnd(text, sign + 1, longestDomain, [](QChar c) { return isAlnum(c) || c == u'.' || c == u'-'; });
    while (end > sign + 1 && !isAlnum(text[end - 1]))
        --end;
    const QStringView domain = text.sliced(sign + 1, end - sign - 1);
    const qsizetype dot = domain.lastIndexOf(u'.');
    const bool topLevel
        = dot > 0 && domain.size() - dot - 1 >= 2 && std::all_of(domain.begin() + dot + 1, domain.end(), isAsciiLetter);
    if (start == sign || !topLevel || domain.contains(".."_L1))
        return std::nullopt;
    return SignalMatch{ Signal::Email, start, end - start,
        QString(text[start]) + u"…@"_s + domain.toString().left(80) };
}

std::optional<SignalMatch> urlCredentialsAt(QStringView text, qsizetype colon, qsizetype floor)
{
    // scheme "://" user ":" secret "@" host
    qsizetype start = colon;
    while (start > floor && colon - start < 20 && (isAlnum(text[start - 1]) || text[start - 1] == u'+'))
        --start;
    if (start == colon)
        return std::nullopt;
    const qsizetype user = colon + 3;
    const qsizetype end = runEnd(
        text, user, longestUserInfo, [](QChar c) { return !c.isSpace() && !QStringView(u"/?#@\"'<>").contains(c); });
    const qsizetype inner = text.sliced(user, end - user).indexOf(u':');
    if (at(text, end) != u'@' || inner < 1 || user + inner + 1 >= end)
        return std::nullopt;
    const qsizetype host
        = runEnd(text, end + 1, longestDomain, [](QChar c) { return isAlnum(c) || QStringView(u".-:[]").contains(c); });
    return SignalMatch{ Signal::UrlCredentials, start, host - start,
        text.sliced(start, colon - start).toString() + u"://…:…@"_s
            + text.sliced(end + 1, host - end - 1).toString().left(80) };
}

std::optional<SignalMatch> tokenAt(QStringView text, qsizetype from)
{
    struct Form {
        QLatin1StringView prefix;
        qsizetype least;
        qsizetype most;
        Signal signal;
        bool upperOnly;
    };
    // Lengths as issued: 34 and more after hf_, exactly 16 after AKIA and ASIA.
    static constexpr std::array<Form, 4> forms = { {
        { "hf_"_L1, 30, longestToken, Signal::HubToken, false },
        { "api_org_"_L1, 30, longestToken, Signal::HubToken, false },
        { "AKIA"_L1, 16, 16, Signal::CloudKey, true },
        { "ASIA"_L1, 16, 16, Signal::CloudKey, true },
    } };
    for (const Form& form : forms) {
        if (!text.sliced(from).startsWith(form.prefix))
            continue;
        const qsizetype body = from + form.prefix.size();
        const qsizetype end = runEnd(text, body, form.most + 1,
            [&form](QChar c) { return form.upperOnly ? isUpper(c) || isDigit(c) : isAlnum(c); });
        if (end - body < form.least || end - body > form.most)
            return std::nullopt;
        return SignalMatch{ form.signal, from, end - from, QString(form.prefix) + u"…"_s };
    }
    return std::nullopt;
}

std::optional<SignalMatch> privateKeyAt(QStringView text, qsizetype from)
{
    constexpr auto opening = "-----BEGIN "_L1;
    if (!text.sliced(from).startsWith(opening))
        return std::nullopt;
    const QStringView rest = text.sliced(from, std::min<qsizetype>(text.size() - from, 80));
    const qsizetype end = rest.indexOf("PRIVATE KEY-----"_L1);
    if (end < 0 || rest.first(end).contains(u'\n'))
        return std::nullopt;
    return SignalMatch{ Signal::PrivateKey, from, end + 16, u"-----BEGIN … PRIVATE KEY-----"_s };
}

std::optional<SignalMatch> ibanAt(QStringView text, qsizetype from)
{
    const int length = ibanLength(text.sliced(from, std::min<qsizetype>(2, text.size() - from)));
    if (length == 0)
        return std::nullopt;
    QString compact;
    qsizetype end = from;
    while (end < text.size() && compact.size() < length
        && (isUpper(text[end]) || isDigit(text[end])
            || (text[end] == u' ' && compact.size() % 4 == 0 && at(text, end - 1) != u' '))) {
        if (text[end] != u' ')
            compact.append(text[end]);
        ++end;
    }
    if (isAlnum(at(text, end)) || !isIban(compact))
        return std::nullopt;
    return SignalMatch{ Signal::Iban, from, end - from, compact.left(4) + u"…"_s + compact.right(4) };
}

/// A payment card in one run of digits or in groups parted by single blanks or dashes.
std::optional<SignalMatch> cardAt(QStringView text, qsizetype from)
{
    QString digits;
    std::optional<SignalMatch> match;
    for (qsizetype end = from; end - from < longestNumber; ++end) {
        const QChar c = at(text, end);
        if (isDigit(c)) {
            digits.append(c);
            continue;
        }
        // A group ends here: perhaps the number does, and what follows is a date or a code.
        if (isDigit(text[end - 1]) && isCardNumber(digits) && !isAlnum(c))
            match = SignalMatch{ Signal::CardNumber, from, end - from, u"…"_s + digits.right(4) };
        if ((c != u' ' && c != u'-') || !isDigit(text[end - 1]))
            break;
    }
    return match;
}

/// A number with + or 00 and country code, or in the North American form 555-123-4567.
std::optional<SignalMatch> phoneAt(QStringView text, qsizetype from)
{
    const bool international = text[from] == u'+' || text.sliced(from).startsWith("00"_L1);
    QString digits;
    QString shape; // digits as 9, separators as they are
    qsizetype end = from + (text[from] == u'+' ? 1 : 0);
    qsizetype lastDigit = -1;
    int separators = 0;
    while (end < text.size() && end - from < longestNumber) {
        const QChar c = text[end];
        if (isDigit(c)) {
            digits.append(c);
            shape.append(u'9');
            lastDigit = end;
            separators = 0;
        } else if (QStringView(u" -.()/").contains(c) && ++separators <= 2
            && !(c == u'.' && at(text, end + 1) == u' ')) {
            shape.append(c == u'.' || c == u' ' ? QChar(u'-') : c);
        } else {
            break;
        }
        ++end;
    }
    if (lastDigit < 0)
        return std::nullopt;
    const bool plus = text[from] == u'+' && digits.size() >= 8 && digits.size() <= 15 && digits.front() != u'0';
    const bool zeros = international && text[from] == u'0' && digits.size() >= 10 && digits.size() <= 17
        && shape.contains(u'-') && digits[2] != u'0';
    while (!shape.isEmpty() && shape.back() != u'9')
        shape.chop(1);
    const bool american = shape == "999-999-9999"_L1 || shape == "(999)-999-9999"_L1 || shape == "(999)999-9999"_L1;
    if (!plus && !zeros && !american)
        return std::nullopt;
    const QString head = plus ? u"+"_s + digits.left(2) : digits.left(3);
    return SignalMatch{ Signal::Phone, from, lastDigit + 1 - from, head + u"…"_s + digits.right(2) };
}

std::optional<SignalMatch> ipv4At(QStringView text, qsizetype from)
{
    const qsizetype end = runEnd(text, from, 16, [](QChar c) { return isDigit(c) || c == u'.'; });
    QStringView word = text.sliced(from, end - from);
    while (word.endsWith(u'.'))
        word.chop(1);
    in_addr address{};
    if (word.count(u'.') != 3 || isAlnum(at(text, from + word.size()))
        || inet_pton(AF_INET, word.toLatin1().constData(), &address) != 1)
        return std::nullopt;
    if (word.startsWith("127."_L1) || word.startsWith("0."_L1) || word.startsWith("255."_L1))
        return std::nullopt;
    return SignalMatch{ Signal::Ipv4, from, word.size(), word.first(word.indexOf(u'.')).toString() + u".…"_s };
}

std::optional<SignalMatch> ipv6At(QStringView text, qsizetype from)
{
    const qsizetype end = runEnd(text, from, 46, [](QChar c) { return isHex(c) || c == u':'; });
    QStringView word = text.sliced(from, end - from);
    if (word.endsWith(u':') && !word.endsWith("::"_L1))
        word.chop(1);
    qsizetype groups = 0;
    for (const QStringView group : word.split(u':'))
        groups += group.isEmpty() ? 0 : 1;
    in6_addr address{};
    // Fewer than three groups would be found in C++ names and in times.
    if (groups < 3 || isAlnum(at(text, from + word.size()))
        || inet_pton(AF_INET6, word.toLatin1().constData(), &address) != 1)
        return std::nullopt;
    return SignalMatch{ Signal::Ipv6, from, word.size(), word.first(word.indexOf(u':')).toString() + u":…"_s };
}

std::optional<SignalMatch> wordAt(QStringView text, qsizetype i)
{
    const QChar c = text[i];
    std::optional<SignalMatch> match;
    if (c == u'h' || c == u'a' || c == u'A')
        match = tokenAt(text, i);
    if (!match && isUpper(c))
        match = ibanAt(text, i);
    if (!match && isDigit(c))
        match = cardAt(text, i);
    if (!match && isDigit(c))
        match = ipv4At(text, i);
    if (!match && isHex(c))
        match = ipv6At(text, i);
    return match;
}

} // namespace

QList<SignalMatch> findSignals(QStringView text)
{
    QList<SignalMatch> found;
    qsizetype floor = 0; // end of the last match
    qsizetype i = 0;
    while (i < text.size()) {
        const QChar c = text[i];
        const QChar before = i > floor ? text[i - 1] : QChar();
        std::optional<SignalMatch> match;
        if (c == u'@')
            match = emailAt(text, i, floor);
        else if (c == u':' && text.sliced(i).startsWith("://"_L1))
            match = urlCredentialsAt(text, i, floor);
        else if (c == u'-')
            match = privateKeyAt(text, i);
        else if (!isAlnum(before) && before != u'_' && isAlnum(c) && (before != u'.' || !isDigit(c)))
            match = wordAt(text, i);
        if (!match && !isAlnum(before) && before != u'.' && before != u'-' && before != u'/'
            && (isDigit(c) || c == u'+' || c == u'('))
            match = phoneAt(text, i);
        if (match) {
            floor = match->start + match->length;
            i = std::max(floor, i + 1);
            found.append(std::move(*match));
        } else {
            ++i;
        }
    }
    return found;
}

} // namespace docket::dataset
