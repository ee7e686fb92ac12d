#pragma once

#include "core/exchange/agekeys.h"
#include "core/exchange/exportbundle.h"
#include "core/exchange/importbundle.h"
#include "core/log/fold/authority.h"
#include "tests/log/peerfixture.h"

namespace docket::test
{

/// One laptop: a log, a mirror of the Hub and a folder that bundles are written to.
struct Node {
    QString folder;
    log::Store& store;
    FixedClock& clock;
    sync::Mirror mirror;
    QTemporaryDir stick;

    Node(const QString& workspaceFolder, log::Store& usedStore, FixedClock& usedClock)
        : folder(workspaceFolder), store(usedStore), clock(usedClock), mirror(opened(workspaceFolder))
    {
        PeerFixture::must(store.renewExchangeKey());
    }
    QByteArray device() { return store.me().device; }
    QString path(const QString& name) const { return stick.filePath(name); }

    Result<exchange::ExportResult> write(const QString& file, exchange::ExportRequest request)
    {
        request.file = file;
        return exchange::exportBundle(store, mirror, folder, clock.now(), request);
    }
    /// Everything, to these people or devices.
    Result<exchange::ExportResult> writeAll(const QString& file, const QStringList& to)
    {
        exchange::ExportRequest request;
        DOCKET_ASSIGN(request.to, exchange::recipientsFor(store, to, clock.now()));
        return write(file, std::move(request));
    }
    Result<exchange::ImportResult> read(const QString& file)
    {
        return exchange::importBundle(store, mirror, folder, file);
    }
    /// Digest of log.db: what must not change when something is refused.
    QByteArray logBytes() const
    {
        QFile file(folder + u'/' + log::logFileName());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read log.db");
        return sha256Hex(file.readAll());
    }

private:
    static sync::Mirror opened(const QString& folder)
    {
        auto mirror = sync::Mirror::open(folder, sync::Mirror::Access::ReadWrite);
        PeerFixture::must(mirror);
        return std::move(*mirror);
    }
};

/// Ada, who made the workspace, and Bo, whom she enrolled; each knows the other's exchange key.
struct Pair {
    LogFixture adaLog;
    Node ada;
    PeerFixture boLog;
    Node bo;

    Pair()
        : ada(adaLog.folder.path(), *adaLog.store, adaLog.clock),
          boLog(*adaLog.store, QStringLiteral("Bo"), { QStringLiteral("reviewer") }),
          bo(boLog.folder.path(), *boLog.store, boLog.clock)
    {
        StoreSource source(bo.store);
        PeerFixture::must(ada.store.merge(source));
    }
};

inline QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace docket::test
