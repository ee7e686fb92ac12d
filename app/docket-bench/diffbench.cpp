#include "app/docket-bench/benches.h"
#include "app/docket-bench/cardtexts.h"
#include "app/docket-bench/measure.h"
#include "core/card/diff.h"

#include <QFile>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace docket::bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype cardBytes = 200'000;

/// `bytes` of text out of one card after the other; valid UTF-8, so that the half and the whole are the same work.
QByteArray joined(const QList<QByteArray>& cards, qsizetype first, qsizetype bytes)
{
    QByteArray out;
    for (qsizetype i = first; out.size() < bytes; ++i)
        out += QString::fromUtf8(cards.at(i % cards.size())).toUtf8() + '\n';
    return out.first(bytes);
}

/// One line in fifty gets another word, some go, some come.
QByteArray lightlyEdited(const QByteArray& text)
{
    QRandomGenerator random(7);
    QByteArray out;
    for (QByteArray line : text.split('\n')) {
        const int dice = random.bounded(1000);
        if (dice < 20 && !line.trimmed().isEmpty())
            line.replace(line.lastIndexOf(' ') + 1, 3, "edited");
        else if (dice < 23)
            continue;
        else if (dice < 26)
            out += "A new sentence about the training data and its limits.\n";
        out += line + '\n';
    }
    return out;
}

/// Every line stays in its place and half of its words are others.
QByteArray reworded(const QByteArray& text)
{
    QRandomGenerator random(11);
    const QList<QByteArray> words = text.simplified().split(' ');
    QByteArray out;
    for (const QByteArray& line : text.split('\n')) {
        QList<QByteArray> parts = line.split(' ');
        for (QByteArray& part : parts) {
            if (!part.isEmpty() && random.bounded(2) == 0)
                part = words.at(random.bounded(int(words.size())));
        }
        out += parts.join(' ') + '\n';
    }
    return out;
}

QString saved(const QTemporaryDir& folder, const QString& name, const QByteArray& text)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s cannot be written", qPrintable(file.fileName()));
    return file.fileName();
}

/// So often that the clock's grain does not count.
double costOfDiff(const QByteArray& before, const QByteArray& after)
{
    constexpr int times = 20;
    return cost([&] {
        for (int i = 0; i < times; ++i)
            card::diffCards(before, after);
    }) / times;
}

} // namespace

void benchDiff(const Surroundings& where)
{
    const QList<QByteArray> cards = cardTexts(where, 60'000);
    const QString git = QStandardPaths::findExecutable(u"git"_s);
    const QTemporaryDir folder;
    if (cards.isEmpty() || git.isEmpty() || !folder.isValid())
        return;
    const QByteArray text = joined(cards, 0, cardBytes);
    const QByteArray twice = joined(cards, 0, 2 * cardBytes);
    struct Case {
        const char16_t* name;
        QByteArray after;
        QByteArray twiceAfter;
        double limit;
    };
    const Case cases[] = {
        { u"lightly edited", lightlyEdited(text), lightlyEdited(twice), 0.5 },
        { u"reworded", reworded(text), reworded(twice), 1.0 },
        { u"another card", joined(cards, cards.size() / 2, cardBytes), joined(cards, cards.size() / 2, 2 * cardBytes),
            1.0 },
    };
    const QString before = saved(folder, u"before.md"_s, text);
    for (const Case& each : cases) {
        const QString name = QString::fromUtf16(each.name);
        const QString after = saved(folder, u"after.md"_s, each.after);
        const QStringList arguments{ u"diff"_s, u"--no-index"_s, u"--word-diff"_s, before, after };
        const int pairs = where.quick ? 3 : 15;
        const Pair pair = measurePairs([&] { return costOfDiff(text, each.after); },
            [&] {
                return cpuOfProgram(git, arguments, { u"GIT_PAGER=cat"_s, u"GIT_CONFIG_GLOBAL=/dev/null"_s }, 1);
            },
            pairs);
        report(u"diff of two 200 KB cards, %1, lines and words, against git diff --word-diff"_s.arg(name),
            pair.ours * 1e3, u"ms"_s, each.limit, pair.peer * 1e3, pair.ratio);
        const Pair growth = measurePairs(
            [&] { return costOfDiff(twice, each.twiceAfter); }, [&] { return costOfDiff(text, each.after); }, pairs);
        report(u"diff of two cards twice as long, %1"_s.arg(name), growth.ours * 1e3, u"ms"_s, 2.5, growth.peer * 1e3,
            growth.ratio);
    }
}

} // namespace docket::bench
