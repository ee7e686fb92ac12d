#include "ui/widgets/fuzzy.h"

#include <QString>

namespace docket::ui::widgets
{

namespace
{

constexpr int hitPoints = 10;
constexpr int wordStartPoints = 18;
constexpr int runPoints = 14;
constexpr int maxLengthPenalty = 9;

/// Greedy fit that begins at the first hit at or after `from`; 0 when the pattern does not fit.
int fitFrom(QStringView pattern, QStringView text, qsizetype from)
{
    int score = 0;
    qsizetype at = from;
    qsizetype previous = -2;
    for (const QChar wanted : pattern) {
        while (at < text.size() && text[at].toCaseFolded() != wanted)
            ++at;
        if (at == text.size())
            return 0;
        score += hitPoints;
        if (at == 0 || !text[at - 1].isLetterOrNumber())
            score += wordStartPoints;
        if (at == previous + 1)
            score += runPoints;
        previous = at++;
    }
    return score;
}

} // namespace

int fuzzyScore(QStringView pattern, QStringView text)
{
    QString folded;
    for (const QChar c : pattern) {
        if (!c.isSpace())
            folded += c.toCaseFolded();
    }
    if (folded.isEmpty())
        return 1;
    int best = 0;
    for (qsizetype from = 0; from < text.size(); ++from) {
        if (text[from].toCaseFolded() == folded[0])
            best = qMax(best, fitFrom(folded, text, from));
    }
    if (best == 0)
        return 0;
    return qMax(1, best - qMin(maxLengthPenalty, static_cast<int>(text.size() / 8)));
}

} // namespace docket::ui::widgets
