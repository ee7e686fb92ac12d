// Any two texts compared: what is not marked is the same on both sides, marks lie inside their lines, and everything
// that is built on the comparison (fields, rows, JSON) takes it. The input is cut at the first byte 0xff, which no
// UTF-8 text holds. Without libFuzzer the program runs over the files named on its command line.

#include "core/changes/changesjson.h"

#include <cstdio>
#include <cstdlib>

#ifndef DOCKET_LIBFUZZER
#include <QFile>
#endif

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size);

namespace
{

void require(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

void checkWords(const docket::card::CardDiff& diff, docket::card::CardDiff::Side side)
{
    const auto& text = side == docket::card::CardDiff::Side::Before ? diff.before : diff.after;
    for (int line = 0; line < text.lineCount(); ++line) {
        qsizetype last = 0;
        const qsizetype length = text.text(line).size();
        for (const docket::card::TextRange& range : diff.words(side, line)) {
            require(
                range.start >= last && range.length > 0 && range.start + range.length <= length, "words out of line");
            last = range.start + range.length;
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)
{
    using namespace docket::card;
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    const qsizetype cut = bytes.indexOf('\xff');
    const QByteArray from = cut < 0 ? bytes.first(bytes.size() / 2) : bytes.first(cut);
    const QByteArray to = cut < 0 ? bytes.sliced(bytes.size() / 2) : bytes.sliced(cut + 1);
    const docket::changes::RevisionChanges changes = docket::changes::compareCards(from, to);
    const CardDiff& diff = changes.card;
    int i = 0;
    int j = 0;
    const auto sameUpTo = [&](int before, int after) {
        require(before - i == after - j && before >= i, "blocks out of step");
        for (; i < before; ++i, ++j)
            require(diff.before.line(i) == diff.after.line(j), "an unmarked line differs");
    };
    for (const DiffBlock& block : diff.blocks) {
        sameUpTo(block.before, block.after);
        i += block.removed;
        j += block.added;
        for (const DiffLayout layout : { DiffLayout::Unified, DiffLayout::SideBySide }) {
            int before = block.before;
            int after = block.after;
            for (const DiffRow& row : rowsOf(diff, block, layout)) {
                before += row.before > 0;
                after += row.after > 0;
                require((row.before == 0 || row.before == before) && (row.after == 0 || row.after == after),
                    "rows out of order");
            }
            require(before == i && after == j, "rows are missing");
        }
    }
    sameUpTo(diff.before.lineCount(), diff.after.lineCount());
    checkWords(diff, CardDiff::Side::Before);
    checkWords(diff, CardDiff::Side::After);
    docket::changes::toJson(changes);
    return 0;
}

#ifndef DOCKET_LIBFUZZER
int main(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        QFile file(QString::fromLocal8Bit(argv[i]));
        if (!file.open(QIODevice::ReadOnly))
            return 2;
        const QByteArray bytes = file.readAll();
        LLVMFuzzerTestOneInput(reinterpret_cast<const unsigned char*>(bytes.constData()), size_t(bytes.size()));
    }
    return 0;
}
#endif
