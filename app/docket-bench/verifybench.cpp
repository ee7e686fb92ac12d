#include "app/docket-bench/benches.h"
#include "app/docket-bench/measure.h"
#include "core/base/clock.h"
#include "core/log/store/store.h"
#include "core/workspace/workspace.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <openssl/evp.h>
#include <sodium.h>
#include <sqlite3.h>

#include <thread>
#include <vector>

namespace docket::bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int perCase = 10;
constexpr int perTransaction = 1000;

/// A workspace whose log has about `count` entries on a tenth as many cases: claims, answers, decisions of the sizes
/// that audit.md 3 measured (45 words of rationale).
void fillLog(const QString& folder, int count)
{
    SystemClock clock;
    Workspace::InitOptions options;
    options.endpoint = u"http://127.0.0.1:1"_s;
    options.reviewerName = u"Bench"_s;
    options.passphrase = log::Secret::copyOf("bench");
    options.cost = log::KdfCost::Cheap;
    auto workspace = Workspace::init(folder, std::move(options), clock);
    if (!workspace)
        qFatal("%s", qPrintable(workspace.error().text()));
    log::Store& store = (*workspace)->log();
    const QByteArray secret = store.workspaceSecret().value();
    QList<log::Draft> drafts;
    for (int i = 0; i < count; ++i) {
        const auto subject = Subject::parse(u"model:org/artifact-%1"_s.arg(i / perCase)).value();
        const bool decides = i % perCase == perCase - 1;
        const QJsonObject payload = decides
            ? QJsonObject{ { u"code"_s, u"D20"_s }, { u"reason"_s, QString(420, u'r') },
                  { u"subject"_s, subject.key() } }
            : QJsonObject{ { u"text"_s, QString(450, u't') }, { u"subject"_s, subject.key() } };
        drafts.append({ decides ? u"case.decide"_s : u"case.note"_s, log::caseIdFor(secret, subject),
            QJsonDocument(payload).toJson(QJsonDocument::Compact), {} });
        if (drafts.size() == perTransaction || i == count - 1) {
            if (const auto appended = store.append(drafts); !appended)
                qFatal("%s", qPrintable(appended.error().text()));
            drafts.clear();
        }
    }
}

double wall(const std::function<void()>& work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

/// OpenSSL SHA-256 over every entry and payload as SQLite hands them out: what a quick check cannot do without.
void hashAll(const QString& path)
{
    sqlite3* db = nullptr;
    sqlite3_open_v2(qPrintable(path), &db, SQLITE_OPEN_READONLY, nullptr);
    sqlite3_stmt* select = nullptr;
    sqlite3_prepare_v2(db,
        "SELECT e.id,e.text,e.sig,p.salt,p.data FROM entry e LEFT JOIN payload p ON p.id=e.id ORDER BY e.n", -1,
        &select, nullptr);
    EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    unsigned char digest[32];
    const auto hash = [&](std::initializer_list<int> columns) {
        EVP_DigestInit_ex2(context, sha256, nullptr);
        for (const int column : columns)
            EVP_DigestUpdate(context, sqlite3_column_blob(select, column),
                static_cast<size_t>(sqlite3_column_bytes(select, column)));
        EVP_DigestFinal_ex(context, digest, nullptr);
    };
    while (sqlite3_step(select) == SQLITE_ROW) {
        hash({ 1, 2 });
        hash({ 3, 4 });
    }
    EVP_MD_CTX_free(context);
    EVP_MD_free(sha256);
    sqlite3_finalize(select);
    sqlite3_close(db);
}

/// libsodium verifying `count` signatures over texts of an entry's length, on all cores.
void verifyAll(int count)
{
    unsigned char publicKey[crypto_sign_PUBLICKEYBYTES];
    unsigned char secretKey[crypto_sign_SECRETKEYBYTES];
    crypto_sign_keypair(publicKey, secretKey);
    const QByteArray text(430, 't');
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.constData());
    unsigned char signature[crypto_sign_BYTES];
    crypto_sign_detached(signature, nullptr, bytes, static_cast<unsigned long long>(text.size()), secretKey);
    const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    std::vector<std::jthread> threads;
    for (int core = 0; core < cores; ++core) {
        threads.emplace_back([&, core] {
            for (int i = core; i < count; i += cores)
                if (crypto_sign_verify_detached(
                        signature, bytes, static_cast<unsigned long long>(text.size()), publicKey)
                    != 0)
                    qFatal("a signature does not verify");
        });
    }
}

} // namespace

void benchVerify(const Surroundings& where)
{
    const int count = where.quick ? 20'000 : 1'000'000;
    const int pairs = where.quick ? 1 : 3;
    QTemporaryDir folder;
    const QString workspaceFolder = folder.filePath(u"ws"_s);
    fillLog(workspaceFolder, count);
    const QString path = workspaceFolder + u"/log.db"_s;
    const QString program = where.binaries + u"/docket-verify"_s;
    const auto runProgram = [&](const QString& depth) {
        return wall([&] {
            if (cpuOfProgram(program, { depth, path }) < 0)
                qFatal("docket-verify failed");
        });
    };
    // Wall time: both use every core they can; limits are rates, so the ratio is time over time allowed.
    const Pair quick
        = measurePairs([&] { return runProgram(u"--quick"_s); }, [&] { return wall([&] { hashAll(path); }); }, pairs);
    report(u"docket-verify --quick against SHA-256 and SQLite alone, time, %1 entries"_s.arg(count), count / quick.ours,
        u"entries/s"_s, 1.25, count / quick.peer, quick.ratio);
    const Pair full
        = measurePairs([&] { return runProgram(u"--full"_s); }, [&] { return wall([&] { verifyAll(count); }); }, pairs);
    report(u"docket-verify --full against libsodium on all cores, time"_s, count / full.ours, u"entries/s"_s, 1.11,
        count / full.peer, full.ratio);

    SystemClock clock;
    auto store = log::Store::open(workspaceFolder, log::Access::ReadOnly, clock);
    if (!store)
        qFatal("%s", qPrintable(store.error().text()));
    const auto verifyHere = [&](log::Depth depth) {
        return wall([&] {
            const auto report = (*store)->verify(depth);
            if (!report || !report->isSound())
                qFatal("the log does not verify");
        });
    };
    const Pair quickHere = measurePairs(
        [&] { return verifyHere(log::Depth::Quick); }, [&] { return wall([&] { hashAll(path); }); }, pairs);
    report(u"log verify against SHA-256 and SQLite alone, time"_s, count / quickHere.ours, u"entries/s"_s, 1.25,
        count / quickHere.peer, quickHere.ratio);
    store->reset();

    auto workspace = Workspace::open(workspaceFolder, clock);
    if (!workspace)
        qFatal("%s", qPrintable(workspace.error().text()));
    const double folding = wall([&] {
        if (const auto changed = (*workspace)->refreshView(); !changed)
            qFatal("%s", qPrintable(changed.error().text()));
    });
    report(u"fold of the whole log into view.db"_s, count / folding, u"entries/s"_s, 0, 0, 0);
    workspace->reset();

    const int opening = where.quick ? 10'000 : 100'000;
    QTemporaryDir smaller;
    const QString other = smaller.filePath(u"ws"_s);
    fillLog(other, opening);
    double best = 1e9;
    for (int i = 0; i < pairs; ++i) {
        best = std::min(best, wall([&] {
            auto opened = log::Store::open(other, log::Access::ReadWrite, clock);
            if (!opened || !(*opened)->checkTail(0))
                qFatal("the log does not verify");
        }));
    }
    report(
        u"opening a log of %1 entries with a quick check of all of them"_s.arg(opening), best, u"s"_s, 1.0, 1.0, best);
}

} // namespace docket::bench
