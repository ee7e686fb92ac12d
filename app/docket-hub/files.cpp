#include "app/docket-hub/routes.h"

#include <QRegularExpression>
#include <QUrl>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

struct Range {
    qint64 first = 0;
    qint64 last = 0; ///< inclusive
};

enum class RangeResult { None, Good, Unsatisfiable };

/// One byte range of RFC 9110 section 14; several ranges or another unit count as none.
RangeResult readRange(const QByteArray& header, qint64 size, Range& out)
{
    static const QRegularExpression form(u"^bytes=([0-9]{0,18})-([0-9]{0,18})$"_s);
    const auto match = form.match(QString::fromLatin1(header));
    if (!match.hasMatch())
        return RangeResult::None;
    const QString first = match.captured(1);
    const QString last = match.captured(2);
    if (first.isEmpty() && last.isEmpty())
        return RangeResult::None;
    if (first.isEmpty()) {
        const qint64 length = last.toLongLong();
        out = { std::max<qint64>(0, size - length), size - 1 };
        return length > 0 && size > 0 ? RangeResult::Good : RangeResult::Unsatisfiable;
    }
    out.first = first.toLongLong();
    out.last = last.isEmpty() ? size - 1 : std::min(last.toLongLong(), size - 1);
    if (!last.isEmpty() && last.toLongLong() < out.first)
        return RangeResult::None;
    return out.first < size ? RangeResult::Good : RangeResult::Unsatisfiable;
}

QByteArray typeOf(const QString& path)
{
    static const std::pair<QLatin1String, const char*> types[]
        = { { ".json"_L1, "application/json" }, { ".png"_L1, "image/png" }, { ".jpg"_L1, "image/jpeg" },
              { ".jpeg"_L1, "image/jpeg" }, { ".gif"_L1, "image/gif" }, { ".webp"_L1, "image/webp" } };
    for (const auto& [suffix, type] : types) {
        if (path.endsWith(suffix, Qt::CaseInsensitive))
            return type;
    }
    // Never text/html: nothing here may run as a page.
    static const QRegularExpression text(u"\\.(md|txt|csv|tsv|jsonl|yaml|yml|py|cfg|toml|ini|html?|js|css|xml|svg)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return text.match(path).hasMatch() || !path.contains(u'.') ? "text/plain; charset=utf-8"
                                                               : "application/octet-stream";
}

QByteArray disposition(const QString& path)
{
    const QString name = path.section(u'/', -1);
    QByteArray plain;
    for (const QChar c : name)
        plain.append(c.unicode() >= 0x20 && c.unicode() < 0x7f && c != u'"' && c != u'\\' ? char(c.unicode()) : '_');
    return "inline; filename*=UTF-8''" + QUrl::toPercentEncoding(name) + "; filename=\"" + plain + "\";";
}

bool tagMatches(const QByteArray& header, const QByteArray& tag)
{
    for (QByteArray given : header.split(',')) {
        given = given.trimmed();
        if (given.startsWith("W/"))
            given.remove(0, 2);
        if (given == "*" || given == tag)
            return true;
    }
    return false;
}

void fillContent(Answer& answer, const FileEntry& entry, bool pointer, const Range& range)
{
    const qint64 length = range.last - range.first + 1;
    if (pointer || entry.localPath.isEmpty()) {
        const QByteArray all = pointer ? entry.gitContent(INT32_MAX) : entry.bytes;
        answer.body = all.mid(qsizetype(range.first), qsizetype(length));
        return;
    }
    answer.file = entry.localPath;
    answer.fileOffset = range.first;
    answer.fileLength = length;
}

} // namespace

Answer serveFile(Visit& visit, bool raw)
{
    const Repository& repo = *visit.repo;
    QStringList rest = visit.rest;
    const QString revision = takeRevision(rest);
    const QString path = rest.join(u'/');
    if (!mayReadFiles(visit.caller, repo))
        return gatedAnswer(visit);
    const Commit* commit = repo.history().find(revision);
    if (!commit)
        return revisionMissing(revision);
    const auto found = commit->files.constFind(path);
    const bool pointer = raw && found != commit->files.constEnd() && found->lfs.has_value();
    if (found == commit->files.constEnd() || (found->absent && !pointer)) {
        const bool only = found != commit->files.constEnd();
        Answer missing = Answer::error(404, "EntryNotFound",
            only ? u"Entry not found: the practice data holds only the pointer of this file"_s : u"Entry not found"_s);
        missing.set("X-Repo-Commit", commit->id.toLatin1());
        return missing;
    }
    const FileEntry& entry = *found;
    const qint64 size = pointer ? entry.lfs->pointerSize : entry.size;
    const bool large = entry.lfs && !pointer;
    const QByteArray tag = '"' + (large ? entry.lfs->sha256 : entry.oid) + '"';

    Answer answer;
    answer.set("X-Repo-Commit", commit->id.toLatin1());
    answer.set("ETag", '"' + entry.oid + '"');
    if (large) {
        answer.set("X-Linked-ETag", tag);
        answer.set("X-Linked-Size", QByteArray::number(size));
    }
    answer.set("Accept-Ranges", "bytes");
    answer.set("Vary", "Origin, Accept");
    const QByteArray known = visit.request.header("if-none-match");
    if (!known.isEmpty() && (tagMatches(known, tag) || tagMatches(known, '"' + entry.oid + '"'))) {
        answer.status = 304;
        return answer;
    }
    answer.set("Content-Type", typeOf(path));
    answer.set("Content-Disposition", disposition(path));
    answer.set("X-Content-Type-Options", "nosniff");
    Range range{ 0, size - 1 };
    switch (readRange(visit.request.header("range"), size, range)) {
    case RangeResult::Unsatisfiable: {
        Answer beyond = Answer::error(416, {}, u"Range not satisfiable"_s);
        beyond.set("Content-Range", "bytes */" + QByteArray::number(size));
        beyond.set("X-Repo-Commit", commit->id.toLatin1());
        return beyond;
    }
    case RangeResult::Good:
        answer.status = 206;
        answer.set("Content-Range",
            "bytes " + QByteArray::number(range.first) + '-' + QByteArray::number(range.last) + '/'
                + QByteArray::number(size));
        break;
    case RangeResult::None:
        range = { 0, size - 1 };
        break;
    }
    fillContent(answer, entry, pointer, range);
    return answer;
}

} // namespace docket::practicehub
