#include "tests/faults/tst_fuzzed.h"

#include "tests/faults/judge.h"
#include "tests/fuzz/logtargets.h"

#include <QTest>

#include <random>

using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

QByteArrayList seedsOf(const char* target)
{
    QByteArrayList seeds;
    const QDir folder(QStringLiteral(DOCKET_SOURCE_DIR "/tests/fuzz/corpus/") + QLatin1String(target));
    for (const QString& name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            seeds.append(file.readAll());
    }
    return seeds;
}

/// One to four changes: a byte, a number's edge, a piece moved, doubled or cut out, another seed's tail.
QByteArray mutant(const QByteArrayList& seeds, std::mt19937& random)
{
    const auto any = [&random](qsizetype below) { return below > 0 ? static_cast<qsizetype>(random()) % below : 0; };
    QByteArray bytes = seeds.at(any(seeds.size()));
    for (auto changes = any(4) + 1; changes > 0; --changes) {
        const qsizetype at = any(bytes.size());
        const qsizetype length = any(qMin<qsizetype>(64, bytes.size() - at));
        switch (any(7)) {
        case 0:
            if (!bytes.isEmpty())
                bytes[at] = static_cast<char>(random());
            break;
        case 1:
            bytes.insert(at, static_cast<char>(random()));
            break;
        case 2:
            bytes.remove(at, length);
            break;
        case 3:
            bytes.insert(any(bytes.size()), bytes.mid(at, length));
            break;
        case 4:
            bytes.truncate(at);
            break;
        case 5:
            bytes = bytes.first(at) + seeds.at(any(seeds.size())).mid(at);
            break;
        default:
            bytes.replace(at, length, QByteArrayList{ "9007199254740992", "\n\n", "-1", "\xff", "" }.at(any(5)));
        }
    }
    return bytes;
}

} // namespace

void TestFuzzed::corpusAndMutants_data()
{
    QTest::addColumn<int>("number");
    const auto& targets = logFuzzTargets();
    for (size_t i = 0; i < targets.size(); ++i)
        QTest::newRow(targets[i].name) << static_cast<int>(i);
}

void TestFuzzed::corpusAndMutants()
{
    QFETCH(int, number);
    const FuzzTarget& target = logFuzzTargets()[static_cast<size_t>(number)];
    const QByteArrayList seeds = seedsOf(target.name);
    QVERIFY2(!seeds.isEmpty(), "no seeds");
    for (const QByteArray& seed : seeds)
        QCOMPARE(target.run(seed), QString());
    std::mt19937 random(11);
    const int mutants = inForm(3000, 200'000);
    for (int i = 0; i < mutants; ++i) {
        const QByteArray bytes = mutant(seeds, random);
        const QString wrong = target.run(bytes);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong + u": "_s + QString::fromLatin1(bytes.toPercentEncoding())));
    }
}
