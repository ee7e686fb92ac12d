#pragma once

#include "core/hub/types.h"
#include "core/sync/mirror.h"

#include <QJsonObject>

/// Values of the mirror as JSON, both ways. Internal to this room; members that are empty, false or zero are left out.
namespace docket::exchange::hubjson
{

QJsonObject fromState(const sync::FetchState& state);
sync::FetchState toState(const QJsonObject& object);
QJsonObject fromInfo(const hub::RepoInfo& info);
hub::RepoInfo toInfo(const QJsonObject& object, const RepoKey& key);
QJsonObject fromFile(const hub::FileEntry& file);
hub::FileEntry toFile(const QJsonObject& object);
QJsonObject fromThread(const hub::Thread& thread);
hub::Thread toThread(const QJsonObject& object, const RepoKey& key);
QJsonObject fromViewer(const sync::ViewerRecord& record);
sync::ViewerRecord toViewer(const QJsonObject& object);
/// Without the card's bytes, which travel as a blob.
QJsonObject fromRevision(const sync::Revision& revision);
sync::Revision toRevision(const QJsonObject& object);
QJsonObject fromEarlier(const QHash<QString, QList<sync::EarlierComment>>& comments);
QHash<QString, QList<sync::EarlierComment>> toEarlier(const QJsonObject& object);

} // namespace docket::exchange::hubjson
