#include "app/docket-hub/routes.h"
#include "core/base/clock.h"

#include <QSet>

#include <algorithm>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 diffedUpTo = 1024 * 1024; // bytes; longer files are named only

QList<QByteArray> linesOf(const QByteArray& text)
{
    QList<QByteArray> lines = text.split('\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

/// One hunk: everything between the equal beginning and the equal end, with three lines around it.
QByteArray hunk(const QByteArray& before, const QByteArray& after)
{
    const QList<QByteArray> a = linesOf(before);
    const QList<QByteArray> b = linesOf(after);
    qsizetype head = 0;
    while (head < a.size() && head < b.size() && a.at(head) == b.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < a.size() - head && tail < b.size() - head && a.at(a.size() - 1 - tail) == b.at(b.size() - 1 - tail))
        ++tail;
    const qsizetype first = std::max<qsizetype>(0, head - 3);
    const qsizetype after3 = std::min<qsizetype>(tail, 3);
    const qsizetype aCount = a.size() - tail + after3 - first;
    const qsizetype bCount = b.size() - tail + after3 - first;
    QByteArray out = "@@ -" + QByteArray::number(aCount == 0 ? 0 : first + 1) + ',' + QByteArray::number(aCount) + " +"
        + QByteArray::number(bCount == 0 ? 0 : first + 1) + ',' + QByteArray::number(bCount) + " @@\n";
    for (qsizetype i = first; i < head; ++i)
        out += ' ' + a.at(i) + '\n';
    for (qsizetype i = head; i < a.size() - tail; ++i)
        out += '-' + a.at(i) + '\n';
    for (qsizetype i = head; i < b.size() - tail; ++i)
        out += '+' + b.at(i) + '\n';
    for (qsizetype i = a.size() - tail; i < a.size() - tail + after3; ++i)
        out += ' ' + a.at(i) + '\n';
    return out;
}

QByteArray diffOfFile(const QString& path, const FileEntry* before, const FileEntry* after)
{
    const QByteArray name = path.toUtf8();
    QByteArray out = "diff --git a/" + name + " b/" + name + '\n';
    if (!before)
        out += "new file mode 100644\n";
    if (!after)
        out += "deleted file mode 100644\n";
    const QByteArray a = before ? before->gitContent(diffedUpTo) : QByteArray();
    const QByteArray b = after ? after->gitContent(diffedUpTo) : QByteArray();
    if (a.contains('\0') || b.contains('\0') || a.size() >= diffedUpTo || b.size() >= diffedUpTo)
        return out + "Binary files a/" + name + " and b/" + name + " differ\n";
    out += before ? "--- a/" + name + '\n' : QByteArray("--- /dev/null\n");
    out += after ? "+++ b/" + name + '\n' : QByteArray("+++ /dev/null\n");
    return out + hunk(a, b);
}

QJsonObject refItem(const QString& name, const QString& ref, const QString& commit)
{
    return { { u"name"_s, name }, { u"ref"_s, ref }, { u"targetCommit"_s, commit } };
}

} // namespace

QByteArray unifiedDiff(const FileMap& before, const FileMap& after)
{
    QByteArray out;
    QMap<QString, int> paths;
    for (auto it = before.begin(); it != before.end(); ++it)
        paths.insert(it.key(), 0);
    for (auto it = after.begin(); it != after.end(); ++it)
        paths.insert(it.key(), 0);
    for (auto it = paths.begin(); it != paths.end(); ++it) {
        const auto a = before.constFind(it.key());
        const auto b = after.constFind(it.key());
        const FileEntry* old = a == before.constEnd() ? nullptr : &*a;
        const FileEntry* now = b == after.constEnd() ? nullptr : &*b;
        if (!old || !now || old->oid != now->oid)
            out += diffOfFile(it.key(), old, now);
    }
    return out;
}

Answer serveRefs(Visit& visit)
{
    QJsonArray branches;
    QJsonArray tags;
    QJsonArray requests;
    const QMap<QString, QString>& refs = visit.repo->history().refs();
    for (auto it = refs.begin(); it != refs.end(); ++it) {
        if (it.key() == u"main")
            branches.append(refItem(it.key(), u"refs/heads/main"_s, it.value()));
        else if (it.key().startsWith(u"refs/pr/"))
            requests.append(refItem(it.key().mid(8), it.key(), it.value()));
        else
            tags.append(refItem(it.key(), u"refs/tags/"_s + it.key(), it.value()));
    }
    QJsonObject out{ { u"branches"_s, branches }, { u"tags"_s, tags }, { u"converts"_s, QJsonArray() } };
    if (visit.request.flag(u"include_prs"))
        out.insert(u"pullRequests"_s, requests);
    return Answer::json(out);
}

Answer serveCommits(Visit& visit, QStringList revision)
{
    const QString name = takeRevision(revision);
    const QList<const Commit*> log = visit.repo->history().log(name);
    if (log.isEmpty())
        return revisionMissing(name);
    const int limit = std::clamp(visit.request.number(u"limit", 50), 1, 1000);
    const int page = std::max(0, visit.request.number(u"p", 0));
    const bool formatted = visit.request.parameters(u"expand", true).contains(u"formatted"_s);
    QJsonArray items;
    const qsizetype start = qsizetype(page) * limit;
    const qsizetype end = std::min<qsizetype>(log.size(), start + limit);
    for (qsizetype i = start; i < end; ++i) {
        const Commit& commit = *log.at(i);
        const QJsonValue avatar = visit.store.face(commit.author).value("avatarUrl"_L1);
        QJsonObject item{ { u"id"_s, commit.id }, { u"title"_s, commit.title }, { u"message"_s, commit.message },
            { u"date"_s, toIsoUtc(commit.date) },
            { u"authors"_s, QJsonArray{ QJsonObject{ { u"user"_s, commit.author }, { u"avatar"_s, avatar } } } } };
        if (formatted) {
            item.insert(u"formatted"_s,
                QJsonObject{
                    { u"title"_s, commit.title.toHtmlEscaped() }, { u"message"_s, commit.message.toHtmlEscaped() } });
        }
        items.append(item);
    }
    Answer answer = Answer::json(items);
    answer.set("X-Total-Count", QByteArray::number(log.size()));
    if (end < log.size())
        setNextLink(answer, visit, u"p"_s, QString::number(page + 1));
    return answer;
}

Answer serveCompare(Visit& visit, const QString& range)
{
    const QStringList ends = range.split(range.contains(u"...") ? u"..."_s : u".."_s);
    if (ends.size() != 2)
        return badRequest(u"write the two revisions as a..b"_s);
    const Commit* before = visit.repo->history().find(ends.at(0));
    const Commit* after = visit.repo->history().find(ends.at(1));
    if (!before || !after)
        return revisionMissing(before ? ends.at(1) : ends.at(0));
    return Answer::text(unifiedDiff(before->files, after->files));
}

Answer serveTreeSize(Visit& visit, QStringList path)
{
    const QString revision = takeRevision(path);
    const Commit* commit = visit.repo->history().find(revision);
    if (!commit)
        return revisionMissing(revision);
    const QString folder = path.join(u'/');
    qint64 size = 0;
    for (auto it = commit->files.begin(); it != commit->files.end(); ++it) {
        if (folder.isEmpty() || it.key() == folder || it.key().startsWith(folder + u'/'))
            size += it->size;
    }
    return Answer::json(QJsonObject{ { u"path"_s, QString(u'/' + folder) }, { u"size"_s, size } });
}

} // namespace docket::practicehub
