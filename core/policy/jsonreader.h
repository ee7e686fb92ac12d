#pragma once

#include "core/base/result.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <initializer_list>
#include <optional>

namespace docket::policy
{

/// Strict access to a JSON object of settings size. Keeps the first error with its path; after it every call returns a
/// default, so that a caller reads straight on and asks ok() once. Internal to this room.
class JsonReader
{
public:
    enum Need { Required, Optional };

    /// `thing` names the file or payload in errors.
    explicit JsonReader(QString thing) : m_thing(std::move(thing)) { }

    bool ok() const { return !m_error; }
    Error error() const { return m_error.value_or(Error{}); }
    /// Keeps the first error only.
    void refuse(
        const QString& path, const QString& cause, const QString& wayOut = {}, ErrorCode code = ErrorCode::Validation);

    void onlyKeys(const QJsonObject& object, const QString& path, std::initializer_list<QLatin1StringView> keys);
    QString text(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need = Required,
        qsizetype maxLength = 4000);
    bool flag(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need = Required);
    /// A whole number in [min, max].
    qint64 number(const QJsonObject& object, const QString& path, QLatin1StringView key, qint64 min, qint64 max,
        Need need, qint64 otherwise);
    QDate date(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need = Required);
    QStringList texts(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need = Required);
    QJsonObject object(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need = Required);
    QJsonArray array(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need = Required);
    /// Calls `each` with every element, which must be an object, and its path "$.a[3]".
    void objects(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need,
        const std::function<void(const QJsonObject&, const QString&)>& each);

    /// One word of a closed vocabulary, read by `fromName`.
    template <typename FromName>
    auto word(const QJsonObject& object, const QString& path, QLatin1StringView key, FromName fromName,
        Need need = Required) -> std::remove_cvref_t<decltype(*fromName(QStringView()))>
    {
        const QString name = text(object, path, key, need);
        if (auto value = fromName(QStringView(name)))
            return *value;
        if (need == Required || !name.isEmpty())
            refuseWord(path + u'.' + QString(key), name);
        return {};
    }
    template <typename FromName>
    auto words(const QJsonObject& object, const QString& path, QLatin1StringView key, FromName fromName,
        Need need = Required) -> QList<std::remove_cvref_t<decltype(*fromName(QStringView()))>>
    {
        QList<std::remove_cvref_t<decltype(*fromName(QStringView()))>> out;
        const QStringList names = texts(object, path, key, need);
        for (qsizetype i = 0; i < names.size(); ++i) {
            auto value = fromName(QStringView(names[i]));
            if (!value)
                refuseWord(path + u'.' + QString(key) + u'[' + QString::number(i) + u']', names[i]);
            else if (out.contains(*value))
                refuse(path + u'.' + QString(key), QStringLiteral("\"%1\" is named twice").arg(names[i]));
            else
                out += *value;
        }
        return out;
    }

private:
    QJsonValue value(const QJsonObject& object, const QString& path, QLatin1StringView key, Need need,
        QJsonValue::Type type, const char* typeName);
    void refuseWord(const QString& path, const QString& name);

    QString m_thing;
    std::optional<Error> m_error;
};

/// Text from a foreign file, shortened and on one line, fit for an error message.
QString forMessage(const QString& text);

} // namespace docket::policy
