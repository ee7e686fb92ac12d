#include "tests/faults/tst_keylife.h"

#include "core/base/digest.h"
#include "core/base/sqlite.h"
#include "core/log/fold/authority.h"
#include "core/log/fold/folddigest.h"
#include "core/log/format/fault.h"
#include "tests/faults/forger.h"
#include "tests/faults/judge.h"
#include "tests/log/peerfixture.h"

#include <QTest>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

QStringList textsIn(Store& store, const CaseId& caseId)
{
    QStringList out;
    const CaseState state = store.caseState(caseId).value();
    for (const Note& note : state.notes)
        out.append(note.text);
    out.sort();
    return out;
}

Draft noteOf(const QString& text)
{
    return draft(u"case.note"_s, caseNumber(1), { { u"text"_s, text } });
}

QString textOf(const QByteArray& key)
{
    return QString::fromLatin1(toBase64Url(key));
}

void copyFile(const QString& from, const QString& to)
{
    QFile::remove(to);
    if (!QFile::copy(from, to))
        qFatal("%s cannot be copied", qPrintable(from));
}

} // namespace

void TestKeyLife::rotatedKeyIsFollowed()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    PeerFixture::must(bo.store->append({ noteOf(u"before"_s) }));
    VERIFY_OK(bo.store->rotateKey(cheapSeal()));
    QVERIFY(bo.store->me().device != bo.device);
    PeerFixture::must(bo.store->append({ noteOf(u"behind"_s) }));
    StoreSource source(*bo.store);
    VERIFY_OK(ada.store->merge(source));
    QCOMPARE(textsIn(*ada.store, caseNumber(1)), (QStringList{ u"before"_s, u"behind"_s }));
    QVERIFY(ada.store->verify(Depth::Full)->isSound());
}

void TestKeyLife::entryOfTheKeyBeforeIsTheWrongEpoch()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    const ScratchFolder kept; // what malware took away before the rotation
    copyWorkspace(ada.folder.path(), kept.path());
    PeerFixture::must(ada.store->append({ noteOf(u"before"_s) }));
    VERIFY_OK(ada.store->rotateKey(cheapSeal()));
    VERIFY_OK(ada.store->checkpoint());
    ada.store.reset();
    const ScratchFolder forged;
    copyWorkspace(ada.folder.path(), forged.path());
    copyFile(kept.path() + u"/keys/device.key"_s, forged.path() + u"/keys/device.key"_s);
    {
        Forger forger(forged.path());
        forger.append(forger.next(caseNumber(1)));
    }
    FixedClock clock(startTime());
    const auto store = Store::open(forged.path(), Access::ReadOnly, clock);
    VERIFY_OK(store);
    const auto report = (*store)->verify(Depth::Full);
    VERIFY_OK(report);
    QVERIFY(!report->isSound());
    QCOMPARE(report->findings.first().fault, u"epoch"_s);
    {
        // Malware that has the key signs a checkpoint over it as well.
        const SigningKey key = SealedKey::read(kept.path() + u"/keys/device.key"_s)->open(passphrase()).value();
        const QList<LogTip> tips = (*store)->tips().value();
        const auto tip
            = std::find_if(tips.begin(), tips.end(), [&key](const LogTip& one) { return one.device == key.publicKey; });
        const Checkpoint checkpoint{ tip->name, static_cast<quint64>(tip->size), Hash::from(tip->root) };
        auto db = sqlite::Database::open(forged.logPath(), sqlite::Database::Mode::ReadWrite);
        VERIFY_OK(db);
        auto insert = db->prepare("INSERT INTO checkpoint(d,size,note) VALUES(1,?1,?2)");
        VERIFY_OK(insert);
        insert->bind(1, tip->size);
        insert->bindBlob(2, signNote(checkpoint.toText(), tip->name, key).toBytes());
        VERIFY_OK(insert->run());
    }
    StoreSource source(**store);
    const qint64 before = bo.store->size().value();
    const auto taken = bo.store->merge(source);
    QVERIFY(!taken);
    QCOMPARE(faultWord(taken.error()), u"epoch"_s);
    QCOMPARE(bo.store->size().value(), before);
    // The control: without the forged entry the same log is taken.
    auto honest = Store::open(ada.folder.path(), Access::ReadOnly, clock);
    VERIFY_OK(honest);
    StoreSource right(**honest);
    VERIFY_OK(bo.store->merge(right));
}

void TestKeyLife::revokedInTheMiddleAndEnrolledAgain()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    PeerFixture cy(*ada.store, u"Cy"_s, { u"reviewer"_s });
    PeerFixture dee(*ada.store, u"Dee"_s, { u"reviewer"_s });
    PeerFixture::must(bo.store->append({ noteOf(u"1 right"_s) }));
    const qint64 bound = bo.store->ownSize().value();
    PeerFixture::must(bo.store->append({ noteOf(u"2 behind the bound"_s) }));
    PeerFixture::must(ada.store->append({ adminDraft(
        u"key.revoke"_s, { { u"dev"_s, textOf(bo.device) }, { u"last_seq"_s, bound }, { u"reason"_s, u"lost"_s } }) }));
    // Cy hears of the entries first, Dee of the revocation.
    VERIFY_OK(cy.take(*bo.store));
    QCOMPARE(textsIn(*cy.store, caseNumber(1)), (QStringList{ u"1 right"_s, u"2 behind the bound"_s }));
    VERIFY_OK(cy.take(*ada.store));
    VERIFY_OK(dee.take(*ada.store));
    VERIFY_OK(dee.take(*bo.store));
    const auto expect = [&](const QStringList& texts) {
        for (Store* store : { cy.store.get(), dee.store.get() }) {
            QCOMPARE(textsIn(*store, caseNumber(1)), texts);
            QVERIFY(store->verify(Depth::Full)->isSound()); // kept, shown, not folded
        }
        QCOMPARE(cy.store->snapshotId().value(), dee.store->snapshotId().value());
        QCOMPARE(digestOf(cy.store->caseState(caseNumber(1)).value()),
            digestOf(dee.store->caseState(caseNumber(1)).value()));
    };
    expect({ u"1 right"_s });
    // Found again: what it writes from then on counts, what lay between does not.
    const qint64 again = bo.store->ownSize().value() + 1;
    QList<Draft> back{ adminDraft(u"key.enrol"_s,
        { { u"dev"_s, textOf(bo.device) }, { u"person"_s, bo.store->me().person }, { u"from_seq"_s, again } }) };
    back.append(adminDraft(
        u"role.grant"_s, { { u"dev"_s, textOf(bo.device) }, { u"role"_s, u"reviewer"_s }, { u"from_seq"_s, again } }));
    PeerFixture::must(ada.store->append(back));
    PeerFixture::must(bo.store->append({ noteOf(u"3 found again"_s) }));
    VERIFY_OK(cy.take(*ada.store));
    VERIFY_OK(cy.take(*bo.store));
    VERIFY_OK(dee.take(*bo.store));
    VERIFY_OK(dee.take(*ada.store));
    expect({ u"1 right"_s, u"3 found again"_s });
}
