#include "core/cases/queuequery.h"

#include <QHash>

#include <array>

namespace docket::cases
{

using namespace Qt::StringLiterals;

namespace
{

struct Token {
    QString text; ///< without quotes
    int position = 0;
    int length = 0;
    bool closed = true; ///< its quotation mark was closed
    bool quoted = false; ///< began with a quotation mark: a plain phrase, whatever colons it holds
};

QList<Token> tokens(QStringView text)
{
    QList<Token> found;
    int i = 0;
    const int size = static_cast<int>(text.size());
    while (i < size) {
        if (text.at(i).isSpace()) {
            ++i;
            continue;
        }
        Token token;
        token.position = i;
        token.quoted = text.at(i) == u'"';
        bool inQuotes = false;
        while (i < size && (inQuotes || !text.at(i).isSpace())) {
            if (text.at(i) == u'"')
                inQuotes = !inQuotes;
            else
                token.text += text.at(i);
            ++i;
        }
        token.closed = !inQuotes;
        token.length = i - token.position;
        found.append(token);
    }
    return found;
}

const QStringList& isWords()
{
    static const QStringList words{ u"open"_s, u"closed"_s, u"claimed"_s, u"unclaimed"_s, u"mine"_s, u"reopened"_s,
        u"drifted"_s, u"appealed"_s, u"overdue"_s, u"stale"_s };
    return words;
}

QStringList statusWords()
{
    QStringList words;
    for (const Status status : { Status::New, Status::Claimed, Status::Assessed, Status::AwaitingAuthor,
             Status::AwaitingSecondReview, Status::Escalated, Status::Conflict, Status::Decided, Status::Closed })
        words.append(statusName(status));
    return words;
}

const QStringList& typeWords()
{
    static const QStringList words{ u"model"_s, u"dataset"_s, u"space"_s, u"thread"_s };
    return words;
}

const QStringList& categoryWords()
{
    static const QStringList words{ u"ethical"_s, u"legal"_s, u"not-working"_s, u"spam"_s, u"other"_s };
    return words;
}

const QStringList& severityWords()
{
    static const QStringList words{ u"S0"_s, u"S1"_s, u"S2"_s, u"S3"_s, u"S4"_s };
    return words;
}

const QStringList& sortWords()
{
    static const QStringList words{ u"priority"_s, u"due"_s, u"opened"_s, u"changed"_s, u"reports"_s, u"title"_s };
    return words;
}

const QStringList& keys()
{
    static const QStringList words{ u"type"_s, u"status"_s, u"severity"_s, u"is"_s, u"author"_s, u"category"_s,
        u"reports"_s, u"opened"_s, u"due"_s, u"sort"_s };
    return words;
}

/// Words a key accepts; empty when it takes anything.
QStringList valuesOf(const QString& key)
{
    if (key == u"type")
        return typeWords();
    if (key == u"status")
        return statusWords();
    if (key == u"severity")
        return severityWords();
    if (key == u"is")
        return isWords();
    if (key == u"category")
        return categoryWords();
    if (key == u"sort")
        return sortWords();
    return {};
}

bool takesComparison(const QString& key)
{
    return key == u"severity" || key == u"reports" || key == u"opened" || key == u"due";
}

QString takeComparison(QString& value)
{
    // "≥" and "≤" as the filter line may show them
    for (const auto& [sign, comparison] :
        { std::pair(u">="_s, u">="_s), std::pair(u"<="_s, u"<="_s), std::pair(u"\u2265"_s, u">="_s),
            std::pair(u"\u2264"_s, u"<="_s), std::pair(u">"_s, u">"_s), std::pair(u"<"_s, u"<"_s) }) {
        if (value.startsWith(sign)) {
            value.remove(0, sign.size());
            return comparison;
        }
    }
    return {};
}

/// "2d", "36h", "90m" in milliseconds; -1 when it is none.
qint64 spanMs(QStringView text)
{
    if (text.size() < 2)
        return -1;
    bool ok = false;
    const qint64 number = text.chopped(1).toLongLong(&ok);
    if (!ok || number < 0 || number > 100'000)
        return -1;
    switch (text.back().toLower().unicode()) {
    case u'm':
        return number * 60'000;
    case u'h':
        return number * 3'600'000;
    case u'd':
        return number * 86'400'000;
    case u'w':
        return number * 7 * 86'400'000;
    default:
        return -1;
    }
}

QueryFault faultAt(const Token& token, const QString& cause, const QString& wayOut)
{
    return { token.position, token.length,
        Error{ ErrorCode::Validation, u"filter \"%1\""_s.arg(token.text), cause, wayOut } };
}

} // namespace

Result<SortKey> sortKeyFromName(QStringView name)
{
    const qsizetype index = sortWords().indexOf(name.toString().toLower());
    if (index < 0)
        return fail(ErrorCode::Validation, u"sort key \"%1\""_s.arg(name), u"unknown"_s,
            u"use one of %1"_s.arg(sortWords().join(u", ")));
    return static_cast<SortKey>(index);
}

qint64 spanOf(const QueueQuery::Term& term)
{
    return spanMs(term.value);
}

tl::expected<QueueQuery, QueryFault> parseQueueQuery(QStringView text, const QDateTime& now)
{
    QueueQuery query;
    query.now = now;
    const QList<Token> all = tokens(text);
    for (const Token& token : all) {
        if (!token.closed)
            return tl::unexpected(faultAt(token, u"the quotation mark is not closed"_s, u"add a \" at the end"_s));
        QueueQuery::Term term;
        QString word = token.text;
        if (word.startsWith(u'-') && word.size() > 1 && !token.quoted) {
            term.negated = true;
            word.remove(0, 1);
        }
        const qsizetype colon = token.quoted ? -1 : word.indexOf(u':');
        if (colon <= 0) {
            if (word.isEmpty())
                continue;
            term.value = word;
            query.terms.append(term);
            continue;
        }
        term.key = word.left(colon).toLower();
        term.value = word.mid(colon + 1);
        if (!keys().contains(term.key)) {
            return tl::unexpected(faultAt(token, u"there is no key \"%1\""_s.arg(term.key),
                u"use one of %1, or quote the words"_s.arg(keys().join(u", "))));
        }
        if (takesComparison(term.key))
            term.comparison = takeComparison(term.value);
        if (term.value.isEmpty())
            return tl::unexpected(faultAt(token, u"nothing stands after the colon"_s,
                u"write a value, for example %1:%2"_s.arg(term.key, valuesOf(term.key).value(0, u"x"_s))));
        if (const QStringList values = valuesOf(term.key); !values.isEmpty()) {
            const auto found = std::find_if(values.begin(), values.end(),
                [&term](const QString& value) { return value.compare(term.value, Qt::CaseInsensitive) == 0; });
            if (found == values.end())
                return tl::unexpected(faultAt(
                    token, u"\"%1\" is no %2"_s.arg(term.value, term.key), u"use one of %1"_s.arg(values.join(u", "))));
            term.value = *found;
        } else if (term.key == u"reports") {
            bool ok = false;
            term.value.toInt(&ok);
            if (!ok)
                return tl::unexpected(
                    faultAt(token, u"\"%1\" is no number"_s.arg(term.value), u"write for example reports:>=3"_s));
        } else if (term.key == u"opened" || term.key == u"due") {
            if (spanMs(term.value) < 0)
                return tl::unexpected(faultAt(token, u"\"%1\" is no span of time"_s.arg(term.value),
                    u"write for example %1:<2d (m, h, d, w)"_s.arg(term.key)));
            if (term.comparison.isEmpty())
                term.comparison = u"<"_s;
        }
        if (term.key == u"sort") {
            query.sort = *sortKeyFromName(term.value);
            continue;
        }
        query.terms.append(term);
    }
    return query;
}

QStringList completeQueueQuery(QStringView text, int cursor)
{
    const QStringView before = text.left(std::clamp<qsizetype>(cursor, 0, text.size()));
    qsizetype start = before.size();
    while (start > 0 && !before.at(start - 1).isSpace())
        --start;
    QString word = before.mid(start).toString();
    QString prefix;
    if (word.startsWith(u'-')) {
        prefix = u"-"_s;
        word.remove(0, 1);
    }
    QStringList completions;
    const qsizetype colon = word.indexOf(u':');
    if (colon < 0) {
        for (const QString& key : keys()) {
            if (key.startsWith(word, Qt::CaseInsensitive))
                completions.append(prefix + key + u':');
        }
        return completions;
    }
    const QString key = word.left(colon).toLower();
    QString value = word.mid(colon + 1);
    const QString comparison = takesComparison(key) ? takeComparison(value) : QString();
    const QStringList values = valuesOf(key);
    for (const QString& candidate : values) {
        if (candidate.startsWith(value, Qt::CaseInsensitive) && candidate != value)
            completions.append(prefix + key + u':' + comparison + candidate);
    }
    return completions;
}

} // namespace docket::cases
