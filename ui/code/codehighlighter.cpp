#include "ui/code/codehighlighter.h"

#include <QElapsedTimer>
#include <QHash>
#include <QMutex>
#include <QSyntaxHighlighter>

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>

namespace docket::ui::code
{

using namespace Qt::StringLiterals;
namespace ksh = KSyntaxHighlighting;

namespace
{

static_assert(styleCount == ksh::Theme::Others + 1);

void escapeInto(QString& out, QStringView text)
{
    for (const QChar c : text) {
        if (c == u'&')
            out += "&amp;"_L1;
        else if (c == u'<')
            out += "&lt;"_L1;
        else if (c == u'>')
            out += "&gt;"_L1;
        else if (c == u'"')
            out += "&quot;"_L1;
        else if (!c.isNull())
            out += c;
    }
}

/// Writes one line as spans.
class SpanWriter final : public ksh::AbstractHighlighter
{
public:
    ksh::State write(const QString& line, const ksh::State& state, QString& out)
    {
        m_line = line;
        m_out = &out;
        m_written = 0;
        const ksh::State next = highlightLine(line, state);
        escapeInto(out, QStringView(m_line).sliced(m_written));
        return next;
    }

protected:
    void applyFormat(int offset, int length, const ksh::Format& format) override
    {
        if (length == 0 || offset < m_written)
            return;
        const QStringView line(m_line);
        escapeInto(*m_out, line.sliced(m_written, offset - m_written));
        const int style = static_cast<int>(format.textStyle());
        const QStringView text = line.sliced(offset, length);
        if (style == ksh::Theme::Normal) {
            escapeInto(*m_out, text);
        } else {
            *m_out += u"<span class=\"k%1\">"_s.arg(style);
            escapeInto(*m_out, text);
            *m_out += "</span>"_L1;
        }
        m_written = offset + length;
    }

private:
    QString m_line;
    QString* m_out = nullptr;
    qsizetype m_written = 0;
};

/// Names as cards write them.
const QHash<QString, QString>& aliases()
{
    static const QHash<QString, QString> names{
        { u"py"_s, u"Python"_s },
        { u"python3"_s, u"Python"_s },
        { u"pycon"_s, u"Python"_s },
        { u"ipython"_s, u"Python"_s },
        { u"sh"_s, u"Bash"_s },
        { u"shell"_s, u"Bash"_s },
        { u"console"_s, u"Bash"_s },
        { u"zsh"_s, u"Zsh"_s },
        { u"terminal"_s, u"Bash"_s },
        { u"jsonl"_s, u"JSON"_s },
        { u"json5"_s, u"JSON"_s },
        { u"js"_s, u"JavaScript"_s },
        { u"ts"_s, u"TypeScript"_s },
        { u"rust"_s, u"Rust"_s },
        { u"dockerfile"_s, u"Dockerfile"_s },
        { u"docker"_s, u"Dockerfile"_s },
        { u"yml"_s, u"YAML"_s },
        { u"md"_s, u"Markdown"_s },
        { u"tex"_s, u"LaTeX"_s },
        { u"bib"_s, u"BibTeX"_s },
        { u"bibtex"_s, u"BibTeX"_s },
        { u"c++"_s, u"C++"_s },
        { u"cpp"_s, u"C++"_s },
    };
    return names;
}

class Definitions
{
public:
    ksh::Definition find(const QString& language)
    {
        if (m_names.isEmpty()) {
            const QList<ksh::Definition> all = m_repository.definitions();
            for (const ksh::Definition& definition : all)
                m_names.insert(definition.name().toLower(), definition);
        }
        const QString wanted = language.toLower();
        if (const auto alias = aliases().constFind(wanted); alias != aliases().constEnd())
            return m_repository.definitionForName(*alias);
        if (const auto found = m_names.constFind(wanted); found != m_names.constEnd())
            return *found;
        return m_repository.definitionForFileName(u"x."_s + wanted);
    }
    ksh::Definition forFile(const QString& name) { return m_repository.definitionForFileName(name); }

private:
    ksh::Repository m_repository;
    QHash<QString, ksh::Definition> m_names;
};

/// "python title=x", "{.python}", "language-python" → "python".
QString languageName(QStringView info)
{
    QStringView name = info.trimmed();
    if (name.startsWith("language-"_L1))
        name = name.sliced(9);
    while (!name.isEmpty() && (name.front() == u'{' || name.front() == u'.'))
        name = name.sliced(1);
    qsizetype end = 0;
    while (end < name.size() && end < 40 && !name[end].isSpace() && name[end] != u'}' && name[end] != u','
        && name[end] != u'/' && name[end] != u':')
        ++end;
    return name.first(end).toString();
}

/// Colours a text view line by line.
class DocumentHighlighter final : public ksh::SyntaxHighlighter
{
public:
    DocumentHighlighter(QTextDocument* document, const ksh::Definition& definition, bool dark)
        : ksh::SyntaxHighlighter(document), m_colours(styleColours(dark))
    {
        setDefinition(definition);
    }

protected:
    void highlightBlock(const QString& text) override
    {
        if (text.size() <= CodeHighlighter::Limits().line)
            ksh::SyntaxHighlighter::highlightBlock(text);
    }
    void applyFormat(int offset, int length, const ksh::Format& format) override
    {
        const QColor& colour = m_colours[static_cast<size_t>(format.textStyle())];
        if (!colour.isValid())
            return;
        QTextCharFormat text;
        text.setForeground(colour);
        setFormat(offset, length, text);
    }

private:
    StyleColours m_colours;
};

} // namespace

const StyleColours& styleColours(bool dark)
{
    static const auto make = [](QRgb keyword, QRgb text, QRgb number, QRgb comment, QRgb name, QRgb wrong) {
        StyleColours colours;
        const auto set = [&colours](QRgb colour, std::initializer_list<ksh::Theme::TextStyle> styles) {
            for (const ksh::Theme::TextStyle style : styles)
                colours[static_cast<size_t>(style)] = QColor::fromRgb(colour);
        };
        using T = ksh::Theme;
        set(keyword, { T::Keyword, T::ControlFlow, T::Import, T::Preprocessor });
        set(text, { T::String, T::VerbatimString, T::SpecialString, T::Char, T::SpecialChar });
        set(number, { T::DecVal, T::BaseN, T::Float, T::Constant });
        set(comment, { T::Comment, T::Documentation, T::CommentVar, T::Annotation, T::RegionMarker, T::Information });
        set(name, { T::Function, T::BuiltIn, T::Attribute, T::DataType, T::Variable, T::Extension, T::Others });
        set(wrong, { T::Error, T::Alert, T::Warning });
        return colours;
    };
    static const StyleColours light = make(0xff7a3fd1, 0xff0a6e4e, 0xffa04a00, 0xff5c6673, 0xff2b5cc4, 0xffb3162f);
    static const StyleColours darkOnes = make(0xffc3a6ff, 0xff7fd6ae, 0xfff0a870, 0xff9aa5b3, 0xff8fb8ff, 0xfff2647a);
    return dark ? darkOnes : light;
}

QString styleRules(bool dark, const QString& prefix)
{
    QString rules;
    const StyleColours& colours = styleColours(dark);
    for (size_t i = 0; i < colours.size(); ++i) {
        if (colours[i].isValid())
            rules += u"%1.k%2{color:%3}"_s.arg(prefix).arg(i).arg(colours[i].name());
    }
    return rules;
}

struct CodeHighlighter::Private {
    Limits limits;
    mutable QMutex mutex;
    std::unique_ptr<Definitions> definitions;
};

CodeHighlighter::CodeHighlighter() : CodeHighlighter(Limits()) { }

CodeHighlighter::CodeHighlighter(const Limits& limits) : d(std::make_unique<Private>())
{
    d->limits = limits;
}

CodeHighlighter::~CodeHighlighter() = default;

QString CodeHighlighter::highlight(QStringView code, QStringView language) const
{
    const QString name = languageName(language);
    if (name.isEmpty() || code.size() > d->limits.block)
        return {};
    const QMutexLocker lock(&d->mutex);
    if (!d->definitions)
        d->definitions = std::make_unique<Definitions>();
    const ksh::Definition definition = d->definitions->find(name);
    if (!definition.isValid() || definition.name() == "None"_L1)
        return {};

    SpanWriter writer;
    writer.setDefinition(definition);
    ksh::State state;
    QString out;
    out.reserve(code.size() * 3);
    QElapsedTimer timer;
    timer.start();
    bool first = true;
    for (const QStringView line : code.tokenize(u'\n')) {
        if (!first)
            out += u'\n';
        first = false;
        if (line.size() > d->limits.line || timer.hasExpired(d->limits.milliseconds))
            escapeInto(out, line);
        else
            state = writer.write(line.toString(), state, out);
    }
    return out;
}

void CodeHighlighter::warmUp() const
{
    for (const QStringView language : { u"python", u"yaml", u"json", u"bash" })
        highlight(u"x: 1", language);
}

QSyntaxHighlighter* highlightDocument(QTextDocument* document, const QString& fileName, bool dark)
{
    static Definitions definitions; // text views live on the GUI thread
    const ksh::Definition definition = definitions.forFile(fileName.section(u'/', -1));
    if (!definition.isValid())
        return nullptr;
    return new DocumentHighlighter(document, definition, dark);
}

} // namespace docket::ui::code
