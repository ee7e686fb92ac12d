#include "core/policy/cardedit.h"

#include <QRegularExpression>
#include <QStringList>

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

tl::unexpected<Error> cannot(const QString& cause)
{
    return fail(ErrorCode::Unsupported, u"README.md"_s, cause, u"add the tag by hand in a pull request"_s);
}

/// The front matter's inner text and where it lies in the card; the Hub's own regular expression (policies, 3.9.2).
struct FrontMatter {
    qsizetype start = -1; ///< first character after the opening line
    qsizetype end = -1; ///< the line break before the closing line
    QString lineEnd;
};

FrontMatter frontMatterOf(const QString& card)
{
    static const QRegularExpression form(
        u"\\A(\\s*---(\\r\\n|\\r|\\n))([\\S\\s]*?)((?:\\r\\n|\\r|\\n)---[ \\t]*(\\r\\n|\\n|\\z))"_s);
    const QRegularExpressionMatch match = form.match(card);
    if (!match.hasMatch())
        return {};
    return { match.capturedStart(3), match.capturedEnd(3), match.captured(2) };
}

/// A value as YAML reads a plain or quoted scalar of a tag, without comment.
QString scalar(QString text)
{
    static const QRegularExpression comment(u"\\s+#.*\\z"_s);
    text.remove(comment);
    text = text.trimmed();
    if (text.size() >= 2 && (text.startsWith(u'"') || text.startsWith(u'\'')) && text.endsWith(text.front()))
        text = text.mid(1, text.size() - 2);
    return text;
}

bool unusual(QStringView value)
{
    return value.startsWith(u'&') || value.startsWith(u'*') || value.startsWith(u'!') || value.startsWith(u'|')
        || value.startsWith(u'>') || value.startsWith(u'{');
}

/// Edits the inner text of a front matter; lines are split without their ends, which are put back as they were.
class TagEdit
{
public:
    TagEdit(const QString& inner, QString lineEnd, QString tag)
        : m_lines(inner.split(lineEnd)), m_lineEnd(std::move(lineEnd)), m_tag(std::move(tag))
    {
    }

    Result<QString> apply()
    {
        static const QRegularExpression key(
            u"\\A(?:tags|\"tags\"|'tags')[ \\t]*:(.*)\\z"_s, QRegularExpression::DotMatchesEverythingOption);
        qsizetype at = -1;
        QString value;
        for (qsizetype i = 0; i < m_lines.size(); ++i) {
            const QRegularExpressionMatch match = key.match(m_lines[i]);
            if (!match.hasMatch())
                continue;
            if (at >= 0)
                return cannot(u"the front matter has the key tags twice"_s);
            at = i;
            value = match.captured(1);
        }
        if (at < 0)
            return append();
        const QString plain = scalar(value);
        if (unusual(plain))
            return cannot(u"the tags are written with an anchor, a YAML tag or a block scalar"_s);
        if (plain.startsWith(u'['))
            return flow(at, value);
        if (plain.isEmpty() && !value.trimmed().startsWith(u'"') && !value.trimmed().startsWith(u'\''))
            return block(at);
        return single(at, value);
    }

private:
    QString joined() const { return m_lines.join(m_lineEnd); }

    Result<QString> append()
    {
        for (const QString& line : m_lines) {
            const QString start = line.trimmed();
            const bool hasText = !start.isEmpty() && !start.startsWith(u'#');
            if (hasText && (line.startsWith(u' ') || line.startsWith(u'\t')))
                return cannot(u"the keys of the front matter are indented"_s);
            if (start.startsWith(u'{') || start.startsWith(u'[') || start == u"..."_s || start.startsWith(u"%"_s))
                return cannot(u"the front matter is not a plain block of keys"_s);
            if (start.isEmpty() || start.startsWith(u'#'))
                continue;
            break;
        }
        while (!m_lines.isEmpty() && m_lines.last().trimmed().isEmpty())
            m_lines.removeLast();
        m_lines += u"tags:"_s;
        m_lines += u"- "_s + m_tag;
        return joined();
    }

    /// tags: [a, "b"]
    Result<QString> flow(qsizetype at, const QString& value)
    {
        static const QRegularExpression comment(u"\\s+#.*\\z"_s);
        const qsizetype close = m_lines[at].lastIndexOf(u']');
        QString body = value;
        body.remove(comment);
        body = body.trimmed();
        if (close < 0 || !body.endsWith(u']') || body.count(u'[') != 1 || body.count(u']') != 1)
            return cannot(u"the list of tags runs over several lines or is nested"_s);
        const QString inside = body.mid(1, body.size() - 2);
        if (inside.contains(u'&') || inside.contains(u'*') || inside.contains(u'{'))
            return cannot(u"the list of tags holds an anchor or a mapping"_s);
        for (const QString& part : inside.split(u',')) {
            if (scalar(part) == m_tag)
                return joined();
        }
        if (m_lines[at].indexOf(u']') != close)
            return cannot(u"the list of tags has a bracket in its comment"_s);
        const QString before = m_lines[at].left(close).trimmed();
        const bool needsComma = !inside.trimmed().isEmpty() && !before.endsWith(u',');
        const QString gap = inside.trimmed().isEmpty() ? QString() : needsComma ? u", "_s : u" "_s;
        m_lines[at].insert(close, gap + m_tag);
        return joined();
    }

    /// tags:
    /// - a
    Result<QString> block(qsizetype at)
    {
        qsizetype last = at;
        QString indent;
        for (qsizetype i = at + 1; i < m_lines.size(); ++i) {
            const QString& line = m_lines[i];
            const QString text = line.trimmed();
            if (text.isEmpty() || text.startsWith(u'#'))
                continue;
            const bool isItem = text == u"-"_s || text.startsWith(u"- "_s);
            const bool isIndented = line.startsWith(u' ');
            if (line.startsWith(u'\t'))
                return cannot(u"the tags are indented with tabs"_s);
            if (!isItem && !isIndented)
                break; // next key
            if (!isItem)
                return cannot(u"a tag runs over several lines"_s);
            const QString item = text.mid(1).trimmed();
            if (unusual(item) || item.startsWith(u'['))
                return cannot(u"a tag is written with an anchor, a block scalar or a list"_s);
            const QString own = line.left(line.indexOf(u'-'));
            if (last == at)
                indent = own;
            else if (own != indent)
                return cannot(u"the tags are indented unevenly"_s);
            if (scalar(item) == m_tag)
                return joined();
            last = i;
        }
        m_lines.insert(last + 1, indent + u"- "_s + m_tag);
        return joined();
    }

    /// tags: one  (a single value; the Hub reads it as a list of one)
    Result<QString> single(qsizetype at, const QString& value)
    {
        const QString plain = scalar(value);
        const bool continues = at + 1 < m_lines.size() && m_lines[at + 1].startsWith(u' ');
        if (continues || value.contains(u'#') || plain.contains(u',') || plain.contains(u": "_s)
            || plain.endsWith(u':'))
            return cannot(u"the value of tags is not a plain word"_s);
        if (plain == m_tag)
            return joined();
        if (plain == u"null"_s || plain == u"~"_s) {
            m_lines[at] = u"tags:"_s;
        } else {
            m_lines[at] = u"tags:"_s;
            m_lines.insert(++at, u"- "_s + value.trimmed());
        }
        m_lines.insert(at + 1, u"- "_s + m_tag);
        return joined();
    }

    QStringList m_lines;
    QString m_lineEnd;
    QString m_tag;
};

} // namespace

Result<QString> addCardTag(const QString& card, const QString& tag)
{
    if (card.startsWith(QChar(QChar::ByteOrderMark)))
        return cannot(u"it begins with a byte order mark, so the Hub may not see its front matter"_s);
    if (card.contains(QChar(QChar::ReplacementCharacter)))
        return cannot(u"it is not valid UTF-8, and writing it back would change more than the tags"_s);
    const FrontMatter front = frontMatterOf(card);
    if (front.start < 0) {
        static const QRegularExpression opening(u"\\A\\s*---(\\r\\n|\\r|\\n)"_s);
        if (opening.match(card).hasMatch())
            return cannot(u"the front matter has no closing line"_s);
        const QString end = card.contains(u"\r\n"_s) ? u"\r\n"_s : u"\n"_s;
        return QString(u"---"_s + end + u"tags:"_s + end + u"- "_s + tag + end + u"---"_s + end + card);
    }
    const QString text = card.mid(front.start, front.end - front.start);
    QString rest = text;
    rest.remove(front.lineEnd);
    if (rest.contains(u'\r') || rest.contains(u'\n'))
        return cannot(u"the front matter mixes kinds of line ends"_s);
    auto inner = TagEdit(text, front.lineEnd, tag).apply();
    if (!inner)
        return fail(inner.error());
    return QString(card.left(front.start) + *inner + card.mid(front.end));
}

} // namespace docket::policy
