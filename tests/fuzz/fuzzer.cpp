// Any bytes for one target (fuzztarget.h), named by DOCKET_FUZZ_TARGET. With Clang this is a libFuzzer program, which
// packaging/fuzz builds and runs. Else it runs over the files named on its command line, for reproducing. What it finds
// becomes a file in the target's corpus, which the test of its room replays.

#include "tests/fuzz/fuzztarget.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#ifndef DOCKET_LIBFUZZER
#include <QFile>
#endif

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)
{
    using namespace docket::test;
    for (const FuzzTarget& target : DOCKET_FUZZ_TARGETS()) {
        if (std::strcmp(target.name, DOCKET_FUZZ_TARGET) != 0)
            continue;
        const QString wrong = target.run(QByteArray(reinterpret_cast<const char*>(data), qsizetype(size)));
        if (!wrong.isEmpty()) {
            std::fprintf(stderr, "%s: %s\n", target.name, qPrintable(wrong));
            std::abort();
        }
        return 0;
    }
    std::abort();
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
