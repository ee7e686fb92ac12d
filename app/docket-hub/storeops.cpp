// The operations of the journal. Each carries everything it needs (ids, time, author), so that replaying gives the same
// state:
//   thread.create   {repo, num, thread}                      thread.comment {repo, num, event}
//   thread.edit     {repo, num, commentId, content, at, by}  thread.hide    {repo, num, commentId, at, by}
//   thread.event    {repo, num, event, set}                  thread.delete  {repo, num}
//   repo.settings   {repo, values}                           repo.commit    {repo, ref, id, parent, title, message,
//   repo.merge      {repo, num, id, at, by, title}                           changes, at, by}
//   repo.deleteRef  {repo, ref}                              token.revoke   {sha256}
//   repo.create     {repo, values, from?}                    repo.move      {repo, to}
//   repo.delete     {repo}                                   notify.read    {user, ids, read}
#include "app/docket-hub/gitids.h"
#include "app/docket-hub/store.h"
#include "app/docket-hub/threadform.h"
#include "core/base/logging.h"

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

FileEntry entryFrom(const QJsonObject& change, const QString& commit)
{
    FileEntry entry;
    entry.commit = commit;
    if (const QJsonObject lfs = change.value("lfs"_L1).toObject(); !lfs.isEmpty()) {
        const QByteArray sha256 = lfs.value("sha256"_L1).toString().toLatin1();
        const qint64 size = lfs.value("size"_L1).toInteger();
        const QByteArray pointer = lfsPointer(sha256, size);
        entry.lfs = FileEntry::Lfs{ sha256, size, pointer.size() };
        entry.size = size;
        entry.oid = blobId(pointer);
        entry.absent = true;
        return entry;
    }
    entry.bytes = QByteArray::fromBase64(change.value("content"_L1).toString().toLatin1());
    if (entry.bytes.isNull())
        entry.bytes = QByteArray("");
    entry.size = entry.bytes.size();
    entry.oid = blobId(entry.bytes);
    return entry;
}

} // namespace

void Store::applyOne(const QJsonObject& operation)
{
    const QString op = operation.value("op"_L1).toString();
    if (op == u"token.revoke") {
        m_users.revoke(operation.value("sha256"_L1).toString().toLatin1());
        return;
    }
    if (op == u"notify.read") {
        QSet<QString>& read = m_readNotifications[operation.value("user"_L1).toString()];
        const QJsonArray ids = operation.value("ids"_L1).toArray();
        for (const QJsonValue& id : ids) {
            if (operation.value("read"_L1).toBool(true))
                read.insert(id.toString());
            else
                read.remove(id.toString());
        }
        return;
    }
    if (op == u"repo.create") {
        createRepository(operation);
        return;
    }
    const auto key = RepoKey::parse(operation.value("repo"_L1).toString());
    Repository* repo = key ? find(key->kind, key->id) : nullptr;
    if (!repo) {
        qCWarning(lcHub, "journal: %ls on %ls: the data folder has no such repository", qUtf16Printable(op),
            qUtf16Printable(operation.value("repo"_L1).toString()));
        return;
    }
    if (op == u"repo.settings")
        repo->change(operation.value("values"_L1).toObject());
    else if (op == u"repo.commit")
        applyCommit(*repo, operation);
    else if (op == u"repo.merge")
        applyMerge(*repo, operation);
    else if (op == u"repo.move")
        moveRepository(*key, operation.value("to"_L1).toString());
    else if (op == u"repo.delete")
        m_repos[static_cast<size_t>(key->kind)].remove(key->id);
    else if (op == u"repo.deleteRef")
        repo->history().removeRef(operation.value("ref"_L1).toString());
    else if (op.startsWith(u"thread."))
        applyToThread(*repo, operation);
    else
        qCWarning(lcHub, "journal: unknown operation %ls", qUtf16Printable(op));
}

void Store::applyToThread(Repository& repo, const QJsonObject& operation)
{
    const QString op = operation.value("op"_L1).toString();
    const int num = operation.value("num"_L1).toInt();
    QMap<int, QJsonObject>& threads = repo.threads();
    if (op == u"thread.create") {
        threads.insert(num, completeThread(operation.value("thread"_L1).toObject(), num, repo.key()));
        return;
    }
    const auto found = threads.find(num);
    if (found == threads.end())
        return;
    QJsonObject& thread = *found;
    if (op == u"thread.delete") {
        threads.erase(found);
    } else if (op == u"thread.comment") {
        appendEvent(thread, operation.value("event"_L1).toObject());
    } else if (op == u"thread.event") {
        appendEvent(thread, operation.value("event"_L1).toObject());
        const QJsonObject set = operation.value("set"_L1).toObject();
        for (auto it = set.begin(); it != set.end(); ++it)
            thread.insert(it.key(), it.value());
    } else if (op == u"thread.edit" || op == u"thread.hide") {
        QJsonObject event = findEvent(thread, operation.value("commentId"_L1).toString());
        QJsonObject data = event.value("data"_L1).toObject();
        QJsonObject latest = data.value("latest"_L1).toObject();
        const bool hide = op == u"thread.hide";
        const QString raw = hide ? QString() : operation.value("content"_L1).toString();
        latest.insert(u"raw"_s, raw);
        latest.insert(u"html"_s, plainHtml(raw));
        latest.insert(u"updatedAt"_s, operation.value("at"_L1));
        if (hide) {
            data.insert(u"hidden"_s, true);
            data.insert(u"hiddenBy"_s, operation.value("by"_L1));
        } else {
            data.insert(u"edited"_s, true);
            data.insert(u"numEdits"_s, data.value("numEdits"_L1).toInt() + 1);
        }
        data.insert(u"latest"_s, latest);
        event.insert(u"data"_s, data);
        replaceEvent(thread, event);
    }
}

void Store::applyCommit(Repository& repo, const QJsonObject& operation)
{
    History& history = repo.history();
    const Commit* base = history.find(operation.value("parent"_L1).toString());
    Commit commit;
    commit.id = operation.value("id"_L1).toString();
    if (base) {
        commit.parent = base->id;
        commit.files = base->files;
    }
    commit.title = operation.value("title"_L1).toString();
    commit.message = operation.value("message"_L1).toString();
    commit.author = operation.value("by"_L1).toString();
    commit.date = fromIsoUtc(operation.value("at"_L1).toString());
    const QJsonArray changes = operation.value("changes"_L1).toArray();
    for (const QJsonValue& value : changes) {
        const QJsonObject change = value.toObject();
        const QString path = change.value("path"_L1).toString();
        if (change.value("delete"_L1).toBool())
            commit.files.remove(path);
        else
            commit.files.insert(path, entryFrom(change, commit.id));
    }
    history.add(commit, operation.value("ref"_L1).toString());
    repo.invalidate();
}

void Store::applyMerge(Repository& repo, const QJsonObject& operation)
{
    History& history = repo.history();
    const int num = operation.value("num"_L1).toInt();
    const Commit* theirs = history.find(u"refs/pr/%1"_s.arg(num));
    const Commit* ours = history.head();
    if (!theirs || !ours)
        return;
    // What the pull request changed since it left main is put on the present head; paths it left alone stay.
    const Commit* base = theirs;
    const QList<const Commit*> mainLog = history.log(u"main"_s);
    while (base && !mainLog.contains(base))
        base = base->parent.isEmpty() ? nullptr : history.find(base->parent);
    Commit merged;
    merged.id = operation.value("id"_L1).toString();
    merged.parent = ours->id;
    merged.files = ours->files;
    merged.title = operation.value("title"_L1).toString();
    merged.author = operation.value("by"_L1).toString();
    merged.date = fromIsoUtc(operation.value("at"_L1).toString());
    const FileMap before = base ? base->files : FileMap();
    for (auto it = theirs->files.begin(); it != theirs->files.end(); ++it) {
        if (before.value(it.key()).oid != it->oid)
            merged.files.insert(it.key(), *it);
    }
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (!theirs->files.contains(it.key()))
            merged.files.remove(it.key());
    }
    history.add(merged, u"main"_s);
    repo.invalidate();
    QMap<int, QJsonObject>& threads = repo.threads();
    const auto thread = threads.find(num);
    if (thread == threads.end())
        return;
    QJsonObject changes = thread->value("changes"_L1).toObject();
    changes.insert(u"mergeCommitId"_s, merged.id);
    thread->insert(u"changes"_s, changes);
    thread->insert(u"status"_s, u"merged"_s);
}

} // namespace docket::practicehub
