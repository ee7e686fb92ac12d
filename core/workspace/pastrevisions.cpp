#include "core/workspace/pastrevisions.h"

#include "core/exchange/payloadblobs.h"

namespace docket
{

Result<QSet<QString>> commitsNamed(log::Store& log, sync::Mirror& mirror, const RepoKey& repo)
{
    DOCKET_ASSIGN(const QByteArray secret, log.workspaceSecret());
    QList<Subject> subjects{ { repo, 0 } };
    DOCKET_ASSIGN(const QList<hub::Thread> threads, mirror.threads(repo));
    for (const hub::Thread& thread : threads)
        subjects.append({ repo, thread.num });
    QSet<QString> named;
    for (const Subject& subject : std::as_const(subjects)) {
        DOCKET_ASSIGN(const QList<log::Entry> entries, log.entriesOf(log::caseIdFor(secret, subject)));
        for (const log::Entry& entry : entries) {
            DOCKET_ASSIGN(const auto payload, log.payload(entry.id));
            if (payload) // else erased
                named.unite(exchange::commitsNamedIn(*payload));
        }
    }
    return named;
}

Status trimPastRevisions(log::Store& log, sync::Mirror& mirror)
{
    DOCKET_ASSIGN(const QList<RepoKey> repos, mirror.reposWithManyRevisions());
    for (const RepoKey& repo : repos) {
        DOCKET_ASSIGN(const QSet<QString> named, commitsNamed(log, mirror, repo));
        DOCKET_TRY(mirror.trimRevisions(repo, named));
    }
    return {};
}

} // namespace docket
