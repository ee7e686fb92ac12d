#include "core/sync/outwardact.h"

#include <QByteArrayList>

namespace docket::sync
{

using namespace Qt::StringLiterals;

namespace
{

tl::unexpected<Error> refused(const QString& why)
{
    return fail(ErrorCode::Validation, u"front matter of the card"_s, why, u"propose the change on the Hub by hand"_s);
}

/// A tag that YAML reads as itself without quotes.
bool isPlainTag(const QString& tag)
{
    const auto plain = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-'
            || c == u'_' || c == u'.';
    };
    return !tag.isEmpty() && tag.size() < 100 && std::all_of(tag.begin(), tag.end(), plain) && tag[0].isLetter();
}

/// The value of a list item or of a one-line entry, without quotes and comment.
QByteArray plainValue(QByteArray text)
{
    text = text.trimmed();
    if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
        return text.mid(1, text.size() - 2);
    const qsizetype comment = text.indexOf(" #");
    return comment < 0 ? text : text.left(comment).trimmed();
}

struct Lines {
    QByteArrayList lines; ///< with their line ends
    QByteArray end = "\n"; ///< the card's own line end
};

Lines split(QByteArrayView text)
{
    Lines out;
    qsizetype start = 0;
    while (start < text.size()) {
        qsizetype end = text.indexOf('\n', start);
        end = end < 0 ? text.size() : end + 1;
        out.lines.append(text.sliced(start, end - start).toByteArray());
        start = end;
    }
    if (!out.lines.isEmpty() && out.lines.first().endsWith("\r\n"))
        out.end = "\r\n";
    return out;
}

bool isFence(const QByteArray& line)
{
    return line.startsWith("---") && line.mid(3).trimmed().isEmpty();
}

/// Adds to `tags:` written as a block list whose key is in line `at`.
Status extendBlock(Lines& card, qsizetype at, qsizetype close, QByteArrayList tags)
{
    qsizetype last = at;
    QByteArray indent;
    for (qsizetype i = at + 1; i < close; ++i) {
        const QByteArray& line = card.lines[i];
        const QByteArray trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith('#'))
            continue;
        if (!trimmed.startsWith("- ") && trimmed != "-") {
            if (line.front() == ' ' || line.front() == '\t')
                return refused(u"\"tags\" is not a plain list"_s);
            break; // the next key
        }
        if (last == at)
            indent = line.left(line.indexOf('-'));
        last = i;
        tags.removeAll(plainValue(trimmed.mid(1)));
    }
    if (last == at)
        return refused(u"\"tags\" has no value"_s);
    QByteArray added;
    for (const QByteArray& tag : std::as_const(tags))
        added += indent + "- " + tag + card.end;
    card.lines[last] += added;
    return {};
}

/// Adds to `tags: [a, b]` on one line.
Status extendFlow(QByteArray& line, QByteArrayList tags)
{
    const qsizetype open = line.indexOf('[');
    const qsizetype close = line.lastIndexOf(']');
    const QByteArray rest = line.mid(close + 1).trimmed();
    if (close < open || !(rest.isEmpty() || rest.startsWith('#')) || line.mid(open + 1, close - open - 1).contains('['))
        return refused(u"\"tags\" is not a plain list"_s);
    const QByteArray inner = line.mid(open + 1, close - open - 1);
    for (const QByteArray& part : inner.split(','))
        tags.removeAll(plainValue(part));
    if (!tags.isEmpty())
        line.insert(close, (inner.trimmed().isEmpty() ? "" : ", ") + tags.join(", "));
    return {};
}

} // namespace

Result<QByteArray> withTags(QByteArrayView card, const QStringList& tags)
{
    QByteArrayList wanted;
    for (const QString& tag : tags) {
        if (!isPlainTag(tag))
            return refused(u"\"%1\" cannot be written as a tag"_s.arg(tag));
        wanted.append(tag.toLatin1());
    }
    QByteArray mark;
    if (card.startsWith("\xef\xbb\xbf")) {
        mark = card.first(3).toByteArray();
        card = card.sliced(3);
    }
    Lines text = split(card);
    const QByteArray block = "tags:" + text.end + "- " + wanted.join(text.end + "- ") + text.end;
    if (text.lines.isEmpty() || !isFence(text.lines.first()))
        return mark + "---" + text.end + block + "---" + text.end + card.toByteArray();
    qsizetype close = 1;
    while (close < text.lines.size() && !isFence(text.lines[close]))
        ++close;
    if (close == text.lines.size())
        return refused(u"it is not closed"_s);
    qsizetype at = -1;
    for (qsizetype i = 1; i < close; ++i) {
        if (!text.lines[i].startsWith("tags") || !text.lines[i].mid(4).trimmed().startsWith(':'))
            continue;
        if (at >= 0)
            return refused(u"\"tags\" is there twice"_s);
        at = i;
    }
    if (at < 0) {
        text.lines.insert(close, block);
        return mark + text.lines.join();
    }
    const QByteArray value = plainValue(text.lines[at].mid(text.lines[at].indexOf(':') + 1));
    Status extended;
    if (value.isEmpty() || value.startsWith('#'))
        extended = extendBlock(text, at, close, wanted);
    else if (value.startsWith('['))
        extended = extendFlow(text.lines[at], wanted);
    else
        extended = refused(u"\"tags\" is not a list"_s);
    if (!extended)
        return fail(extended.error());
    return mark + text.lines.join();
}

} // namespace docket::sync
