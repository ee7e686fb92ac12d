#include "core/card/cardwords.h"

#include "core/card/outline.h"
#include "core/card/resources.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

QStringList strings(const QJsonValue& value)
{
    QStringList out;
    for (const QJsonValue& item : value.toArray())
        out << item.toString();
    return out;
}

QList<SectionCriterion> criteria(const QJsonValue& value)
{
    QList<SectionCriterion> out;
    for (const QJsonValue& item : value.toArray())
        out << SectionCriterion{ item[u"id"].toString(), strings(item[u"targets"]), item[u"what"].toString(),
            item[u"field"].toString(), item[u"words"].toString(), item[u"weight"].toInt(1) };
    return out;
}

CardWords read()
{
    loadCardResources();
    CardWords out;
    QFile file(u":/card/headings.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return out;
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject targets = root[u"targets"].toObject();
    for (auto it = targets.begin(); it != targets.end(); ++it)
        for (const QString& heading : strings(it.value()))
            out.headings[it.key()] << normalizeHeading(heading);
    out.model = criteria(root[u"sections"][u"model"]);
    out.dataset = criteria(root[u"sections"][u"dataset"]);
    out.placeholders = strings(root[u"placeholders"]);
    out.boilerplate = strings(root[u"boilerplate"]);
    out.stubs = strings(root[u"stubs"]);
    const QJsonObject words = root[u"words"].toObject();
    for (auto it = words.begin(); it != words.end(); ++it)
        out.words[it.key()] = strings(it.value());
    return out;
}

} // namespace

const CardWords& CardWords::get()
{
    static const CardWords words = read();
    return words;
}

} // namespace docket::card
