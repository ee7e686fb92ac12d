#include "tests/log/tst_incarnation.h"

#include "core/log/store/incarnation.h"
#include "tests/log/memberfixture.h"

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

Draft note(int number)
{
    return draft(u"case.note"_s, caseNumber(number), { { u"text"_s, u"n"_s } });
}

std::shared_ptr<IncarnationRecord> guardIn(const QTemporaryDir& folder)
{
    return std::make_shared<IncarnationRecord>(folder.path());
}

bool isSound(Store& store)
{
    const auto report = store.verify(Depth::Full);
    return report && report->isSound();
}

QByteArray nameOf(const LogFixture& ada)
{
    return SealedKey::read(ada.folder.filePath(u"keys/device.key"_s))->name();
}

QByteArray fileBytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What happened between making the copy and bringing it back.
enum class Since { Nothing, OpenedOnly, SignedWork, Work, WorkTwice, WorkAfterACrash, StoppedAfterTheCommit };

/// A program that stops between the commit and the record.
class StoppingGuard final : public IncarnationGuard
{
public:
    explicit StoppingGuard(const QTemporaryDir& folder) : m_record(folder.path()) { }
    Result<std::optional<Incarnation>> remembered(const QByteArray& name) override { return m_record.remembered(name); }
    Status beginning(const QByteArray& name, const QByteArray& nonce) override
    {
        return m_record.beginning(name, nonce);
    }
    Status began(const QByteArray&, const QByteArray&) override { return {}; }
    Status signedNow(const Checkpoint&, const QByteArray&) override { return {}; }

private:
    IncarnationRecord m_record;
};

/// One session on the folder: opened, guarded, so many entries, and never closed in good order unless told to.
void session(LogFixture& ada, const std::shared_ptr<IncarnationGuard>& guard, int entries, bool closed = false)
{
    auto store = ada.reopen();
    VERIFY_OK((*store)->unlock(cheapPassphrase()));
    VERIFY_OK((*store)->guardWith(guard));
    QVERIFY(!(*store)->isBehind());
    for (int i = 0; i < entries; ++i)
        VERIFY_OK((*store)->append({ note(i) }));
    if (closed)
        VERIFY_OK((*store)->checkpoint());
}

} // namespace

Q_DECLARE_METATYPE(Since)

void TestIncarnation::copyIsNoticedByItsNonce_data()
{
    QTest::addColumn<Since>("since");
    QTest::addColumn<bool>("noticed");
    QTest::newRow("nothing") << Since::Nothing << false;
    QTest::newRow("opened, nothing written") << Since::OpenedOnly << false;
    QTest::newRow("signed work") << Since::SignedWork << true;
    QTest::newRow("work that no checkpoint covers") << Since::Work << true;
    QTest::newRow("two sessions of it") << Since::WorkTwice << true;
    QTest::newRow("work after a session that was never ended") << Since::WorkAfterACrash << true;
    QTest::newRow("stopped between the commit and the record") << Since::StoppedAfterTheCommit << true;
}

void TestIncarnation::copyIsNoticedByItsNonce()
{
    QFETCH(Since, since);
    QFETCH(bool, noticed);
    LogFixture ada;
    ada.store.reset();
    const QTemporaryDir state;
    session(ada, guardIn(state), 2, since != Since::WorkAfterACrash);
    const QTemporaryDir backup;
    copyWorkspace(ada.folder.path(), backup.path());
    switch (since) {
    case Since::Nothing:
        break;
    case Since::OpenedOnly:
        session(ada, guardIn(state), 0);
        break;
    case Since::SignedWork:
        session(ada, guardIn(state), 1, true);
        break;
    case Since::WorkTwice:
        session(ada, guardIn(state), 1);
        session(ada, guardIn(state), 1);
        break;
    case Since::Work:
    case Since::WorkAfterACrash:
        session(ada, guardIn(state), 3);
        break;
    case Since::StoppedAfterTheCommit:
        session(ada, std::make_shared<StoppingGuard>(state), 3);
        break;
    }
    session(ada, guardIn(state), 0); // the folder itself is never taken for a copy
    const QByteArray record = fileBytes(IncarnationRecord(state.path()).pathOf(nameOf(ada)));

    copyWorkspace(backup.path(), ada.folder.path());
    auto restored = ada.reopen();
    VERIFY_OK((*restored)->unlock(cheapPassphrase()));
    VERIFY_OK((*restored)->guardWith(guardIn(state)));
    QCOMPARE((*restored)->isBehind(), noticed);
    if (!noticed) {
        VERIFY_OK((*restored)->append({ note(9) }));
        QVERIFY(isSound(**restored));
        return;
    }
    QVERIFY((*restored)->readOnlyReason()->wayOut.contains(u"continue-as-new"_s));
    QCOMPARE((*restored)->append({ note(9) }).error().code, ErrorCode::Conflict);
    QCOMPARE(fileBytes(IncarnationRecord(state.path()).pathOf(nameOf(ada))), record); // and it stays noticed
    if (since == Since::SignedWork)
        return;
    // The control: the checkpoint alone, as it was remembered before, says nothing.
    const auto known = IncarnationRecord(state.path()).remembered(nameOf(ada));
    VERIFY_OK(known);
    if (known->value().last) {
        VERIFY_OK(IncarnationRecord(state.path()).signedNow(*known->value().last, {}));
        VERIFY_OK((*restored)->guardWith(guardIn(state)));
        QVERIFY(!(*restored)->isBehind());
    } else {
        QCOMPARE(since, Since::WorkAfterACrash);
    }
}

void TestIncarnation::copyMadeBeforeThereWereNonces()
{
    LogFixture ada;
    const QTemporaryDir state;
    VERIFY_OK(ada.store->append({ note(1) }));
    VERIFY_OK(ada.store->checkpoint());
    const Checkpoint last = ada.store->lastCheckpoint()->value();
    const QString path = IncarnationRecord(state.path()).pathOf(last.origin);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"origin\":\"" + last.origin + "\",\"root\":\"" + toBase64Url(last.root.view())
        + "\",\"size\":" + QByteArray::number(last.size) + ",\"v\":1}\n");
    file.close();
    ada.store.reset();
    const QTemporaryDir backup;
    copyWorkspace(ada.folder.path(), backup.path());
    session(ada, guardIn(state), 1);
    session(ada, guardIn(state), 1);
    copyWorkspace(backup.path(), ada.folder.path());
    auto restored = ada.reopen();
    VERIFY_OK((*restored)->guardWith(guardIn(state)));
    QVERIFY((*restored)->isBehind());
}

void TestIncarnation::twoProgramsShareAStretch()
{
    LogFixture ada;
    const QTemporaryDir state;
    VERIFY_OK(ada.store->guardWith(guardIn(state)));
    VERIFY_OK(ada.store->append({ note(1) }));
    {
        auto other = Store::open(ada.folder.path(), Access::ReadWrite, ada.clock);
        VERIFY_OK(other);
        VERIFY_OK((*other)->unlock(cheapPassphrase()));
        VERIFY_OK((*other)->guardWith(guardIn(state)));
        QVERIFY(!(*other)->isBehind());
        VERIFY_OK((*other)->append({ note(2) }));
        VERIFY_OK(ada.store->append({ note(3) }));
        VERIFY_OK(ada.store->checkpoint());
        VERIFY_OK((*other)->append({ note(4) }));
    }
    VERIFY_OK(ada.store->append({ note(5) }));
    ada.store.reset();
    session(ada, guardIn(state), 1);
    session(ada, guardIn(state), 0);
}

void TestIncarnation::stateFolderThatCannotBeWritten()
{
    // The record is a guard, not a condition: the work goes on, and the folder is not taken for a copy later.
    LogFixture ada;
    ada.store.reset();
    const QTemporaryDir state;
    session(ada, guardIn(state), 1);
    const QByteArray name = nameOf(ada);
    const QString path = IncarnationRecord(state.path()).pathOf(name);
    const QByteArray record = fileBytes(path);
    // A folder in the file's place cannot be replaced by a file, nor read as one.
    {
        auto store = ada.reopen();
        VERIFY_OK((*store)->unlock(cheapPassphrase()));
        VERIFY_OK((*store)->guardWith(guardIn(state)));
        QVERIFY(QFile::remove(path));
        QVERIFY(QDir().mkpath(path + u"/in the way"_s));
        VERIFY_OK((*store)->append({ note(2) }));
        VERIFY_OK((*store)->append({ note(3) }));
    }
    QVERIFY(QDir(path).removeRecursively());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(record);
    file.close();
    session(ada, guardIn(state), 1);
}
