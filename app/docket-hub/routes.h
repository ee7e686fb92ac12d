#pragma once

#include "app/docket-hub/answer.h"
#include "app/docket-hub/request.h"
#include "app/docket-hub/store.h"

#include <QStringList>

namespace docket::practicehub
{

/// One request with what is known about it; handed to the route that serves it.
struct Visit {
    const Request& request;
    Caller caller;
    Store& store;
    QString base; ///< "http://host:port", for absolute addresses
    Repository* repo = nullptr; ///< once the path names one that may be seen
    QStringList rest; ///< path segments after the repository id
};

// Answers that several routes give.
Answer unknownAddress();
Answer repositoryMissing(const Visit& visit);
Answer revisionMissing(const QString& revision);
Answer needsToken();
Answer forbidden(const QString& reason);
Answer gatedAnswer(const Visit& visit);
Answer badRequest(const QString& reason);
Answer storageFailed(const Error& error);
/// The JSON object of the body; an empty one when there is no body or it is something else.
QJsonObject bodyObject(const Request& request);
/// Adds `Link: <absolute>; rel="next"` with the query of the request and `name` set to `value`.
void setNextLink(Answer& answer, const Visit& visit, const QString& name, const QString& value);
/// Joins "refs", "pr", "7" when a caller did not encode them, and takes the revision off the front of the list.
QString takeRevision(QStringList& segments);

// Routes, by file.
Answer serveListing(Visit& visit, RepoKind kind); // listing.cpp
Answer serveInfo(Visit& visit, const QString& revision); // info.cpp
Answer serveScan(Visit& visit); // info.cpp
Answer serveSettings(Visit& visit); // info.cpp
Answer serveTree(Visit& visit, QStringList path); // tree.cpp
Answer servePathsInfo(Visit& visit, QStringList revision); // tree.cpp
Answer serveFile(Visit& visit, bool raw); // files.cpp
Answer serveRefs(Visit& visit); // commits.cpp
Answer serveCommits(Visit& visit, QStringList revision); // commits.cpp
Answer serveCompare(Visit& visit, const QString& range); // commits.cpp
Answer serveTreeSize(Visit& visit, QStringList path); // commits.cpp
Answer serveCommit(Visit& visit, QStringList revision); // committing.cpp
Answer servePreupload(Visit& visit, QStringList revision); // committing.cpp
Answer serveValidateYaml(Visit& visit); // committing.cpp
Answer serveThreads(Visit& visit, const QStringList& path); // threads.cpp
Answer writeThread(Visit& visit, int num, const QStringList& path); // threadwrites.cpp
Answer openThread(Visit& visit); // threadwrites.cpp
Answer serveRepos(Visit& visit, const QString& verb); // repos.cpp
Answer serveDuplicate(Visit& visit); // repos.cpp
Answer serveWhoami(Visit& visit); // accounts.cpp
Answer serveOverview(Visit& visit, const QString& name, bool organisation); // accounts.cpp
Answer serveRevoke(Visit& visit); // accounts.cpp
Answer serveNotifications(Visit& visit, const QStringList& path); // accounts.cpp
Answer serveAccessRequests(Visit& visit, const QStringList& path); // access.cpp
Answer serveViewer(Visit& visit, const QString& endpoint); // viewer.cpp
bool isViewerEndpoint(const QString& name); // viewer.cpp

// Shared by routes.
/// The whole info of a repository at a commit (hub-api 4.1), all fields.
QJsonObject repositoryInfo(const Repository& repo, const Commit& commit, bool blobs);
/// Tags from info.json and the card's metadata.
QStringList repositoryTags(const Repository& repo);
/// `{scansDone, filesWithIssues}`.
QJsonObject scanSummary(const Repository& repo);
/// Names `expand` may ask for; empty when all of `asked` are known, else the 400 that names the allowed ones.
std::optional<Answer> refuseUnknownExpand(RepoKind kind, const QStringList& asked);
/// `_id`, `id` and what was asked for.
QJsonObject onlyExpanded(const QJsonObject& info, const QStringList& asked);
/// Unified diff of two file maps, README-sized files only.
QByteArray unifiedDiff(const FileMap& before, const FileMap& after);

} // namespace docket::practicehub
