#include "tests/log/tst_merge.h"

#include "core/log/format/fault.h"
#include "core/log/format/proof.h"
#include "tests/log/peerfixture.h"

#include <QDirIterator>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

Result<MergeReport> take(Store& into, Store& from)
{
    StoreSource source(from);
    return into.merge(source);
}

QList<Entry> decide(Store& store, int number, const QString& code, const QString& reason = u"because"_s)
{
    auto entries = store.append({ draft(u"case.decide"_s, caseNumber(number),
        { { u"code"_s, code }, { u"reason"_s, reason }, { u"subject"_s, u"model:acme/m%1"_s.arg(number) } }) });
    if (!entries)
        qFatal("%s", qPrintable(entries.error().text()));
    return *entries;
}

bool isSound(Store& store)
{
    for (const Depth depth : { Depth::Quick, Depth::Full }) {
        const auto report = store.verify(depth);
        if (!report)
            qFatal("%s", qPrintable(report.error().text()));
        for (const Finding& finding : report->findings)
            qWarning().noquote() << finding.line();
        if (!report->isSound() || report->snapshotId != store.snapshotId().value())
            return false;
    }
    return true;
}

/// Whether any file below the folder holds the bytes.
bool holds(const QString& folder, const QByteArray& secret)
{
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(secret))
            return true;
    }
    return false;
}

void copyFolder(const QString& from, const QString& to)
{
    QDir(to).mkpath(u"keys"_s);
    for (const QString& name : { logFileName(), u"keys/device.key"_s }) {
        QFile::remove(to + u'/' + name);
        QVERIFY(QFile::copy(from + u'/' + name, to + u'/' + name));
    }
}

/// Remembers in memory what a state folder would.
class MemoryGuard final : public IncarnationGuard
{
public:
    Result<std::optional<Incarnation>> remembered(const QByteArray&) override { return m_known; }
    Status beginning(const QByteArray&, const QByteArray& nonce) override
    {
        m_known = m_known.value_or(Incarnation());
        m_known->next = nonce;
        return {};
    }
    Status began(const QByteArray&, const QByteArray& nonce) override
    {
        m_known = Incarnation{ m_known.value_or(Incarnation()).last, nonce, {}, true };
        return {};
    }
    Status signedNow(const Checkpoint& checkpoint, const QByteArray& nonce) override
    {
        m_known = Incarnation{ checkpoint, nonce, {}, false };
        return {};
    }

private:
    std::optional<Incarnation> m_known;
};

} // namespace

void TestMerge::exchangesWork()
{
    LogFixture ada;
    decide(*ada.store, 1, u"D20"_s);
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    QCOMPARE(bo.store->size().value(), ada.store->size().value());
    QCOMPARE(bo.store->me().name, u"Bo"_s);
    QCOMPARE(bo.store->me().roles, QStringList{ u"reviewer"_s });
    QCOMPARE(bo.store->workspaceSecret().value(), ada.store->workspaceSecret().value());

    const QList<Entry> theirs = decide(*bo.store, 1, u"D20"_s);
    QCOMPARE(theirs.first().parents.size(), 1);
    decide(*bo.store, 2, u"D40"_s);
    const auto report = take(*ada.store, *bo.store);
    VERIFY_OK(report);
    QCOMPARE(report->newEntries, 2);
    QCOMPARE(report->newPayloads, 2);
    QCOMPARE(report->withheld, 0);
    QCOMPARE(report->devices, QList<QByteArray>{ bo.device });
    const CaseState state = ada.store->caseState(caseNumber(1)).value();
    QCOMPARE(state.status, CaseStatus::AwaitingAuthor);
    QCOMPARE(state.decisions.first().supporters.size(), 2);
    QVERIFY(isSound(*ada.store));
    QVERIFY(isSound(*bo.store));
}

void TestMerge::takesOnlyWhatIsNew()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    decide(*bo.store, 1, u"D20"_s);
    VERIFY_OK(take(*ada.store, *bo.store));
    const QByteArray before = ada.store->snapshotId().value();
    const auto again = take(*ada.store, *bo.store);
    VERIFY_OK(again);
    QCOMPARE(again->newEntries, 0);
    QCOMPARE(again->newPayloads, 0);
    QVERIFY(again->devices.isEmpty());
    QCOMPARE(ada.store->snapshotId().value(), before);
    // An older state of a log that is held further is contained in it.
    QTemporaryDir old;
    copyFolder(bo.folder.path(), old.path());
    for (int i = 0; i < 300; ++i)
        decide(*bo.store, 2, u"D20"_s);
    VERIFY_OK(take(*ada.store, *bo.store));
    auto older = Store::open(old.path(), Access::ReadWrite, bo.clock);
    VERIFY_OK(older);
    VERIFY_OK((*older)->unlock(cheapPassphrase()));
    const auto contained = take(*ada.store, **older);
    VERIFY_OK(contained);
    QCOMPARE(contained->newEntries, 0);
    QVERIFY(contained->forks.isEmpty());
    QVERIFY(isSound(*ada.store));
}

void TestMerge::givesLogsThatGrowTogetherTheSameSnapshot()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    PeerFixture cy(*ada.store, u"Cy"_s, { u"reviewer"_s, u"lead"_s });
    decide(*ada.store, 1, u"D20"_s);
    decide(*bo.store, 1, u"D40"_s);
    decide(*cy.store, 2, u"D00"_s);
    VERIFY_OK(take(*ada.store, *bo.store));
    VERIFY_OK(take(*ada.store, *cy.store));
    VERIFY_OK(cy.take(*bo.store));
    VERIFY_OK(cy.take(*ada.store));
    VERIFY_OK(bo.take(*cy.store));
    QCOMPARE(bo.store->snapshotId().value(), ada.store->snapshotId().value());
    QCOMPARE(cy.store->snapshotId().value(), ada.store->snapshotId().value());
    for (Store* store : { ada.store.get(), bo.store.get(), cy.store.get() }) {
        QCOMPARE(store->caseState(caseNumber(1)).value().status, CaseStatus::Conflict);
        QCOMPARE(store->caseState(caseNumber(1)).value().interimCode, u"D40"_s);
        QVERIFY(isSound(*store));
    }
}

void TestMerge::keepsPayloadsThatComeLater()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    decide(*ada.store, 1, u"D20"_s);
    const EntryId second = decide(*ada.store, 2, u"D40"_s).first().id;
    StoreSource part(*ada.store);
    part.givePayload = [&](const SealedPayload& payload) { return payload.id != second; };
    const auto report = bo.store->merge(part);
    VERIFY_OK(report);
    QCOMPARE(report->withheld, 1);
    QCOMPARE(bo.store->payload(second).value(), std::nullopt);
    QVERIFY(isSound(*bo.store));
    QCOMPARE(bo.store->verify(Depth::Quick)->withheld, 1);
    const auto later = bo.take(*ada.store);
    VERIFY_OK(later);
    QCOMPARE(later->newEntries, 0);
    QCOMPARE(later->newPayloads, 1);
    QVERIFY(bo.store->payload(second).value().has_value());
    QCOMPARE(bo.store->touchedAfter(0)->cases, QList<CaseId>{ caseNumber(2) });
    QVERIFY(isSound(*bo.store));
    QCOMPARE(bo.store->verify(Depth::Quick)->withheld, 0);
}

void TestMerge::takesPartsOnlyWhereTheyFit()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    const qint64 held = bo.store->size().value();
    for (int i = 0; i < 5; ++i)
        decide(*ada.store, i, u"D20"_s);
    const QByteArray device = ada.store->me().device;
    StoreSource gap(*ada.store);
    gap.firstSeq.insert(device, held + 2);
    const auto refused = bo.store->merge(gap);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QVERIFY2(refused.error().cause.contains(u"begins at entry"_s), qPrintable(refused.error().text()));
    StoreSource fits(*ada.store);
    fits.firstSeq.insert(device, held + 1);
    VERIFY_OK(bo.store->merge(fits));
    QCOMPARE(bo.store->snapshotId().value(), ada.store->snapshotId().value());
}

void TestMerge::keepsBothSidesOfAFork()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    decide(*bo.store, 1, u"D20"_s);
    QTemporaryDir cloned;
    copyFolder(bo.folder.path(), cloned.path());
    auto clone = Store::open(cloned.path(), Access::ReadWrite, bo.clock);
    VERIFY_OK(clone);
    VERIFY_OK((*clone)->unlock(cheapPassphrase()));
    const EntryId here = decide(*bo.store, 1, u"D21"_s).first().id;
    const EntryId there = decide(**clone, 1, u"D40"_s).first().id;
    decide(**clone, 2, u"D40"_s);
    VERIFY_OK(take(*ada.store, *bo.store));
    const auto report = take(*ada.store, **clone);
    VERIFY_OK(report);
    QCOMPARE(report->forks, (QList<Fork>{ { bo.device, 2, here, there } }));
    QCOMPARE(report->newEntries, 2);
    QCOMPARE(ada.store->forks().value(), report->forks);
    QCOMPARE(ada.store->tips()->size(), 3);
    // Both decisions count and are concurrent; nothing is lost.
    QCOMPARE(ada.store->caseState(caseNumber(1)).value().status, CaseStatus::Conflict);
    QVERIFY(isSound(*ada.store));
    QCOMPARE(ada.store->verify(Depth::Quick)->forked, 1);
    // Proofs work on both sides.
    VERIFY_OK(ada.store->prove(here));
    VERIFY_OK(ada.store->prove(there));
    // Both sides may go on, and what goes on is told from a second fork.
    decide(*bo.store, 3, u"D20"_s);
    decide(**clone, 3, u"D40"_s);
    const auto first = take(*ada.store, *bo.store);
    VERIFY_OK(first);
    const auto second = take(*ada.store, **clone);
    VERIFY_OK(second);
    QCOMPARE(first->newEntries, 1);
    QCOMPARE(second->newEntries, 1);
    QVERIFY(first->forks.isEmpty() && second->forks.isEmpty());
    QVERIFY(isSound(*ada.store));
}

void TestMerge::carriesForksOn()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    PeerFixture cy(*ada.store, u"Cy"_s, { u"reviewer"_s });
    QTemporaryDir cloned;
    copyFolder(bo.folder.path(), cloned.path());
    auto clone = Store::open(cloned.path(), Access::ReadWrite, bo.clock);
    VERIFY_OK(clone);
    VERIFY_OK((*clone)->unlock(cheapPassphrase()));
    decide(*bo.store, 1, u"D21"_s);
    decide(**clone, 1, u"D40"_s);
    // Ada sees one side first, Cy the other; both end with the same state.
    VERIFY_OK(take(*ada.store, *bo.store));
    VERIFY_OK(cy.take(**clone));
    VERIFY_OK(take(*ada.store, *cy.store));
    VERIFY_OK(cy.take(*ada.store));
    QCOMPARE(ada.store->forks()->size(), 1);
    QCOMPARE(cy.store->forks()->size(), 1);
    QCOMPARE(cy.store->snapshotId().value(), ada.store->snapshotId().value());
    QVERIFY(isSound(*ada.store));
    QVERIFY(isSound(*cy.store));
}

void TestMerge::refusesDamage_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("word");
    QTest::newRow("a byte of a note") << u"note"_s << u"checkpoint"_s;
    QTest::newRow("a byte of a payload") << u"payload"_s << u"commitment"_s;
    QTest::newRow("the salt") << u"salt"_s << u"commitment"_s;
    QTest::newRow("a payload of no entry") << u"orphan"_s << u"payload-orphan"_s;
    QTest::newRow("other bytes when read again") << u"second"_s << u"read-back"_s;
}

void TestMerge::refusesDamage()
{
    QFETCH(QString, what);
    QFETCH(QString, word);
    LogFixture ada;
    decide(*ada.store, 1, u"D20"_s);
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    decide(*bo.store, 2, u"D40"_s);
    const EntryId target = decide(*bo.store, 2, u"D41"_s).first().id;
    PeerFixture other(*ada.store, u"Other"_s, {});

    StoreSource source(*bo.store);
    int readings = 0;
    source.changeNote = [&](QByteArray& note, qsizetype, qint64 seq) {
        if (!note.contains("D41") && seq != 2)
            return;
        ++readings;
        if (what == u"note" || (what == u"second" && readings > 2))
            note[note.size() / 2] = static_cast<char>(note.at(note.size() / 2) ^ 1);
    };
    source.changePayload = [&](SealedPayload& payload) {
        if (payload.id != target)
            return;
        if (what == u"payload")
            payload.data[3] = static_cast<char>(payload.data.at(3) ^ 1);
        if (what == u"salt")
            payload.salt[3] = static_cast<char>(payload.salt.at(3) ^ 1);
        if (what == u"orphan")
            payload.id.bytes[0] = static_cast<char>(payload.id.bytes.at(0) ^ 1);
    };
    QFile file(ada.logPath());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    const auto report = ada.store->merge(source);
    QVERIFY(!report);
    QCOMPARE(faultWord(report.error()), word);
    file.seek(0);
    QCOMPARE(file.readAll(), before);
    QVERIFY(!ada.store->readOnlyReason());
    QVERIFY(isSound(*ada.store));
    // The same without the damage is welcome.
    VERIFY_OK(take(*ada.store, *bo.store));
}

void TestMerge::refusesAnotherWorkspace()
{
    LogFixture ada;
    LogFixture eve;
    const auto report = take(*ada.store, *eve.store);
    QVERIFY(!report);
    QCOMPARE(faultWord(report.error()), u"workspace"_s);
}

void TestMerge::refusesADeviceThatNobodyEnrolled()
{
    LogFixture ada;
    QTemporaryDir folder;
    const SigningKey key = SigningKey::generate();
    QDir(folder.path()).mkpath(u"keys"_s);
    const auto sealed = SealedKey::seal(
        deviceName(defaultDomain().toLatin1(), ada.store->workspaceId().value(), key.publicKey), key, cheapSeal());
    VERIFY_OK(sealed);
    VERIFY_OK(sealed->write(folder.filePath(u"keys/device.key"_s)));
    StoreSource source(*ada.store);
    const auto made = Store::createFrom(folder.path(), source, ada.clock);
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::Forbidden);
    QVERIFY(!QFile::exists(folder.filePath(logFileName())));
}

void TestMerge::bringsBackTheEndOfARestoredBackup()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    QTemporaryDir backup;
    copyFolder(bo.folder.path(), backup.path());
    decide(*bo.store, 1, u"D20"_s);
    decide(*bo.store, 2, u"D20"_s);
    VERIFY_OK(take(*ada.store, *bo.store));
    auto restored = Store::open(backup.path(), Access::ReadWrite, bo.clock);
    VERIFY_OK(restored);
    VERIFY_OK((*restored)->unlock(cheapPassphrase()));
    const auto report = take(**restored, *ada.store);
    VERIFY_OK(report);
    QCOMPARE(report->newEntries, 2);
    QCOMPARE((*restored)->snapshotId().value(), bo.store->snapshotId().value());
    decide(**restored, 3, u"D20"_s);
    QVERIFY(isSound(**restored));
}

void TestMerge::refusesToWriteBehindItsOwnSignature()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    const auto guard = std::make_shared<MemoryGuard>();
    VERIFY_OK(bo.store->guardWith(guard));
    QTemporaryDir backup;
    copyFolder(bo.folder.path(), backup.path());
    decide(*bo.store, 1, u"D20"_s);
    VERIFY_OK(bo.store->checkpoint());
    VERIFY_OK(take(*ada.store, *bo.store));
    auto restored = Store::open(backup.path(), Access::ReadWrite, bo.clock);
    VERIFY_OK(restored);
    VERIFY_OK((*restored)->unlock(cheapPassphrase()));
    VERIFY_OK((*restored)->guardWith(guard));
    QVERIFY((*restored)->readOnlyReason().has_value());
    const auto refused = (*restored)->append({ draft(u"case.note"_s, caseNumber(1), { { u"text"_s, u"x"_s } }) });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    // A peer brings the missing end back, and writing goes on.
    VERIFY_OK(take(**restored, *ada.store));
    QVERIFY(!(*restored)->readOnlyReason());
    decide(**restored, 3, u"D20"_s);
    QVERIFY(isSound(**restored));
}

void TestMerge::erasesWhatTwoPeopleWantErased()
{
    const QByteArray secret = "Cassandra-Q-Example";
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s, u"privacy"_s });
    const EntryId target = decide(*ada.store, 1, u"D20"_s, QString::fromLatin1(secret)).first().id;
    const EntryId other = decide(*ada.store, 1, u"D40"_s).first().id;
    const QByteArray proof = ada.store->prove(target).value();
    VERIFY_OK(bo.take(*ada.store));
    QVERIFY(holds(ada.folder.path(), secret) && holds(bo.folder.path(), secret));
    const auto request = ada.store->append({ adminDraft(
        u"redact.request"_s, { { u"entries"_s, QJsonArray{ target.text() } }, { u"basis"_s, u"gdpr-17"_s } }) });
    VERIFY_OK(request);
    const auto approve = [&](Store& store) {
        return store.append({ adminDraft(u"redact.approve"_s, { { u"request"_s, request->first().id.text() } }) });
    };
    // Ada asked, so Ada's own approval erases nothing.
    VERIFY_OK(approve(*ada.store));
    QVERIFY(ada.store->eraseRedacted()->isEmpty());
    VERIFY_OK(bo.take(*ada.store));
    VERIFY_OK(approve(*bo.store));
    QCOMPARE(bo.store->eraseRedacted().value(), QList<EntryId>{ target });
    const auto report = take(*ada.store, *bo.store);
    VERIFY_OK(report);
    QCOMPARE(report->erased, 1);
    for (const auto& [store, folder] :
        { std::pair(ada.store.get(), ada.folder.path()), std::pair(bo.store.get(), bo.folder.path()) }) {
        QVERIFY(!holds(folder, secret));
        QVERIFY(isSound(*store));
        QCOMPARE(store->verify(Depth::Quick)->erased, 1);
        QCOMPARE(store->payload(target).value(), std::nullopt);
        QVERIFY(store->payload(other).value().has_value());
        QVERIFY(store->eraseRedacted()->isEmpty());
        VERIFY_OK(store->vacuum());
        QVERIFY(isSound(*store));
    }
    VERIFY_OK(verifyProof(Proof::parse(proof).value(), ada.store->me().device));
    // Somebody who has not erased yet cannot bring it back.
    PeerFixture cy(*ada.store, u"Cy"_s, { u"reviewer"_s });
    QVERIFY(!holds(cy.folder.path(), secret));
    QVERIFY(isSound(*cy.store));
}

void TestMerge::vouchesForWhatItSaw()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    const QByteArray me = ada.store->me().device;
    const auto of = [](Store& store, const QByteArray& device) {
        const auto all = store.witnessed();
        for (const Witnessed& log : all.value())
            if (log.tip.device == device)
                return log;
        return Witnessed();
    };
    QCOMPARE(of(*ada.store, me).upTo, 0);
    const qint64 size = of(*ada.store, me).tip.size;
    const auto report = bo.take(*ada.store);
    VERIFY_OK(report);
    QCOMPARE(report->cosigned, 1);
    decide(*bo.store, 1, u"D20"_s);
    VERIFY_OK(take(*ada.store, *bo.store));
    const Witnessed mine = of(*ada.store, me);
    QCOMPARE(mine.upTo, size);
    QCOMPARE(mine.rewritable(), 0);
    QCOMPARE(mine.by.size(), 1);
    QVERIFY(mine.by.first().cosigned);
    QCOMPARE(mine.by.first().name, u"Bo"_s);
    decide(*ada.store, 5, u"D20"_s);
    QCOMPARE(of(*ada.store, me).rewritable(), 1);
    // A log.seen entry vouches, too, where the root is right.
    const auto seen = [&](qint64 atSize, const QByteArray& root) {
        return bo.store->append({ adminDraft(u"log.seen"_s,
            { { u"logs"_s,
                QJsonArray{ QJsonObject{ { u"origin"_s, QString::fromUtf8(mine.tip.name) }, { u"size"_s, atSize },
                    { u"root"_s, QString::fromLatin1(root.toBase64()) } } } } }) });
    };
    const Witnessed now = of(*ada.store, me);
    VERIFY_OK(seen(now.tip.size, QByteArray(32, 'x')));
    VERIFY_OK(take(*ada.store, *bo.store));
    QCOMPARE(of(*ada.store, me).upTo, size);
    VERIFY_OK(seen(now.tip.size, now.tip.root));
    VERIFY_OK(take(*ada.store, *bo.store));
    QCOMPARE(of(*ada.store, me).upTo, now.tip.size);
    QVERIFY(isSound(*ada.store));
}

void TestMerge::marksAClockThatWasSet()
{
    LogFixture ada;
    const auto kinds = [&] {
        QStringList out;
        const auto all = ada.store->entries(0, 1000);
        for (const Entry& entry : all.value())
            out.append(entry.kind);
        return out;
    };
    decide(*ada.store, 1, u"D20"_s);
    ada.clock.advance(qint64(40) * 24 * 3600 * 1000); // a long holiday is no step
    decide(*ada.store, 1, u"D20"_s);
    QVERIFY(!kinds().contains(u"clock.step"_s));
    ada.clock.set(ada.clock.now().addSecs(-3600));
    decide(*ada.store, 1, u"D20"_s);
    QCOMPARE(kinds().last(2), (QStringList{ u"clock.step"_s, u"case.decide"_s }));
    ada.clock.set(ada.clock.now().addYears(10));
    decide(*ada.store, 1, u"D20"_s);
    QCOMPARE(kinds().count(u"clock.step"_s), 2);
    // Also across a restart, as far as the log alone can tell.
    ada.clock.set(startTime());
    auto again = ada.reopen();
    VERIFY_OK(again);
    VERIFY_OK((*again)->unlock(cheapPassphrase()));
    ada.store = std::move(*again);
    decide(*ada.store, 1, u"D20"_s);
    QCOMPARE(kinds().count(u"clock.step"_s), 3);
    QVERIFY(isSound(*ada.store));
}

void TestMerge::stopsWhenAsked()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    for (int i = 0; i < 50; ++i)
        decide(*bo.store, i, u"D20"_s);
    const QByteArray before = ada.store->snapshotId().value();
    std::stop_source stop;
    stop.request_stop();
    StoreSource source(*bo.store);
    const auto report = ada.store->merge(source, {}, stop.get_token());
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::Cancelled);
    QCOMPARE(ada.store->snapshotId().value(), before);
    QVERIFY(!ada.store->readOnlyReason());
}
