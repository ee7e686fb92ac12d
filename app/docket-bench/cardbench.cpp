#include "app/docket-bench/benches.h"
#include "app/docket-bench/measure.h"
#include "core/card/render.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <gumbo.h>
#include <md4c-html.h>

namespace docket::bench
{

using namespace Qt::StringLiterals;

namespace
{

void appendText(const MD_CHAR* text, MD_SIZE size, void* out)
{
    static_cast<QByteArray*>(out)->append(text, static_cast<qsizetype>(size));
}

QStringList cardFiles(const Surroundings& where)
{
    QStringList names;
    const QStringList folders = where.corpus.isEmpty()
        ? QStringList{ where.practice }
        : QStringList{ where.corpus + u"/model_cards"_s, where.corpus + u"/dataset_cards"_s,
              where.corpus + u"/space_cards"_s };
    for (const QString& folder : folders) {
        QDirIterator files(folder, { u"*.md"_s }, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            if (const QString name = files.next(); QFileInfo(name).size() < 1024 * 1024)
                names.append(name);
    }
    return names;
}

/// MB/s of CPU time that markdown-it with DOMPurify on jsdom reaches; 0 where `packaging/deps --bench` has not run.
double javaScriptRate(const QStringList& names)
{
    const QString folder = qEnvironmentVariable("DOCKET_NODE_BENCH");
    if (folder.isEmpty())
        return 0;
    QProcess node;
    node.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    node.start(u"node"_s, { folder + u"/cards.cjs"_s });
    node.write(names.join(u'\n').toUtf8());
    node.closeWriteChannel();
    if (!node.waitForFinished(300'000))
        return 0;
    const QJsonObject answer = QJsonDocument::fromJson(node.readAllStandardOutput()).object();
    const double milliseconds = answer[u"cpu_ms"].toDouble();
    return milliseconds > 0 ? answer[u"bytes"].toDouble() / 1e3 / milliseconds : 0;
}

} // namespace

void benchCards(const Surroundings& where)
{
    const QStringList names = cardFiles(where);
    QList<QByteArray> cards;
    for (const QString& name : names)
        if (QFile file(name); file.open(QIODevice::ReadOnly))
            cards.append(file.readAll());
    qint64 bytes = 0;
    for (const QByteArray& card : cards)
        bytes += card.size();
    if (bytes == 0)
        return;
    qint64 nodes = 0;
    const Pair pair = measurePairs(
        [&] {
            return cost([&] {
                for (const QByteArray& card : cards)
                    nodes += card::renderCard(card).bodyHtml.size();
            });
        },
        [&] {
            return cost([&] {
                for (const QByteArray& card : cards) {
                    QByteArray html;
                    md_html(
                        card.constData(), static_cast<MD_SIZE>(card.size()), appendText, &html, MD_DIALECT_GITHUB, 0);
                    GumboOptions options = kGumboDefaultOptions;
                    GumboOutput* output
                        = gumbo_parse_with_options(&options, html.constData(), static_cast<size_t>(html.size()));
                    nodes += output->errors.length;
                    gumbo_destroy_output(&options, output);
                }
            });
        },
        where.quick ? 3 : 7);
    const double megabytes = static_cast<double>(bytes) / 1e6;
    const double ours = megabytes / pair.ours;
    const double peer = javaScriptRate(where.quick ? names.first(qMin<qsizetype>(50, names.size())) : names);
    if (peer > 0)
        report(u"card to safe HTML (%1 cards) against markdown-it and DOMPurify on jsdom"_s.arg(cards.size()), ours,
            u"MB/s"_s, 0.05, peer, peer / ours);
    report(u"card to safe HTML (%1 cards) against md4c and a bare Gumbo parse"_s.arg(cards.size()), ours, u"MB/s"_s,
        1.3, megabytes / pair.peer, pair.ratio);
}

} // namespace docket::bench
