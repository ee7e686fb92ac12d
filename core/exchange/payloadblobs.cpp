#include "core/exchange/payloadblobs.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <set>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

void collect(const QJsonValue& value, std::set<QByteArray>& out)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const auto& one : array)
            collect(one, out);
    }
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QByteArray text = member.value().toString().toLatin1();
        if (member.key() == "sha256"_L1 && text.size() == 64 && QByteArray::fromHex(text).toHex() == text)
            out.insert(text);
        else
            collect(member.value(), out);
    }
}

} // namespace

QByteArrayList blobsNamedIn(const QByteArray& payload)
{
    std::set<QByteArray> found;
    collect(QJsonDocument::fromJson(payload).object(), found);
    return QByteArrayList(found.begin(), found.end());
}

QSet<QString> commitsNamedIn(const QByteArray& payload)
{
    static const QRegularExpression commit(u"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])"_s);
    QSet<QString> named;
    const QString text = QString::fromUtf8(payload);
    for (auto it = commit.globalMatch(text); it.hasNext();)
        named.insert(it.next().captured());
    return named;
}

} // namespace docket::exchange
