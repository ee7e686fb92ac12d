#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QDateTime>
#include <QStringList>

#include <simdjson.h>

#include <memory>
#include <optional>
#include <string_view>

/// Tolerant reading of the Hub's JSON with simdjson's DOM. Internal to core/hub.
namespace docket::hub::json
{

using Element = simdjson::dom::element;
using Object = simdjson::dom::object;
using Array = simdjson::dom::array;

/// A parsed document; elements live as long as it does.
class Document
{
public:
    /// LimitExceeded above `limit` bytes, Parse when it is not JSON. Bytes that are no UTF-8 and escapes of half a
    /// surrogate pair (JavaScript writes them) are read as U+FFFD: one odd comment must not hide a whole thread.
    static Result<Document> parse(QByteArrayView body, const QString& thing, qint64 limit);

    Document(Document&&) noexcept = default;
    Document& operator=(Document&&) noexcept = default;
    ~Document();

    Element root() const { return m_root; }

private:
    Document() = default;
    std::unique_ptr<simdjson::dom::parser> m_parser;
    Element m_root;
};

/// Parse error naming the place: "$.discussions[3].num".
tl::unexpected<Error> wrong(const QString& thing, const QString& path, const char* expected);

/// The value of a key: absent, null and a wrong type give the default. Texts are cut at `maximum` UTF-8 bytes.
QString text(Object object, std::string_view key, qsizetype maximum = 4096);
bool flag(Object object, std::string_view key, bool otherwise = false);
qint64 number(Object object, std::string_view key, qint64 otherwise = 0);
QDateTime time(Object object, std::string_view key);
std::optional<Object> object(Object parent, std::string_view key);
std::optional<Array> array(Object parent, std::string_view key);
QStringList texts(Object object, std::string_view key, int maximum = 10'000);

/// 40 lower-case hex characters, or nothing.
QString commitId(Object object, std::string_view key);
/// Cut at a whole character.
QString fromUtf8(std::string_view utf8, qsizetype maximum);
QByteArray minified(Element element);

} // namespace docket::hub::json
