#include "core/card/yamltree.h"

#include "core/base/cpudeadline.h"

#include <QHash>
#include <QSet>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>
#include <vector>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

/// Thrown out of an event to stop yaml-cpp; never leaves this file.
struct LimitReached {
    QString cause;
    int line = 0;
};

constexpr int maximumDuplicateNotes = 20;

/// Feeds yaml-cpp byte by block and stops it at the deadline: its scanner may run long between two events.
class ViewBuffer : public std::streambuf
{
public:
    ViewBuffer(QByteArrayView bytes, CpuDeadline deadline) : m_left(bytes), m_deadline(deadline) { }

protected:
    int_type underflow() override
    {
        if (m_left.isEmpty())
            return traits_type::eof();
        if (m_deadline.hasExpired())
            throw LimitReached{ u"takes too long to read"_s, 0 };
        const auto count = std::min<qsizetype>(m_left.size(), qsizetype(sizeof m_block));
        std::copy_n(m_left.data(), count, m_block);
        m_left = m_left.sliced(count);
        setg(m_block, m_block, m_block + count);
        return traits_type::to_int_type(m_block[0]);
    }

private:
    QByteArrayView m_left;
    CpuDeadline m_deadline;
    char m_block[2048];
};

class TreeBuilder : public YAML::EventHandler
{
public:
    TreeBuilder(int firstLine, const YamlLimits& limits, CpuDeadline deadline)
        : m_firstLine(firstLine), m_limits(limits), m_deadline(deadline)
    {
    }

    FieldValue root;
    QList<Note> notes;
    bool started = false;

    void OnDocumentStart(const YAML::Mark&) override { started = true; }
    void OnDocumentEnd() override { }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        FieldValue value;
        value.line = lineOf(mark);
        count(1, value.line);
        remember(anchor, value, 1);
        place(std::move(value));
    }

    void OnScalar(
        const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override
    {
        FieldValue value;
        value.kind = FieldValue::Kind::Scalar;
        value.scalar = QString::fromStdString(text);
        value.quoted = tag == "!";
        value.line = lineOf(mark);
        count(1, value.line);
        remember(anchor, value, 1);
        place(std::move(value));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        const int line = lineOf(mark);
        if (++m_aliases > m_limits.maximumAliases)
            throw LimitReached{ u"has more than %1 aliases"_s.arg(m_limits.maximumAliases), line };
        const auto found = m_anchors.constFind(anchor);
        if (found == m_anchors.cend()) // an alias inside the value it names
            throw LimitReached{ u"refers to itself"_s, line };
        count(found->size, line);
        if (qsizetype(m_open.size()) + found->depth > m_limits.maximumDepth)
            throw LimitReached{ u"is nested too deep"_s, line };
        if (!m_open.empty()) {
            m_open.back().size += found->size;
            m_open.back().depth = std::max(m_open.back().depth, found->depth);
        }
        FieldValue value = found->value;
        value.line = line;
        place(std::move(value), false);
    }

    void OnSequenceStart(
        const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(FieldValue::Kind::List, mark, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(
        const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(FieldValue::Kind::Map, mark, anchor);
    }
    void OnMapEnd() override { close(); }

private:
    struct Anchored {
        FieldValue value;
        int size = 1; ///< values it stands for
        int depth = 0; ///< levels below it
    };
    struct Open {
        FieldValue value;
        YAML::anchor_t anchor = 0;
        bool haveKey = false;
        QString key;
        int keyLine = 0;
        int size = 1;
        int depth = 1;
        QSet<QString> names;
    };

    /// Is the key of `map` among its fields? Sets only pay off for large maps.
    static bool isKnown(Open& map)
    {
        if (map.value.fields.size() < 16)
            return map.value.find(map.key) != nullptr;
        if (map.names.isEmpty())
            for (const Field& field : std::as_const(map.value.fields))
                map.names.insert(field.name);
        const auto before = map.names.size();
        map.names.insert(map.key);
        return map.names.size() == before;
    }

    int lineOf(const YAML::Mark& mark) const { return m_firstLine + std::max(mark.line, 0); }

    void count(int values, int line)
    {
        m_values += values;
        if (m_values > m_limits.maximumValues)
            throw LimitReached{ u"stands for more than %1 values"_s.arg(m_limits.maximumValues), line };
        if (m_deadline.hasExpired())
            throw LimitReached{ u"takes too long to read"_s, line };
    }

    void remember(YAML::anchor_t anchor, const FieldValue& value, int size, int depth = 0)
    {
        if (anchor != 0)
            m_anchors.insert(anchor, Anchored{ value, size, depth });
    }

    void open(FieldValue::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor)
    {
        const int line = lineOf(mark);
        count(1, line);
        if (qsizetype(m_open.size()) >= m_limits.maximumDepth)
            throw LimitReached{ u"is nested too deep"_s, line };
        Open frame;
        frame.value.kind = kind;
        frame.value.line = line;
        frame.anchor = anchor;
        m_open.push_back(std::move(frame));
    }

    void close()
    {
        Open frame = std::move(m_open.back());
        m_open.pop_back();
        remember(frame.anchor, frame.value, frame.size, frame.depth);
        if (!m_open.empty()) {
            m_open.back().size += frame.size;
            m_open.back().depth = std::max(m_open.back().depth, frame.depth + 1);
        }
        place(std::move(frame.value), false);
    }

    /// Puts a finished value where it belongs. `own` values count toward the size of what surrounds them.
    void place(FieldValue value, bool own = true)
    {
        if (m_open.empty()) {
            root = std::move(value);
            return;
        }
        Open& parent = m_open.back();
        if (own)
            ++parent.size;
        if (parent.value.kind == FieldValue::Kind::List) {
            parent.value.items << std::move(value);
            return;
        }
        if (!parent.haveKey) {
            parent.haveKey = true;
            parent.keyLine = value.line;
            switch (value.kind) {
            case FieldValue::Kind::Scalar:
                parent.key = value.scalar;
                break;
            case FieldValue::Kind::Null:
                parent.key = u"null"_s;
                break;
            default:
                parent.key = u"(compound key)"_s;
            }
            return;
        }
        parent.haveKey = false;
        if (isKnown(parent)) {
            if (notes.size() < maximumDuplicateNotes)
                notes << Note{ NoteCode::FrontMatterDuplicateKey, parent.keyLine,
                    u"The field \"%1\" is given more than once; readers differ in which one they take."_s.arg(
                        parent.key.left(80)) };
        }
        parent.value.fields.append(Field{ std::move(parent.key), std::move(value), parent.keyLine });
    }

    int m_firstLine;
    YamlLimits m_limits;
    CpuDeadline m_deadline;
    std::vector<Open> m_open;
    QHash<YAML::anchor_t, Anchored> m_anchors;
    int m_values = 0;
    int m_aliases = 0;
};

} // namespace

YamlTree readYaml(QByteArrayView yaml, int firstLine, const YamlLimits& limits)
{
    YamlTree out;
    if (yaml.size() > limits.maximumBytes) {
        out.notes << Note{ NoteCode::FrontMatterLimit, firstLine,
            u"The metadata block is larger than %1 KB and is not read."_s.arg(limits.maximumBytes / 1024) };
        return out;
    }
    const CpuDeadline deadline(limits.deadlineMs);
    TreeBuilder builder(firstLine, limits, deadline);
    try {
        ViewBuffer buffer(yaml, deadline);
        std::istream stream(&buffer);
        stream.exceptions(std::ios::badbit); // else the stream swallows what the buffer throws
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder);
        if (parser) {
            TreeBuilder second(firstLine, limits, deadline);
            if (parser.HandleNextDocument(second))
                throw YAML::ParserException(YAML::Mark(), "more than one document");
        }
        out.complete = true;
        out.root = std::move(builder.root);
    } catch (const LimitReached& limit) {
        builder.notes << Note{ NoteCode::FrontMatterLimit, limit.line > 0 ? limit.line : firstLine,
            u"The metadata block "_s + limit.cause + u" and is shown as written."_s };
    } catch (const YAML::Exception& error) {
        builder.notes << Note{ NoteCode::FrontMatterInvalid, firstLine + std::max(error.mark.line, 0),
            u"The metadata block is no valid YAML: "_s + QString::fromStdString(error.msg) + u'.',
            std::max(error.mark.column, -1) + 1 };
    } catch (const std::exception& error) {
        builder.notes << Note{ NoteCode::FrontMatterInvalid, firstLine,
            u"The metadata block cannot be read: "_s + QString::fromUtf8(error.what()) + u'.' };
    }
    out.notes = std::move(builder.notes);
    return out;
}

} // namespace docket::card
