#include "tests/log/tst_foldstores.h"

#include "core/log/fold/folddigest.h"
#include "tests/log/peerfixture.h"

#include <QDirIterator>
#include <QTest>

#include <algorithm>
#include <random>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

/// A laptop whose folder was copied while it was closed, and which goes on with the same key: a fork to be.
struct CopiedLaptop {
    QTemporaryDir folder;
    FixedClock clock{ startTime() };
    std::unique_ptr<Store> store;

    explicit CopiedLaptop(const QString& from)
    {
        QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString source = files.next();
            const QString target = folder.filePath(QDir(from).relativeFilePath(source));
            QDir().mkpath(QFileInfo(target).path());
            if (!QFile::copy(source, target))
                qFatal("the workspace cannot be copied");
        }
        auto opened = Store::open(folder.path(), Access::ReadWrite, clock);
        PeerFixture::must(opened);
        store = std::move(*opened);
        PeerFixture::must(store->unlock(cheapPassphrase()));
    }
};

void writeSomething(Store& store, std::mt19937& random, FixedClock& clock)
{
    const QStringList codes{ u"D00"_s, u"D20"_s, u"D40"_s, u"D63"_s };
    const QString code = codes.at(static_cast<int>(random() % 4));
    const CaseId id = caseNumber(static_cast<int>(random() % 2));
    const int what = static_cast<int>(random() % 8);
    clock.advance(1000 + static_cast<qint64>(random() % 100000));
    QString kind = u"case.decide"_s;
    if (what >= 6)
        kind = u"case.resolve"_s;
    else if (what >= 4)
        kind = what == 4 ? u"case.label"_s : u"case.unlabel"_s;
    PeerFixture::must(store.append({ draft(kind, id, { { u"code"_s, code }, { u"label"_s, code } }) }));
}

/// What this laptop makes of everything it holds.
QByteArray stateOf(Store& store)
{
    QByteArray out = store.snapshotId().value();
    for (const int number : { 0, 1 })
        out += digestOf(store.caseState(caseNumber(number)).value());
    return out;
}

void take(Store& store, Store& other)
{
    StoreSource source(other);
    PeerFixture::must(store.merge(source));
}

} // namespace

void TestFoldStores::anyRouteGivesTheSame()
{
    const int cases = qMax(3, qEnvironmentVariableIntValue("DOCKET_FOLD_CASES") / 100);
    for (int round = 0; round < cases; ++round) {
        std::mt19937 random(static_cast<unsigned>(round) + 1);
        LogFixture founder;
        PeerFixture::must(founder.store->unlock(cheapPassphrase()));
        PeerFixture ada(*founder.store, u"Ada"_s, { u"reviewer"_s });
        PeerFixture bob(*founder.store, u"Bob"_s, { u"reviewer"_s });
        PeerFixture lea(*founder.store, u"Lea"_s, { u"lead"_s });
        bob.store.reset();
        CopiedLaptop copy(bob.folder.path());
        auto again = Store::open(bob.folder.path(), Access::ReadWrite, bob.clock);
        PeerFixture::must(again);
        bob.store = std::move(*again);
        PeerFixture::must(bob.store->unlock(cheapPassphrase()));

        struct Laptop {
            Store* store;
            FixedClock* clock;
        };
        const std::vector<Laptop> laptops{ { founder.store.get(), &founder.clock }, { ada.store.get(), &ada.clock },
            { bob.store.get(), &bob.clock }, { lea.store.get(), &lea.clock }, { copy.store.get(), &copy.clock } };
        // Two branches of one key are told apart only by what they wrote, so both write first.
        writeSomething(*bob.store, random, bob.clock);
        writeSomething(*copy.store, random, copy.clock);
        const auto any = [&]() -> const Laptop& { return laptops[random() % laptops.size()]; };
        for (int step = 0; step < 24; ++step) {
            const Laptop& one = any();
            if (random() % 3 == 0) {
                // The two that share a key never hear of each other: a device that knows of its fork signs no more.
                const bool shares = one.store == bob.store.get() || one.store == copy.store.get();
                if (const Laptop& other = any(); other.store != one.store && !shares)
                    take(*one.store, *other.store);
            } else if (!one.store->readOnlyReason()) {
                writeSomething(*one.store, random, *one.clock);
            }
        }
        // Two laptops collect everything by different routes, one of them twice.
        std::vector<Store*> route{ ada.store.get(), bob.store.get(), lea.store.get(), copy.store.get() };
        for (Store* other : route)
            take(*founder.store, *other);
        const QByteArray expected = stateOf(*founder.store);
        std::reverse(route.begin(), route.end());
        for (Store* other : route)
            if (other != ada.store.get())
                take(*ada.store, *other);
        take(*ada.store, *founder.store);
        QCOMPARE(stateOf(*ada.store).toHex(), expected.toHex());
        take(*ada.store, *lea.store);
        QCOMPARE(stateOf(*ada.store).toHex(), expected.toHex());
        // The same through fewer hands.
        take(*lea.store, *ada.store);
        QCOMPARE(stateOf(*lea.store).toHex(), expected.toHex());
        QCOMPARE(founder.store->size().value(), ada.store->size().value());
        // One who held neither side of the fork gets both at once.
        PeerFixture late(*founder.store, u"Late"_s, { u"auditor"_s });
        take(*founder.store, *late.store);
        QCOMPARE(stateOf(*late.store).toHex(), stateOf(*founder.store).toHex());
        QCOMPARE(late.store->tips()->size(), founder.store->tips()->size());
        const auto report = late.store->verify(Depth::Full);
        PeerFixture::must(report);
        QVERIFY2(report->isSound(), qPrintable(report->isSound() ? QString() : report->findings.first().line()));
        // Nothing is lost: whatever anybody held is here.
        for (const Laptop& laptop : laptops) {
            const auto held = laptop.store->entries(0, 100000);
            PeerFixture::must(held);
            for (const Entry& entry : *held)
                QVERIFY(founder.store->entry(entry.id).has_value());
        }
    }
}
