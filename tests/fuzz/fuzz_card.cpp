// Any bytes as a card: rendered, outlined, checked and compared with themselves. For libFuzzer (Clang):
//   cmake -DCMAKE_CXX_COMPILER=clang++ -DDOCKET_FUZZ=ON ...; fuzz_card -max_len=65536 <folder of cards>
// Without libFuzzer the program runs over the files named on its command line, for reproducing.

#include "core/card/completeness.h"
#include "core/card/diff.h"
#include "core/card/render.h"
#include "tests/card/auditor.h"

#include <cstdio>
#include <cstdlib>

#ifndef DOCKET_LIBFUZZER
#include <QFile>
#endif

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)
{
    using namespace docket::card;
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    const RenderedCard card = renderCard(bytes);
    const QString fault = docket::test::auditHtml(
        card.frontMatterHtml + card.bodyHtml, int(card.links.size()), int(card.pictures.size()));
    if (!fault.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(fault));
        std::abort();
    }
    checkCompleteness(parseCard(bytes), docket::RepoKind::Model);
    const qsizetype half = bytes.size() / 2;
    diffCards(bytes.first(half), bytes.sliced(half));
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
