#include "core/policy/anchor.h"

#include "core/policy/jsonreader.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

constexpr std::array<std::pair<Anchor::Kind, QLatin1StringView>, 7> kKinds{
    { { Anchor::Kind::CardText, "card-text"_L1 }, { Anchor::Kind::Row, "row"_L1 }, { Anchor::Kind::File, "file"_L1 },
        { Anchor::Kind::Comment, "comment"_L1 }, { Anchor::Kind::Title, "title"_L1 },
        { Anchor::Kind::Metadata, "metadata"_L1 }, { Anchor::Kind::Scan, "scan"_L1 } }
};

constexpr qint64 kMaxRow = (qint64(1) << 53) - 1; // what the log's canonical form can write
constexpr int kMaxLine = 100'000'000;

std::optional<Anchor::Kind> kindFromName(QStringView name)
{
    for (const auto& [kind, word] : kKinds) {
        if (name == word)
            return kind;
    }
    return std::nullopt;
}

void put(QJsonObject& object, QLatin1StringView key, const QString& text)
{
    if (!text.isEmpty())
        object.insert(key, text);
}

bool isHex(const QString& text, qsizetype least, qsizetype most)
{
    return text.size() >= least && text.size() <= most && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

} // namespace

QString anchorKindName(Anchor::Kind kind)
{
    for (const auto& [value, word] : kKinds) {
        if (value == kind)
            return QString(word);
    }
    return {};
}

void Anchor::quoteFrom(QStringView text, qsizetype start, qsizetype length)
{
    qsizetype end = start + length;
    while (start < end && text[start].isSpace())
        ++start;
    while (end > start && text[end - 1].isSpace())
        --end;
    end = std::min(end, start + kMaxQuote);
    const auto splits = [text](qsizetype at) {
        return at > 0 && at < text.size() && text[at].isLowSurrogate() && text[at - 1].isHighSurrogate();
    };
    end -= splits(end) ? 1 : 0;
    qsizetype before = std::max<qsizetype>(0, start - kMaxContext);
    before += splits(before) ? 1 : 0;
    qsizetype after = std::min(text.size(), end + kMaxContext);
    after -= splits(after) ? 1 : 0;
    quote = text.sliced(start, end - start).toString();
    prefix = quote.isEmpty() ? QString() : text.sliced(before, start - before).toString();
    suffix = quote.isEmpty() ? QString() : text.sliced(end, after - end).toString();
}

void Anchor::quoteBetween(QStringView before, QStringView passage, QStringView after)
{
    const QStringView near = before.right(std::min(before.size(), 2 * kMaxContext));
    const QString whole = near + passage + after.left(std::min(after.size(), 2 * kMaxContext));
    quoteFrom(whole, near.size(), passage.size());
}

QJsonObject Anchor::toJson() const
{
    QJsonObject out{ { u"kind"_s, anchorKindName(kind) } };
    put(out, "path"_L1, path);
    put(out, "commit"_L1, commit);
    put(out, "sha256"_L1, sha256);
    if (lineStart > 0) {
        out.insert("line_start"_L1, lineStart);
        out.insert("line_end"_L1, lineEnd);
    }
    if (row >= 0)
        out.insert("row"_L1, row);
    put(out, "column"_L1, column);
    put(out, "comment_id"_L1, commentId);
    put(out, "quote"_L1, quote.left(kMaxQuote));
    if (!quote.isEmpty()) {
        put(out, "prefix"_L1, prefix.right(kMaxContext));
        put(out, "suffix"_L1, suffix.left(kMaxContext));
    }
    return out;
}

Result<Anchor> Anchor::fromJson(const QJsonObject& object, const QString& where)
{
    JsonReader json(where);
    const QString path = u"$"_s;
    json.onlyKeys(object, path,
        { "kind"_L1, "path"_L1, "commit"_L1, "sha256"_L1, "line_start"_L1, "line_end"_L1, "row"_L1, "column"_L1,
            "comment_id"_L1, "quote"_L1, "prefix"_L1, "suffix"_L1 });
    Anchor out;
    out.kind = json.word(object, path, "kind"_L1, kindFromName);
    out.path = json.text(object, path, "path"_L1, JsonReader::Optional, 1000);
    out.commit = json.text(object, path, "commit"_L1, JsonReader::Optional, 64);
    out.sha256 = json.text(object, path, "sha256"_L1, JsonReader::Optional, 64);
    out.lineStart = static_cast<int>(json.number(object, path, "line_start"_L1, 0, kMaxLine, JsonReader::Optional, 0));
    out.lineEnd
        = static_cast<int>(json.number(object, path, "line_end"_L1, 0, kMaxLine, JsonReader::Optional, out.lineStart));
    out.row = json.number(object, path, "row"_L1, 0, kMaxRow, JsonReader::Optional, -1);
    out.column = json.text(object, path, "column"_L1, JsonReader::Optional, 500);
    out.commentId = json.text(object, path, "comment_id"_L1, JsonReader::Optional, 100);
    out.quote = json.text(object, path, "quote"_L1, JsonReader::Optional, kMaxQuote);
    out.prefix = json.text(object, path, "prefix"_L1, JsonReader::Optional, kMaxContext);
    out.suffix = json.text(object, path, "suffix"_L1, JsonReader::Optional, kMaxContext);
    if (out.quote.isEmpty() && !(out.prefix.isEmpty() && out.suffix.isEmpty()))
        json.refuse(path, u"\"prefix\" and \"suffix\" need a \"quote\" between them"_s);
    if (!out.commit.isEmpty() && !isHex(out.commit, 7, 64))
        json.refuse(u"$.commit"_s, u"is not a revision hash"_s, u"give the commit, not a branch or tag"_s);
    if (!out.sha256.isEmpty() && !isHex(out.sha256, 64, 64))
        json.refuse(u"$.sha256"_s, u"is not a SHA-256 in lower-case hexadecimal"_s);
    if (out.lineEnd < out.lineStart || (out.lineStart == 0 && out.lineEnd > 0))
        json.refuse(u"$.line_end"_s, u"lies before line_start"_s);
    if (out.kind == Kind::Comment && out.commentId.isEmpty())
        json.refuse(path, u"a comment needs \"comment_id\""_s);
    if (out.kind == Kind::Row && out.row < 0)
        json.refuse(path, u"a row needs \"row\""_s);
    if ((out.kind == Kind::File || out.kind == Kind::Scan) && out.path.isEmpty())
        json.refuse(path, u"a file needs \"path\""_s);
    if (!json.ok())
        return fail(json.error());
    return out;
}

QString Anchor::place() const
{
    QString out;
    switch (kind) {
    case Kind::CardText:
    case Kind::File:
        out = path.isEmpty() ? u"README.md"_s : path;
        if (lineStart > 0 && lineEnd > lineStart)
            out += u" lines %1-%2"_s.arg(lineStart).arg(lineEnd);
        else if (lineStart > 0)
            out += u" line %1"_s.arg(lineStart);
        if (!column.isEmpty())
            out += u" (%1)"_s.arg(column);
        break;
    case Kind::Row:
        out = u"row %1"_s.arg(row);
        if (!column.isEmpty())
            out += u", column %1"_s.arg(column);
        if (!path.isEmpty())
            out += u" of %1"_s.arg(path);
        break;
    case Kind::Comment:
        return u"comment %1"_s.arg(commentId);
    case Kind::Title:
        return u"title"_s;
    case Kind::Metadata:
        out = column.isEmpty() ? u"metadata"_s : u"metadata key %1"_s.arg(column);
        break;
    case Kind::Scan:
        out = u"scan result of %1"_s.arg(path);
        break;
    }
    if (!commit.isEmpty())
        out += u" at %1"_s.arg(commit.left(7));
    return out;
}

} // namespace docket::policy
