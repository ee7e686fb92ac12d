#include "core/card/yamltree.h"

#include "core/base/cpudeadline.h"

#include <QHash>
#include <QSet>

#include <yaml.h>

#include <algorithm>
#include <string_view>
#include <vector>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

/// Ends the reading; never leaves this file.
struct LimitReached {
    QString cause;
    int line = 0;
};

/// The text is no YAML; never leaves this file.
struct Invalid {
    QString cause;
    int line = 0;
    int column = 0;
};

constexpr int maximumDuplicateNotes = 20;

/// The text, handed over block by block: the scanner may run long between two events, and is stopped at the deadline.
struct Feed {
    QByteArrayView left;
    CpuDeadline deadline;
    bool expired = false;

    static int read(void* data, unsigned char* buffer, size_t size, size_t* count)
    {
        auto& feed = *static_cast<Feed*>(data);
        feed.expired = feed.expired || feed.deadline.hasExpired();
        if (feed.expired)
            return 0;
        const auto bytes = std::min<qsizetype>(feed.left.size(), qsizetype(std::min<size_t>(size, 4096)));
        std::copy_n(feed.left.data(), bytes, buffer);
        feed.left = feed.left.sliced(bytes);
        *count = size_t(bytes);
        return 1;
    }
};

/// libyaml's parser with its memory.
class Events
{
public:
    explicit Events(Feed& feed) : m_ready(yaml_parser_initialize(&m_parser) != 0)
    {
        if (m_ready) {
            yaml_parser_set_input(&m_parser, &Feed::read, &feed);
            yaml_parser_set_encoding(&m_parser, YAML_UTF8_ENCODING);
        }
    }
    ~Events()
    {
        yaml_event_delete(&m_event);
        if (m_ready)
            yaml_parser_delete(&m_parser);
    }
    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;

    /// The next event, nullptr after an error.
    const yaml_event_t* next()
    {
        yaml_event_delete(&m_event);
        return m_ready && yaml_parser_parse(&m_parser, &m_event) ? &m_event : nullptr;
    }
    const yaml_parser_t& parser() const { return m_parser; }

private:
    yaml_parser_t m_parser{};
    yaml_event_t m_event{};
    bool m_ready;
};

QByteArray nameOf(const yaml_char_t* anchor)
{
    return anchor ? QByteArray(reinterpret_cast<const char*>(anchor)) : QByteArray();
}

/// What YAML takes for nothing.
bool isNull(std::string_view text)
{
    return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

class TreeBuilder
{
public:
    TreeBuilder(int firstLine, const YamlLimits& limits, CpuDeadline deadline)
        : m_firstLine(firstLine), m_limits(limits), m_deadline(deadline)
    {
    }

    FieldValue root;
    QList<Note> notes;

    /// Takes one event; false at the end of the stream.
    bool take(const yaml_event_t& event)
    {
        switch (event.type) {
        case YAML_STREAM_END_EVENT:
            return false;
        case YAML_DOCUMENT_START_EVENT:
            if (++m_documents > 1)
                throw Invalid{ u"more than one document"_s, lineOf(event.start_mark), 0 };
            break;
        case YAML_SCALAR_EVENT:
            scalar(event);
            break;
        case YAML_ALIAS_EVENT:
            alias(nameOf(event.data.alias.anchor), event.start_mark);
            break;
        case YAML_SEQUENCE_START_EVENT:
            open(FieldValue::Kind::List, event.start_mark, nameOf(event.data.sequence_start.anchor));
            break;
        case YAML_MAPPING_START_EVENT:
            open(FieldValue::Kind::Map, event.start_mark, nameOf(event.data.mapping_start.anchor));
            break;
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT:
            close();
            break;
        default:
            break;
        }
        return true;
    }

    int lineOf(const yaml_mark_t& mark) const { return m_firstLine + int(mark.line); }

private:
    void scalar(const yaml_event_t& event)
    {
        const auto& data = event.data.scalar;
        const std::string_view text(reinterpret_cast<const char*>(data.value), data.length);
        FieldValue value;
        value.quoted = data.style != YAML_PLAIN_SCALAR_STYLE;
        value.line = lineOf(event.start_mark);
        if (value.quoted || data.tag || !isNull(text)) {
            value.kind = FieldValue::Kind::Scalar;
            value.scalar = QString::fromUtf8(text.data(), qsizetype(text.size()));
        }
        count(1, value.line);
        remember(nameOf(data.anchor), value, 1);
        place(std::move(value));
    }

    void alias(const QByteArray& anchor, const yaml_mark_t& mark)
    {
        const int line = lineOf(mark);
        if (++m_aliases > m_limits.maximumAliases)
            throw LimitReached{ u"has more than %1 aliases"_s.arg(m_limits.maximumAliases), line };
        if (std::any_of(m_open.cbegin(), m_open.cend(), [&](const Open& frame) { return frame.anchor == anchor; }))
            throw LimitReached{ u"refers to itself"_s, line };
        const auto found = m_anchors.constFind(anchor);
        if (found == m_anchors.cend())
            throw Invalid{ u"\"*%1\" refers to nothing"_s.arg(QString::fromUtf8(anchor.left(80))), line,
                int(mark.column) + 1 };
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

    struct Anchored {
        FieldValue value;
        int size = 1; ///< values it stands for
        int depth = 0; ///< levels below it
    };
    struct Open {
        FieldValue value;
        QByteArray anchor;
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

    void count(int values, int line)
    {
        m_values += values;
        if (m_values > m_limits.maximumValues)
            throw LimitReached{ u"stands for more than %1 values"_s.arg(m_limits.maximumValues), line };
        if ((++m_counted & 63) == 0 && m_deadline.hasExpired())
            throw LimitReached{ u"takes too long to read"_s, line };
    }

    void remember(const QByteArray& anchor, const FieldValue& value, int size, int depth = 0)
    {
        if (!anchor.isEmpty())
            m_anchors.insert(anchor, Anchored{ value, size, depth });
    }

    void open(FieldValue::Kind kind, const yaml_mark_t& mark, const QByteArray& anchor)
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
    QHash<QByteArray, Anchored> m_anchors;
    int m_values = 0;
    int m_aliases = 0;
    int m_documents = 0;
    unsigned m_counted = 0;
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
    Feed feed{ yaml, deadline };
    try {
        Events events(feed);
        const yaml_event_t* event = events.next();
        while (event && builder.take(*event))
            event = events.next();
        if (feed.expired)
            throw LimitReached{ u"takes too long to read"_s, 0 };
        if (!event) {
            const yaml_parser_t& parser = events.parser();
            const bool hasPlace = parser.error == YAML_SCANNER_ERROR || parser.error == YAML_PARSER_ERROR;
            throw Invalid{ QString::fromUtf8(parser.problem ? parser.problem : "out of memory"),
                builder.lineOf(hasPlace ? parser.problem_mark : parser.mark),
                hasPlace ? int(parser.problem_mark.column) + 1 : 0 };
        }
        out.complete = true;
        out.root = std::move(builder.root);
    } catch (const LimitReached& limit) {
        builder.notes << Note{ NoteCode::FrontMatterLimit, limit.line > 0 ? limit.line : firstLine,
            u"The metadata block "_s + limit.cause + u" and is shown as written."_s };
    } catch (const Invalid& error) {
        builder.notes << Note{ NoteCode::FrontMatterInvalid, error.line,
            u"The metadata block is no valid YAML: "_s + error.cause + u'.', {}, error.column };
    }
    out.notes = std::move(builder.notes);
    return out;
}

} // namespace docket::card
