#include "app/docket-hub/frontmatter.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <yaml-cpp/yaml.h>

#include <cmath>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype maximumBlock = 1024 * 1024; // bytes
constexpr int maximumDepth = 64;
constexpr int maximumValues = 100000;

struct TooLarge {
};

QJsonValue scalarValue(const YAML::Node& node)
{
    const std::string& raw = node.Scalar();
    const QString text = QString::fromStdString(raw);
    if (node.Tag() == "!") // quoted
        return text;
    if (text.isEmpty() || text == u"~" || text == u"null" || text == u"Null" || text == u"NULL")
        return QJsonValue::Null;
    if (text == u"true" || text == u"True" || text == u"TRUE")
        return true;
    if (text == u"false" || text == u"False" || text == u"FALSE")
        return false;
    static const QRegularExpression integer(u"^[-+]?[0-9]{1,18}$"_s);
    if (integer.match(text).hasMatch())
        return text.toLongLong();
    static const QRegularExpression real(u"^[-+]?([0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+)([eE][-+]?[0-9]+)?$"_s);
    if (real.match(text).hasMatch()) {
        const double value = text.toDouble();
        if (std::isfinite(value))
            return value;
    }
    return text;
}

QJsonValue toJson(const YAML::Node& node, int depth, int& budget)
{
    if (depth > maximumDepth || --budget < 0)
        throw TooLarge();
    switch (node.Type()) {
    case YAML::NodeType::Scalar:
        return scalarValue(node);
    case YAML::NodeType::Sequence: {
        QJsonArray array;
        for (const YAML::Node& item : node)
            array.append(toJson(item, depth + 1, budget));
        return array;
    }
    case YAML::NodeType::Map: {
        QJsonObject object;
        for (const auto& pair : node) {
            const QString key = pair.first.IsScalar() ? QString::fromStdString(pair.first.Scalar()) : u"?"_s;
            object.insert(key, toJson(pair.second, depth + 1, budget));
        }
        return object;
    }
    default:
        return QJsonValue::Null;
    }
}

/// The bytes of the block, or a null array when the text does not start with one.
QByteArray blockOf(const QByteArray& readme)
{
    QByteArray text = readme.left(maximumBlock + 16);
    if (text.startsWith("\xEF\xBB\xBF"))
        text.remove(0, 3);
    const auto isFence = [](QByteArray line) { return line.trimmed() == "---" && line.startsWith("---"); };
    qsizetype end = text.indexOf('\n');
    if (end < 0 || !isFence(text.left(end)))
        return {};
    const qsizetype start = end + 1;
    for (qsizetype from = start; from < text.size();) {
        end = text.indexOf('\n', from);
        const qsizetype stop = end < 0 ? text.size() : end;
        if (isFence(text.mid(from, stop - from)))
            return from == start ? QByteArray("") : text.mid(start, from - start);
        from = stop + 1;
    }
    return {};
}

} // namespace

FrontMatter readFrontMatter(const QByteArray& readme)
{
    FrontMatter out;
    const QByteArray block = blockOf(readme);
    if (block.isNull())
        return out;
    out.present = true;
    try {
        const YAML::Node root = YAML::Load(block.toStdString());
        int budget = maximumValues;
        if (root.IsNull())
            return out;
        if (!root.IsMap()) {
            out.error = u"the metadata is not a mapping of keys to values"_s;
            return out;
        }
        out.data = toJson(root, 0, budget).toObject();
    } catch (const YAML::Exception& e) {
        out.error = u"line %1: %2"_s.arg(e.mark.line + 1).arg(QString::fromStdString(e.msg));
    } catch (const TooLarge&) {
        out.error = u"the metadata is nested too deeply or grows too large"_s;
    } catch (const std::exception& e) {
        out.error = QString::fromLocal8Bit(e.what());
    }
    return out;
}

} // namespace docket::practicehub
