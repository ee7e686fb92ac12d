#include "app/docket-bench/benches.h"
#include "app/docket-bench/measure.h"
#include "core/card/render.h"

#include <QDirIterator>
#include <QFile>

#include <gumbo.h>
#include <md4c-html.h>

namespace docket::bench
{

using namespace Qt::StringLiterals;

namespace
{

QList<QByteArray> cardsOf(const Surroundings& where)
{
    QList<QByteArray> cards;
    const QStringList folders = where.corpus.isEmpty()
        ? QStringList{ where.practice }
        : QStringList{ where.corpus + u"/model_cards"_s, where.corpus + u"/dataset_cards"_s,
              where.corpus + u"/space_cards"_s };
    for (const QString& folder : folders) {
        QDirIterator files(folder, { u"*.md"_s }, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.size() < 1024 * 1024)
                cards.append(file.readAll());
        }
    }
    return cards;
}

void appendText(const MD_CHAR* text, MD_SIZE size, void* out)
{
    static_cast<QByteArray*>(out)->append(text, static_cast<qsizetype>(size));
}

} // namespace

void benchCards(const Surroundings& where)
{
    const QList<QByteArray> cards = cardsOf(where);
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
    report(u"card to safe HTML (%1 cards) against md4c and a bare Gumbo parse"_s.arg(cards.size()),
        megabytes / pair.ours, u"MB/s"_s, 1.3, megabytes / pair.peer, pair.ratio);
}

} // namespace docket::bench
