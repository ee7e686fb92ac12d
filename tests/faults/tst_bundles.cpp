#include "tests/faults/tst_bundles.h"

#include "tests/exchange/node.h"
#include "tests/faults/faultvfs.h"
#include "tests/faults/judge.h"

#include <QTest>

#include <sqlite3.h>

#include <functional>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

/// A bundle of Ada's for Bo, small, with payloads.
QByteArray bundleOf(Pair& pair)
{
    for (int i = 0; i < 3; ++i)
        PeerFixture::must(pair.ada.store.append(work(i)));
    const QString file = pair.ada.path(u"good.docket"_s);
    PeerFixture::must(pair.ada.writeAll(file, { u"Bo"_s }));
    return readFile(file);
}

/// Offers the bytes with one bit flipped, and cut, at every `stride`-th place. `refused` says what is wrong when they
/// are taken.
QString damageAll(const QByteArray& good, qsizetype stride, const std::function<QString(const QByteArray&)>& refused)
{
    for (qsizetype at = 0; at < good.size(); at += stride) {
        QByteArray bytes = good;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 8)));
        if (const QString wrong = refused(bytes); !wrong.isEmpty())
            return u"byte %1 changed: %2"_s.arg(at).arg(wrong);
        if (const QString wrong = refused(good.first(at)); !wrong.isEmpty())
            return u"cut at byte %1: %2"_s.arg(at).arg(wrong);
    }
    return {};
}

} // namespace

void TestBundles::cleanup()
{
    FaultVfs::faults() = {};
}

void TestBundles::everyChangedAndCutByteIsRefused()
{
    Pair pair;
    const QByteArray good = bundleOf(pair);
    const QString file = pair.bo.path(u"damaged.docket"_s);
    const QByteArray before = pair.bo.logBytes();
    int offered = 0;
    const auto refused = [&](const QByteArray& bytes) -> QString {
        ++offered;
        writeFile(file, bytes);
        const auto taken = pair.bo.read(file);
        if (taken)
            return u"taken"_s;
        if (taken.error().thing.isEmpty() || taken.error().cause.isEmpty() || taken.error().wayOut.isEmpty())
            return u"an error that does not say what, why and what to do: "_s + taken.error().text();
        if (pair.bo.store.readOnlyReason())
            return u"the store was closed"_s;
        return pair.bo.logBytes() == before ? QString() : u"the log was changed"_s;
    };
    const QString wrong = damageAll(good, inForm<qsizetype>(good.size() / 90, 1), refused);
    qInfo("%lld bytes, %d damaged bundles", static_cast<long long>(good.size()), offered);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QCOMPARE(refused(good + 'x'), QString());
    // And it is the damage that was refused.
    writeFile(file, good);
    VERIFY_OK(pair.bo.read(file));
    QVERIFY(pair.bo.store.verify(Depth::Full)->isSound());
}

void TestBundles::importOnAFailingDisk()
{
    int failures = 0;
    bool reached = true;
    for (int number = 1; reached; number += inForm(40, 3)) {
        Pair pair;
        bundleOf(pair);
        const QString file = pair.ada.path(u"good.docket"_s);
        const qint64 size = pair.bo.store.size().value();
        FaultVfs::faults() = {};
        FaultVfs::faults().failAt = number;
        FaultVfs::faults().failCode = number % 2 ? SQLITE_IOERR : SQLITE_FULL;
        const auto taken = pair.bo.read(file);
        reached = FaultVfs::faults().failed;
        FaultVfs::faults().failAt = 0;
        failures += !taken;
        if (!taken)
            QVERIFY2(!taken.error().wayOut.isEmpty(), qPrintable(taken.error().text()));
        pair.boLog.store.reset();
        // Opened again: nothing that was there is lost, and the bundle can be taken.
        QCOMPARE(judge(pair.bo.folder, {}, false, size), QString());
        auto again = Store::open(pair.bo.folder, Access::ReadWrite, pair.boLog.clock);
        VERIFY_OK(again);
        VERIFY_OK((*again)->unlock(passphrase()));
        const auto second = exchange::importBundle(**again, pair.bo.mirror, pair.bo.folder, file);
        VERIFY_OK(second);
        const QList<Entry> sent = pair.ada.store.entries(0, 1000).value();
        for (const Entry& entry : sent)
            if (entry.kind == "case.annotate"_L1)
                QVERIFY((*again)->payload(entry.id).value().has_value());
    }
    QVERIFY(failures > 2);
}

void TestBundles::exportOnAFailingDisk()
{
    int failures = 0;
    bool reached = true;
    for (int number = 1; reached; number += inForm(30, 3)) {
        Pair pair;
        PeerFixture::must(pair.ada.store.append(work(1)));
        const QString file = pair.ada.path(u"new.docket"_s);
        FaultVfs::faults() = {};
        FaultVfs::faults().failAt = number;
        FaultVfs::faults().failCode = SQLITE_IOERR;
        const auto written = pair.ada.writeAll(file, { u"Bo"_s });
        reached = FaultVfs::faults().failed;
        FaultVfs::faults().failAt = 0;
        // A file that is there is whole.
        if (QFile::exists(file))
            VERIFY_OK(pair.bo.read(file));
        else
            QVERIFY(!written);
        failures += !written;
        pair.adaLog.store.reset();
        QCOMPARE(judge(pair.ada.folder, {}, true), QString());
    }
    QVERIFY(failures > 2);
}

void TestBundles::salvageFromAPeer()
{
    // Bo's log is damaged beyond opening. What Ada has of it brings it all back into a log made anew.
    Pair pair;
    PeerFixture::must(pair.bo.store.append(work(2)));
    const QString toAda = pair.bo.path(u"to-ada.docket"_s);
    VERIFY_OK(pair.bo.writeAll(toAda, { u"Ada"_s }));
    VERIFY_OK(pair.ada.read(toAda));
    const EntryId last = pair.bo.store.entriesOf(caseNumber(2))->first().id;
    const QByteArray note = pair.bo.store.note(last).value();
    pair.boLog.store.reset();
    const QString log = pair.bo.folder + u"/log.db"_s;
    writeFile(log, QByteArray(5000, '\xff'));
    QCOMPARE(Store::open(pair.bo.folder, Access::ReadWrite, pair.boLog.clock).error().code, ErrorCode::Integrity);
    QVERIFY(QFile::rename(log, log + u".damaged"_s));
    StoreSource source(pair.ada.store);
    auto again = Store::createFrom(pair.bo.folder, source, pair.boLog.clock);
    VERIFY_OK(again);
    QCOMPARE((*again)->note(last).value(), note);
    VERIFY_OK((*again)->unlock(passphrase()));
    VERIFY_OK((*again)->append(work(3)));
    QVERIFY((*again)->verify(Depth::Full)->isSound());
}
