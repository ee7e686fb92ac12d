#include "tests/fuzz/replay.h"

#include <QDir>

#include <random>

using namespace Qt::StringLiterals;

namespace docket::test
{

namespace
{

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

QString replay(const FuzzTarget& target, int mutants)
{
    QByteArrayList seeds;
    const QDir folder(QStringLiteral(DOCKET_SOURCE_DIR "/tests/fuzz/corpus/") + QLatin1StringView(target.name));
    for (const QString& name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return name + u": cannot be read"_s;
        seeds.append(file.readAll());
        if (const QString wrong = target.run(seeds.constLast()); !wrong.isEmpty())
            return name + u": "_s + wrong;
    }
    if (seeds.isEmpty())
        return folder.path() + u": no corpus"_s;
    std::mt19937 random(11);
    for (int i = 0; i < mutants; ++i) {
        const QByteArray bytes = mutant(seeds, random);
        if (const QString wrong = target.run(bytes); !wrong.isEmpty())
            return wrong + u": "_s + QString::fromLatin1(bytes.toPercentEncoding());
    }
    return {};
}

} // namespace docket::test
