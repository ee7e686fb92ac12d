#pragma once

#include "core/base/subject.h"

#include <QDateTime>
#include <QJsonObject>
#include <QMap>
#include <QString>

namespace docket::practicehub
{

/// Reads `discussions/<num>.json`; a file that is not JSON, not an object, or over 64 MiB is left out with a warning.
/// A thread with `"_verbatim": true` is served as it stands, to play a Hub that answers nonsense.
QMap<int, QJsonObject> readThreads(const QString& folder, const RepoKey& repo);

/// Fills in what the detail form of hub-api 7.2 needs and drops nulls where the Hub leaves a key out.
QJsonObject completeThread(QJsonObject thread, int num, const RepoKey& repo);

/// The item of the listing made from a detail (hub-api 7.1).
QJsonObject threadItem(const QJsonObject& thread, const RepoKey& repo, bool ownerIsOrg);

/// Events of hub-api 7.3. `at` is UTC.
QJsonObject makeEvent(
    const QString& type, const QString& id, const QString& at, const QJsonObject& author, QJsonObject data);
QJsonObject commentData(const QString& raw, const QString& at, const QJsonObject& author);

void appendEvent(QJsonObject& thread, const QJsonObject& event);
/// The event of that id (letter case ignored) or an empty object.
QJsonObject findEvent(const QJsonObject& thread, const QString& id);
void replaceEvent(QJsonObject& thread, const QJsonObject& event);

QString threadAuthor(const QJsonObject& thread);
/// Time of the latest event, or of the opening.
QDateTime lastActivity(const QJsonObject& thread);

/// Plain paragraphs with everything escaped; clients must render `raw` themselves.
QString plainHtml(const QString& raw);

} // namespace docket::practicehub
