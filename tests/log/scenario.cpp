#include "tests/log/scenario.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace docket::test
{

using namespace Qt::StringLiterals;

QList<Scenario> Scenario::readFolder(const QString& folder)
{
    QList<Scenario> out;
    const QDir dir(folder);
    const QStringList files = dir.entryList({ u"*.txt"_s }, QDir::Files, QDir::Name);
    for (const QString& name : files) {
        QFile file(dir.filePath(name));
        if (!file.open(QFile::ReadOnly))
            continue;
        int number = 0;
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        for (const QString& line : lines) {
            ++number;
            if (line.startsWith("== "_L1))
                out.append({ name.chopped(4) + u": "_s + line.mid(3).trimmed(), name, number, {} });
            else if (!out.isEmpty() && out.last().file == name)
                out.last().lines.append(line);
        }
    }
    return out;
}

qsizetype Scenario::expectations() const
{
    return std::count_if(lines.begin(), lines.end(), [](const QString& text) { return text.startsWith(u'?'); });
}

} // namespace docket::test
