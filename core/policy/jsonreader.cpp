#include "core/policy/jsonreader.h"

#include <algorithm>
#include <cmath>

namespace docket::policy
{
using namespace Qt::StringLiterals;

QString forMessage(const QString& text)
{
    constexpr qsizetype kShown = 60;
    QString out = text.left(kShown).simplified();
    // Control and direction-changing characters of a foreign file could rearrange the line it is printed on.
    out.removeIf([](QChar c) { return c.category() == QChar::Other_Format || c.category() == QChar::Other_Control; });
    return text.size() > kShown ? QString(out + u"…"_s) : out;
}

void JsonReader::refuse(const QString& path, const QString& cause, const QString& wayOut, ErrorCode code)
{
    if (!m_error)
        m_error = Error{ code, QString(m_thing + u' ' + path), cause, wayOut };
}

void JsonReader::refuseWord(const QString& path, const QString& name)
{
    refuse(path, u"\"%1\" is not a word of this vocabulary"_s.arg(forMessage(name)),
        u"use one of the words listed for this key"_s);
}

void JsonReader::onlyKeys(const QJsonObject& object, const QString& path, std::initializer_list<QLatin1StringView> keys)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = it.key();
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
            refuse(path, u"unknown key \"%1\""_s.arg(forMessage(key)), u"remove it or correct its spelling"_s);
            return;
        }
    }
}

QJsonValue JsonReader::value(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need,
    QJsonValue::Type type, const char* typeName)
{
    const QJsonValue found = object.value(key);
    if (found.isUndefined() || (need == Optional && found.isNull())) {
        if (need == Required)
            refuse(path, u"mandatory key \"%1\" is missing"_s.arg(key), u"add it"_s);
        return {};
    }
    if (found.type() != type) {
        refuse(path + u'.' + QString(key), u"must be %1"_s.arg(QLatin1StringView(typeName)));
        return {};
    }
    return found;
}

QString JsonReader::text(
    const QJsonObject& object, const QString& path, QLatin1StringView key, Need need, qsizetype maxLength)
{
    const QJsonValue found = value(object, path, key, need, QJsonValue::String, "a text");
    const QString out = found.toString();
    if (found.isString() && need == Required && out.trimmed().isEmpty())
        refuse(path + u'.' + QString(key), u"must not be empty"_s);
    if (out.size() > maxLength) {
        refuse(path + u'.' + QString(key),
            u"has %1 characters, more than the %2 allowed"_s.arg(out.size()).arg(maxLength), u"shorten it"_s,
            ErrorCode::LimitExceeded);
        return {};
    }
    return out;
}

bool JsonReader::flag(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need)
{
    return value(object, path, key, need, QJsonValue::Bool, "true or false").toBool();
}

qint64 JsonReader::number(const QJsonObject& object, const QString& path, QLatin1StringView key, qint64 min, qint64 max,
    Need need, qint64 otherwise)
{
    const QJsonValue found = value(object, path, key, need, QJsonValue::Double, "a number");
    if (!found.isDouble())
        return otherwise;
    const double real = found.toDouble();
    // Compared as doubles first: a cast of 1e300 would be undefined.
    if (!(real >= static_cast<double>(min) && real <= static_cast<double>(max)) || std::floor(real) < real) {
        refuse(path + u'.' + QString(key), u"must be a whole number from %1 to %2"_s.arg(min).arg(max));
        return otherwise;
    }
    return static_cast<qint64>(real);
}

QDate JsonReader::date(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need)
{
    const QString name = text(object, path, key, need);
    if (name.isEmpty())
        return {};
    const QDate out = QDate::fromString(name, u"yyyy-MM-dd"_s);
    if (!out.isValid())
        refuse(
            path + u'.' + QString(key), u"\"%1\" is not a date"_s.arg(forMessage(name)), u"write it as YYYY-MM-DD"_s);
    return out;
}

QJsonArray JsonReader::array(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need)
{
    constexpr qsizetype kMaxElements = 5000;
    const QJsonArray out = value(object, path, key, need, QJsonValue::Array, "a list").toArray();
    if (out.size() > kMaxElements) {
        refuse(path + u'.' + QString(key),
            u"has %1 elements, more than the %2 allowed"_s.arg(out.size()).arg(kMaxElements), u"split it"_s,
            ErrorCode::LimitExceeded);
        return {};
    }
    return out;
}

QJsonObject JsonReader::object(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need)
{
    return value(object, path, key, need, QJsonValue::Object, "an object").toObject();
}

QStringList JsonReader::texts(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need)
{
    QStringList out;
    const QJsonArray list = array(object, path, key, need);
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QString text = list.at(i).toString();
        if (text.trimmed().isEmpty() || text.size() > 1000) {
            refuse(path + u'.' + QString(key) + u'[' + QString::number(i) + u']',
                u"must be a text of 1 to 1000 characters"_s);
            return {};
        }
        out += text;
    }
    return out;
}

void JsonReader::objects(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need,
    const std::function<void(const QJsonObject&, const QString&)>& each)
{
    const QJsonArray list = array(object, path, key, need);
    for (qsizetype i = 0; i < list.size() && ok(); ++i) {
        const QString where = path + u'.' + QString(key) + u'[' + QString::number(i) + u']';
        const QJsonValue element = list.at(i);
        if (!element.isObject()) {
            refuse(where, u"must be an object"_s);
            return;
        }
        each(element.toObject(), where);
    }
}

} // namespace docket::policy
