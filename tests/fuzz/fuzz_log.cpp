// Any bytes for one parser of the audit trail, named by DOCKET_FUZZ_TARGET (logtargets.h). For libFuzzer (Clang):
//   cmake -DCMAKE_CXX_COMPILER=clang++ -DDOCKET_FUZZ=ON ...; fuzz_log_entry -max_len=4096 <new folder>
//   tests/fuzz/corpus/entry
// Without libFuzzer the program runs over the files named on its command line, for reproducing. What it finds becomes a
// file in the corpus, which the fault tests replay.

#include "tests/fuzz/logtargets.h"

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
    for (const FuzzTarget& target : logFuzzTargets()) {
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
