#include "core/card/outline.h"

#include "core/base/cpudeadline.h"
#include "core/card/cardwords.h"
#include "core/card/defuse.h"
#include "core/card/source.h"

#include <QRegularExpression>

#include <md4c.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

constexpr qsizetype maximumSectionText = 64 * 1024;
constexpr qsizetype maximumSections = 10'000; ///< the checks look at each of them for many words
constexpr int thinWords = 15; // policies.md 4c.1, step 4
constexpr qint64 maximumBytes = 1024 * 1024;

/// Collects sections from md4c's events. Bytes of the text are gathered as UTF-8, tags of raw HTML are taken out at the
/// end.
class Outliner
{
public:
    Outliner(const QByteArray& source, int firstLine, CpuDeadline deadline, ParsedCard& out)
        : m_begin(source.constData()),
          m_end(source.constData() + source.size()),
          m_at(m_begin),
          m_line(firstLine),
          m_deadline(deadline),
          m_out(out)
    {
        Section first;
        first.line = firstLine;
        m_out.sections << first;
    }

    int enterBlock(MD_BLOCKTYPE type, void* detail)
    {
        if (m_stopped)
            return 1; // md4c does not always heed it the first time
        if (type == MD_BLOCK_H) {
            if (m_out.sections.size() >= maximumSections)
                return stop();
            flush();
            Section section;
            section.level = int(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
            m_out.sections << section;
            m_inHeading = true;
        } else if (type == MD_BLOCK_CODE) {
            ++current().codeBlocks;
            m_inCode = true;
        } else if (type == MD_BLOCK_LI) {
            ++current().listItems;
        } else if (type == MD_BLOCK_TABLE) {
            ++current().tables;
        }
        return (++m_calls & 255) == 0 && m_deadline.hasExpired() ? stop() : 0;
    }

    int leaveBlock(MD_BLOCKTYPE type)
    {
        if (m_stopped)
            return 1;
        if (type == MD_BLOCK_H) {
            current().heading = withoutTags(m_text).simplified();
            current().normalized = normalizeHeading(current().heading);
            m_text.clear();
            m_inHeading = false;
        } else if (type == MD_BLOCK_CODE) {
            m_inCode = false;
        } else if (type == MD_BLOCK_TD || type == MD_BLOCK_TH) {
            m_text += ' ';
        } else {
            m_text += '\n';
        }
        return 0;
    }

    int enterSpan(MD_SPANTYPE type, void* detail)
    {
        if (type == MD_SPAN_A && m_pictures == 0 && !m_inHeading)
            ++current().links;
        if (type == MD_SPAN_IMG) {
            const MD_ATTRIBUTE& source = static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src;
            if (m_pictures++ == 0 && source.text)
                m_out.pictureUrls << qMakePair(QString::fromUtf8(source.text, qsizetype(source.size)), m_line);
        }
        return 0;
    }
    int leaveSpan(MD_SPANTYPE type)
    {
        if (type == MD_SPAN_IMG)
            --m_pictures;
        return 0;
    }

    int text(MD_TEXTTYPE type, const char* data, size_t size)
    {
        if (data >= m_begin && data < m_end) {
            m_line += data < m_at ? -int(std::count(data, m_at, '\n')) : int(std::count(m_at, data, '\n'));
            m_at = data;
            if (current().line == 0)
                current().line = m_line;
            current().lastLine = std::max(current().lastLine, m_line);
        }
        if (m_inCode || m_pictures > 0 || m_text.size() > maximumSectionText)
            return 0;
        if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
            m_text += '\n';
        else if (type == MD_TEXT_HTML)
            m_text.append(data, qsizetype(size));
        else if (type == MD_TEXT_ENTITY)
            m_text += ' ';
        else
            for (size_t i = 0; i < size; ++i) { // a "<" of the text is no tag
                const char plain = sentinel::original(data[i]);
                m_text += plain ? plain : data[i] == '<' ? '(' : data[i];
            }
        return 0;
    }

    void flush()
    {
        Section& section = current();
        section.text = withoutTags(m_text).trimmed();
        m_text.clear();
    }
    bool stopped() const { return m_stopped; }

private:
    Section& current() { return m_out.sections.last(); }
    int stop()
    {
        m_stopped = true;
        return 1;
    }

    /// Comments and tags out; pictures written as HTML are noted.
    QString withoutTags(const QByteArray& html)
    {
        QString text = QString::fromUtf8(html);
        if (!text.contains(u'<'))
            return text;
        static const QRegularExpression comment(u"<!--.*?(-->|$)"_s, QRegularExpression::DotMatchesEverythingOption);
        static const QRegularExpression picture(
            u"<img[^>]{0,2000}?src\\s*=\\s*[\"']?([^\"'\\s>]{1,2000})"_s, QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression link(u"<a\\s[^>]{0,2000}?href"_s, QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression tag(u"</?[A-Za-z][^>]*>"_s);
        text.remove(comment);
        for (auto it = picture.globalMatch(text); it.hasNext();)
            m_out.pictureUrls << qMakePair(it.next().captured(1), current().line);
        for (auto it = link.globalMatch(text); it.hasNext(); it.next())
            ++current().links;
        return text.replace(tag, u" "_s);
    }

    const char* m_begin;
    const char* m_end;
    const char* m_at;
    int m_line;
    CpuDeadline m_deadline;
    ParsedCard& m_out;
    QByteArray m_text;
    bool m_inHeading = false;
    bool m_inCode = false;
    bool m_stopped = false;
    int m_pictures = 0;
    unsigned m_calls = 0;
};

int countWords(QStringView text)
{
    int words = 0;
    bool inWord = false;
    for (const QChar c : text) {
        if (c.unicode() >= 0x3040 && c.unicode() < 0xA000) { // kana and Han: no blanks between words
            ++words;
            inWord = false;
        } else if (!c.isLetterOrNumber() && !c.isMark() && c != u'\'' && c != u'-') {
            inWord = false;
        } else if (!inWord && c.isLetterOrNumber()) {
            inWord = true;
            ++words;
        }
    }
    return words;
}

/// What is left of a section when template text is taken out.
QString withoutPlaceholders(const QString& text, bool& hadPlaceholder)
{
    const CardWords& words = CardWords::get();
    QString rest = text.toLower().simplified();
    for (const QString& sentence : words.boilerplate) {
        hadPlaceholder = hadPlaceholder || rest.contains(sentence);
        rest.remove(sentence);
    }
    QStringList lines;
    QString lower = text.toLower();
    for (const QString& sentence : words.boilerplate)
        if (lower.simplified().contains(sentence)) // rare; then lines are of no use
            lower = rest;
    static const QRegularExpression label(u"^[\\s*_-]*[^:]{1,60}:[\\s*_]*$"_s);
    for (const QString& line : lower.split(u'\n')) {
        QString left = line.trimmed();
        bool placeholder = false;
        for (const QString& phrase : words.placeholders)
            if (left.contains(phrase) && (phrase.size() > 6 || countWords(left) <= 6)) {
                left.remove(phrase);
                placeholder = true;
            }
        hadPlaceholder = hadPlaceholder || placeholder;
        if (placeholder && label.match(left).hasMatch())
            continue;
        lines << left;
    }
    return lines.join(u' ');
}

SectionState stateOf(const Section& section)
{
    bool hadPlaceholder = false;
    const int words = countWords(withoutPlaceholders(section.text, hadPlaceholder));
    const bool more = section.tables > 0 || section.codeBlocks > 0;
    if (words == 0 && !more && section.links == 0)
        return hadPlaceholder || !section.text.isEmpty() ? SectionState::Placeholder : SectionState::Absent;
    if (words == 0 && hadPlaceholder)
        return SectionState::Placeholder;
    if (words >= thinWords || more || (section.listItems > 0 && words > 0))
        return SectionState::Present;
    return section.links > 0 ? SectionState::Elsewhere : SectionState::Thin;
}

Outliner* outliner(void* user)
{
    return static_cast<Outliner*>(user);
}

} // namespace

QString normalizeHeading(QStringView heading)
{
    QString text = heading.toString().toLower();
    text.remove(u"[optional]"_s);
    static const QRegularExpression numbering(u"^\\s*(\\d+([.)]\\d*)*[.):]?|[a-z][.)])\\s+"_s);
    text.remove(numbering);
    QString out;
    for (const QChar c : std::as_const(text)) {
        if (c.isLetterOrNumber() || c.isMark())
            out += c;
        else if (c == u'&')
            out += u" and "_s;
        else if (!c.isSurrogate() && c != u'\'' && c != u'’')
            out += u' ';
    }
    return out.simplified();
}

ParsedCard parseCard(QByteArrayView bytes, int deadlineMs)
{
    const CpuDeadline deadline(deadlineMs);
    ParsedCard out;
    const CardSource source = readSource(bytes, maximumBytes);
    const CardParts parts = splitFrontMatter(source.text);
    out.frontMatter = parseFrontMatter(parts);

    const DefusedMarkdown markdown = defuseMarkdown(parts.body);
    Outliner target(markdown.text, parts.bodyLine, deadline, out);
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_GITHUB;
    parser.enter_block
        = [](MD_BLOCKTYPE type, void* detail, void* user) { return outliner(user)->enterBlock(type, detail); };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) { return outliner(user)->leaveBlock(type); };
    parser.enter_span
        = [](MD_SPANTYPE type, void* detail, void* user) { return outliner(user)->enterSpan(type, detail); };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* user) { return outliner(user)->leaveSpan(type); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
        return outliner(user)->text(type, text, size);
    };
    md_parse(markdown.text.constData(), static_cast<MD_SIZE>(markdown.text.size()), &parser, &target);
    target.flush();
    out.readable = !target.stopped();
    for (Section& section : out.sections) {
        section.words = countWords(section.text);
        section.state = stateOf(section);
        out.words += section.words;
    }
    return out;
}

} // namespace docket::card
