#include "ui/review/commenthistory.h"

#include "core/card/diff.h"
#include "core/card/textwriter.h"

#include <QSet>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int mostRows = 200;

QString shown(QStringView text)
{
    std::string out;
    card::TextWriter(out).text(card::utf8(text), true);
    return QString::fromStdString(out);
}

/// A line with its changed words in `tag`; wholly so when it has no counterpart.
QString lineHtml(const QString& line, const QList<card::TextRange>& words, bool paired, const QString& tag)
{
    const QString open = u'<' + tag + u'>';
    const QString close = u"</"_s + tag + u'>';
    if (!paired)
        return open + shown(line) + close;
    QString out;
    qsizetype at = 0;
    for (const card::TextRange& word : words) {
        out += shown(QStringView(line).mid(at, word.start - at));
        out += open + shown(QStringView(line).mid(word.start, word.length)) + close;
        at = word.start + word.length;
    }
    return out + shown(QStringView(line).mid(at));
}

} // namespace

QString editHtml(const QString& before, const QString& after)
{
    using Side = card::CardDiff::Side;
    const card::CardDiff diff = card::diffCards(before.toUtf8(), after.toUtf8());
    QSet<int> pairedBefore;
    QSet<int> pairedAfter;
    for (const card::LinePair& pair : diff.pairs) {
        pairedBefore.insert(pair.before);
        pairedAfter.insert(pair.after);
    }
    QString out;
    int rows = 0;
    for (const card::DiffBlock& block : diff.blocks) {
        for (const card::DiffRow& row : card::rowsOf(diff, block, card::DiffLayout::Unified)) {
            if (++rows > mostRows)
                return out + u"<p>…</p>"_s;
            const bool old = row.kind == card::DiffRow::Kind::Removed;
            const int line = (old ? row.before : row.after) - 1;
            const QString text = (old ? diff.before : diff.after).text(line);
            out += u"<p>"_s + (old ? u"− "_s : u"+ "_s)
                + lineHtml(text, diff.words(old ? Side::Before : Side::After, line),
                    (old ? pairedBefore : pairedAfter).contains(line), old ? u"del"_s : u"ins"_s)
                + u"</p>"_s;
        }
    }
    return out;
}

} // namespace docket::ui::review
