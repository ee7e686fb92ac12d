#include "app/docket-bench/benches.h"
#include "app/docket-bench/measure.h"
#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/exchange/exportbundle.h"
#include "core/exchange/importbundle.h"
#include "core/log/format/cosignature.h"
#include "core/log/format/entryformat.h"
#include "core/log/keys/devicekey.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <sodium.h>

#include <atomic>
#include <thread>
#include <vector>

namespace docket::bench
{

using namespace Qt::StringLiterals;

namespace
{

template <typename T> T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().text()));
    return std::move(*result);
}

log::Seal seal()
{
    return log::Seal::withPassphrase(log::Secret::copyOf("bench"), log::KdfCost::Cheap);
}

log::Draft draft(const QString& kind, const std::optional<log::CaseId>& caseId, const QJsonObject& payload)
{
    return { kind, caseId, QJsonDocument(payload).toJson(QJsonDocument::Compact), {} };
}

QString keyText(const QByteArray& key)
{
    return QString::fromLatin1(toBase64Url(key));
}

/// A second device, enrolled and made from a bundle, that knows nothing of what comes later.
void makePeer(log::Store& root, sync::Mirror& mirror, const QString& rootFolder, const QString& folder, Clock& clock)
{
    const log::SigningKey key = log::SigningKey::generate();
    QDir().mkpath(folder + u"/keys"_s);
    const QByteArray name = log::deviceName(log::defaultDomain().toLatin1(), must(root.workspaceId()), key.publicKey);
    const auto sealed = must(log::SealedKey::seal(name, key, seal()));
    if (!sealed.write(folder + u"/keys/device.key"_s))
        qFatal("no room for a key");
    const auto exchange = must(log::makeExchangeSecret(folder, key, clock.now()));
    const QString person = keyText(QByteArray(16, 'p'));
    must(root.append({ draft(u"key.enrol"_s, std::nullopt,
                           { { u"dev"_s, keyText(key.publicKey) }, { u"person"_s, person }, { u"from_seq"_s, 1 },
                               { u"exchange"_s, keyText(exchange.publicKey) },
                               { u"cosigner"_s, keyText(log::cosignerKeyOf(key).publicKey) } }),
        draft(u"role.grant"_s, std::nullopt,
            { { u"dev"_s, keyText(key.publicKey) }, { u"role"_s, u"reviewer"_s }, { u"from_seq"_s, 1 } }) }));
    exchange::ExportRequest request;
    request.file = folder + u"/welcome.docket"_s;
    request.to = must(exchange::recipientsFor(root, { person }, clock.now()));
    must(exchange::exportBundle(root, mirror, rootFolder, clock.now(), request));
    std::vector<log::Secret> secrets;
    secrets.push_back(log::Secret::copyOf(exchange.secret.view()));
    const auto bundle = must(exchange::Bundle::open(request.file, folder));
    exchange::BundleSource source(*bundle, secrets);
    must(log::Store::createFrom(folder, source, clock));
}

struct Spent {
    double clock = 0; ///< s
    double cpu = 0; ///< s, on all cores together
};
Spent spentBy(const std::function<void()>& work)
{
    Spent out;
    out.cpu = cost([&] { out.clock = clockCost(work); });
    return out;
}

/// What libsodium needs for as many signatures of that length, on all cores.
void verifyAlone(int count, qsizetype length)
{
    const log::SigningKey key = log::SigningKey::generate();
    const QByteArray message(length, 'm');
    const QByteArray signature = key.sign(message);
    std::atomic<int> left = count;
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
        threads.emplace_back([&] {
            while (left.fetch_sub(1) > 0) {
                if (crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(signature.constData()),
                        reinterpret_cast<const unsigned char*>(message.constData()),
                        static_cast<unsigned long long>(message.size()),
                        reinterpret_cast<const unsigned char*>(key.publicKey.constData()))
                    != 0)
                    qFatal("libsodium refuses its own signature");
            }
        });
    }
}

} // namespace

void benchExchange(const Surroundings& where)
{
    const int entries = where.quick ? 2'000 : 100'000;
    QTemporaryDir ours;
    QTemporaryDir theirs;
    SystemClock clock;
    auto store = must(log::Store::create(ours.path(), u"Bench"_s, log::defaultDomain(), seal(), clock));
    auto mirror = must(sync::Mirror::open(ours.path(), sync::Mirror::Access::ReadWrite));
    must(store->renewExchangeKey());
    makePeer(*store, mirror, ours.path(), theirs.path(), clock);
    qsizetype length = 0;
    for (int done = 0; done < entries; done += 1000) {
        QList<log::Draft> drafts;
        for (int i = done; i < std::min(done + 1000, entries); ++i) {
            QByteArray caseId = QByteArray::number(i % 20'000).rightJustified(16, 'c');
            drafts.append(draft(
                u"case.note"_s, log::CaseId{ caseId }, { { u"text"_s, QString(400, u't') }, { u"number"_s, i } }));
        }
        const QList<log::Entry> written = must(store->append(drafts));
        length = must(store->note(written.last().id)).size();
    }
    exchange::ExportRequest request;
    request.file = ours.filePath(u"all.docket"_s);
    request.purpose = exchange::Purpose::All;
    request.to = must(exchange::recipientsFor(*store, { u"all"_s }, clock.now()));
    QElapsedTimer timer;
    timer.start();
    const auto written = must(exchange::exportBundle(*store, mirror, ours.path(), clock.now(), request));
    const double exporting = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    report(u"exchange.export"_s, static_cast<double>(written.entries) / exporting, u"entries/s"_s, 0, 0, 0);

    auto peer = must(log::Store::open(theirs.path(), log::Access::ReadWrite, clock));
    if (!peer->unlock(log::Secret::copyOf("bench")))
        qFatal("cannot unlock");
    auto peerMirror = must(sync::Mirror::open(theirs.path(), sync::Mirror::Access::ReadWrite));
    const auto alone = [&] { verifyAlone(entries, length); };
    const Spent before = spentBy(alone);
    qint64 taken = 0;
    const Spent importing = spentBy(
        [&] { taken = must(exchange::importBundle(*peer, peerMirror, theirs.path(), request.file)).merge.newEntries; });
    const Spent after = spentBy(alone);
    const Spent verifying{ (before.clock + after.clock) / 2, (before.cpu + after.cpu) / 2 };
    // Below 2, more than half of it goes into signatures.
    report(u"exchange.import against libsodium alone on all cores, on the clock"_s,
        static_cast<double>(taken) / importing.clock, u"entries/s"_s, 2.0, entries / verifying.clock,
        importing.clock / verifying.clock);
    report(u"exchange.import against libsodium alone, CPU"_s, static_cast<double>(taken) / importing.cpu,
        u"entries/s"_s, 2.0, entries / verifying.cpu, importing.cpu / verifying.cpu);
}

} // namespace docket::bench
