#include "core/log/format/canonicaljson.h"
#include "tests/faults/judge.h"
#include "tests/faults/tst_forms.h"

#include <QTest>

#include <rapidcheck.h>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

void appendUtf8(QByteArray& out, char32_t code)
{
    out += QString::fromUcs4(&code, 1).toUtf8();
}

/// Strings from all corners: controls, quotes, every length of UTF-8.
rc::Gen<QByteArray> anyString()
{
    const auto character = rc::gen::oneOf(rc::gen::inRange<char32_t>(1, 0x30), rc::gen::inRange<char32_t>(0x30, 0x80),
        rc::gen::inRange<char32_t>(0x80, 0x800), rc::gen::inRange<char32_t>(0x800, 0xd800),
        rc::gen::inRange<char32_t>(0xe000, 0x10000), rc::gen::inRange<char32_t>(0x10000, 0x110000));
    return rc::gen::map(rc::gen::container<std::vector<char32_t>>(character), [](const std::vector<char32_t>& codes) {
        QByteArray out;
        for (const char32_t code : codes)
            appendUtf8(out, code);
        return out;
    });
}

rc::Gen<QByteArray> anyKey()
{
    return rc::gen::map(rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcxyz019_"))),
        [](const std::string& tail) { return QByteArray(QByteArray("k") + QByteArray::fromStdString(tail)); });
}

rc::Gen<json::Value> anyValue(int depth)
{
    const auto number
        = rc::gen::map(rc::gen::oneOf(rc::gen::inRange<qint64>(0, 100), rc::gen::just(json::maximumInteger),
                           rc::gen::inRange<qint64>(0, json::maximumInteger)),
            [](qint64 n) { return json::Value(n); });
    const auto text = rc::gen::map(anyString(), [](const QByteArray& s) { return json::Value(s); });
    if (depth >= json::maximumDepth)
        return rc::gen::oneOf(number, text);
    const auto array = rc::gen::map(
        rc::gen::resize(
            4, rc::gen::container<std::vector<json::Value>>(rc::gen::lazy([=] { return anyValue(depth + 1); }))),
        [](const std::vector<json::Value>& items) { return json::Value(json::Array(items)); });
    const auto object = rc::gen::map(
        rc::gen::resize(4,
            rc::gen::container<std::vector<std::pair<QByteArray, json::Value>>>(
                rc::gen::pair(anyKey(), rc::gen::lazy([=] { return anyValue(depth + 1); })))),
        [](const std::vector<std::pair<QByteArray, json::Value>>& members) {
            json::Object unique;
            for (const auto& member : members)
                if (std::none_of(unique.begin(), unique.end(), [&](const auto& m) { return m.first == member.first; }))
                    unique.push_back(member);
            return json::Value(std::move(unique));
        });
    return rc::gen::oneOf(number, text, array, object);
}

/// The bytes of a string's inside, one of its characters spelt in a way that RFC 8785 does not choose.
QByteArray misspelt(const QByteArray& text)
{
    const char first = text.isEmpty() ? '\0' : text[0];
    if (static_cast<unsigned char>(first) >= 0x20 && static_cast<unsigned char>(first) < 0x7f)
        return "\\u00" + QByteArray(1, first).toHex() + json::serialise(json::Value(text.mid(1))).mid(1).chopped(1);
    return {};
}

/// Writes a value canonically, but for one place: `left` counts down to it, `kind` says what is done there.
class Misspeller
{
public:
    Misspeller(int place, int kind) : m_left(place), m_kind(kind) { }
    QByteArray write(const json::Value& value)
    {
        if (value.number())
            return number(*value.number());
        if (value.string())
            return string(*value.string());
        return value.array() ? array(*value.array()) : object(*value.object());
    }
    bool isDone() const { return m_done; }

private:
    bool here()
    {
        if (m_done || m_left-- > 0)
            return false;
        m_done = true;
        return true;
    }
    QByteArray number(qint64 n)
    {
        const QByteArray digits = QByteArray::number(n);
        if (!here())
            return digits;
        const QByteArrayList spellings{ "0" + digits, digits + ".0", digits + "e0", digits + "E0", "+" + digits,
            "-" + digits, " " + digits, digits + " ", "9007199254740992", "null", "true", "-0", "0x1", "NaN", "\"" };
        return spellings.at(m_kind % spellings.size());
    }
    QByteArray string(const QByteArray& text)
    {
        const QByteArray good = json::serialise(json::Value(text));
        if (!here())
            return good;
        const QByteArray inside = good.mid(1).chopped(1);
        QByteArrayList spellings{ "\"" + inside + "\\/\"", "\"" + inside + "\\u001F\"", "\"" + inside + "\\u000a\"",
            "\"" + inside + "\\u0000\"", "\"" + inside + "\\ud800\"", "\"" + inside + "\\ud83d\\ude00\"",
            "\"" + inside + "\xc0\xaf\"", "\"" + inside + "\xed\xa0\x80\"", "\"" + inside + "\xff\"",
            "\"" + inside + "\t\"", "\"" + inside + "\\x\"", "\"" + inside, " " + good, good + "\n",
            "'" + inside + "'" };
        if (const QByteArray other = misspelt(text); !other.isEmpty())
            spellings.append("\"" + other + "\"");
        return spellings.at(m_kind % spellings.size());
    }
    QByteArray array(const json::Array& items)
    {
        const bool wrong = here();
        QByteArrayList parts;
        for (const json::Value& item : items)
            parts.append(write(item));
        const QByteArray inside = parts.join(',');
        if (!wrong)
            return "[" + inside + "]";
        const QByteArrayList spellings{ "[ " + inside + "]", "[" + inside + " ]", "[" + inside + ",]",
            "[," + inside + "]", "[" + inside, "[" + inside + "}", "[[[[[[[[" + inside + "]]]]]]]]",
            "[" + inside + "]]" };
        return spellings.at(m_kind % spellings.size());
    }
    QByteArray object(const json::Object& members)
    {
        const bool wrong = here();
        QByteArrayList parts;
        for (const auto& [key, value] : members)
            parts.append("\"" + key + "\":" + write(value));
        const QByteArray inside = parts.join(',');
        if (!wrong)
            return "{" + inside + "}";
        QByteArrayList spellings{ "{ " + inside + "}", "{" + inside + ",}",
            "{\"A\":1" + QByteArray(inside.isEmpty() ? "" : ",") + inside + "}",
            "{" + inside + QByteArray(inside.isEmpty() ? "" : ",") + "\"\":1}", "{" + inside, "{" + inside + "]" };
        if (!members.empty()) {
            spellings.append("{" + parts.join(", ") + " }");
            spellings.append("{" + inside + "," + parts.first() + "}"); // twice
            spellings.append("{" + inside.left(inside.indexOf(':')) + " :" + inside.mid(inside.indexOf(':') + 1) + "}");
        }
        if (members.size() > 1) {
            std::reverse(parts.begin(), parts.end());
            spellings.append("{" + parts.join(',') + "}"); // order
        }
        return spellings.at(m_kind % spellings.size());
    }

    int m_left;
    int m_kind;
    bool m_done = false;
};

/// Runs a property a thousand times, or ten thousand in the long form.
template <typename Property> bool holds(const char* what, Property&& property)
{
    qputenv("RC_PARAMS",
        isLongForm() ? "max_success=20000 max_discard_ratio=100" : "max_success=600 max_discard_ratio=100");
    return rc::check(what, std::forward<Property>(property));
}

} // namespace

void TestForms::json_roundTrip()
{
    QVERIFY(holds("parse(serialise(x)) = x", [] {
        const json::Value value = *anyValue(1);
        const QByteArray bytes = json::serialise(value);
        const auto again = json::parse(bytes);
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == value);
        RC_ASSERT(json::serialise(*again) == bytes);
    }));
}

void TestForms::json_otherSpellingsAreRefused()
{
    QVERIFY(holds("any other spelling is refused", [] {
        const json::Value value = *anyValue(1);
        Misspeller speller(*rc::gen::inRange(0, 6), *rc::gen::inRange(0, 1000));
        const QByteArray bytes = speller.write(value);
        RC_PRE(speller.isDone());
        RC_PRE(bytes != json::serialise(value));
        const auto parsed = json::parse(bytes);
        // "123" for 12 is another value, canonically written; nothing else may pass.
        const bool another = parsed && !(*parsed == value) && json::serialise(*parsed) == bytes && value.number();
        if (parsed && !another)
            RC_FAIL("accepted: " + bytes.toStdString());
    }));
}

void TestForms::json_changedBytesAreRefusedOrCanonical()
{
    QVERIFY(holds("a changed byte never means the same", [] {
        const json::Value value = *anyValue(1);
        QByteArray bytes = json::serialise(value);
        const int edits = *rc::gen::inRange(1, 4);
        for (int i = 0; i < edits && !bytes.isEmpty(); ++i) {
            const auto at = *rc::gen::inRange<qsizetype>(0, bytes.size());
            const char byte = static_cast<char>(*rc::gen::inRange(0, 256));
            switch (*rc::gen::inRange(0, 3)) {
            case 0:
                bytes[at] = byte;
                break;
            case 1:
                bytes.insert(at, byte);
                break;
            default:
                bytes.remove(at, 1);
            }
        }
        RC_PRE(bytes != json::serialise(value));
        const auto parsed = json::parse(bytes);
        if (parsed) {
            RC_ASSERT(json::serialise(*parsed) == bytes);
            RC_ASSERT(!(*parsed == value));
        }
    }));
}
