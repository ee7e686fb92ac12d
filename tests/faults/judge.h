#pragma once

#include "core/log/store/store.h"
#include "tests/log/logfixture.h"

#include <QSet>

namespace docket::test
{

/// True in the run that CTest labels `long`: every fault point instead of a sample.
bool isLongForm();
/// `sample` in the short form, `whole` in the long one.
template <typename T> T inForm(T sample, T whole)
{
    return isLongForm() ? whole : sample;
}

/// A folder that is gone with the object; in memory where the system has such a place, because these tests write a lot
/// and what a disk would lose is simulated anyway.
class ScratchFolder
{
public:
    ScratchFolder();
    QString path() const { return m_folder.path(); }
    QString logPath() const { return m_folder.filePath(log::logFileName()); }

private:
    QTemporaryDir m_folder;
};

inline log::Secret passphrase()
{
    return log::Secret::copyOf("correct horse");
}

/// Makes a workspace in the folder, with `entries` entries on three cases after the first ones; Cheap keys.
void makeWorkspace(const QString& folder, int entries = 0);
/// Takes log.db of a workspace back to schema 1.
void makeOlder(const QString& folder);
/// Copies log.db, its journal and the keys; anything else in the other folder is removed.
void copyWorkspace(const QString& from, const QString& to);
/// The n-th thing that writers record: two drafts on two cases, every fourth time with a payload of several pages.
QList<log::Draft> work(int number);

/// What is wrong with the log in a folder: it does not open, does not verify in full (with SQLite's integrity check),
/// an acknowledged entry is missing, half of a transaction is there, or nothing more can be recorded. Empty when all is
/// well. `entries`: how many entries the log must have at least.
QString judge(
    const QString& folder, const QList<log::EntryId>& acknowledged, bool alsoAppend = false, qint64 entries = 0);

/// Everything that readers get from a store, for comparing byte by byte. Errors are part of it.
QByteArrayList contentOf(log::Store& store);

} // namespace docket::test
