#include "core/log/format/fault.h"
#include "tests/exchange/node.h"
#include "tests/exchange/suites.h"

#include <QDirIterator>
#include <QProcess>
#include <QStandardPaths>

using namespace docket;
using namespace docket::exchange;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

QByteArray noteText(int number)
{
    return "a sentence nobody else may read, number " + QByteArray::number(number);
}

void addNotes(log::Store& store, int from, int count)
{
    QList<log::Draft> drafts;
    for (int i = from; i < from + count; ++i)
        drafts.append(draft(u"case.note"_s, caseNumber(i % 50), { { u"text"_s, QString::fromLatin1(noteText(i)) } }));
    PeerFixture::must(store.append(drafts));
}

QStringList kindsOf(log::Store& store, const QByteArray& device)
{
    QStringList out;
    const auto entryList = store.entries(0, 1'000'000).value();
    for (const log::Entry& entry : entryList) {
        if (entry.device == device)
            out.append(entry.kind);
    }
    return out;
}

/// Nothing of an import or export is left in the workspace.
bool isSwept(const QString& folder)
{
    return QDir(folder + u"/scratch"_s).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden).isEmpty();
}

} // namespace

class BundleTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allGoesThere()
    {
        Pair pair;
        addNotes(pair.ada.store, 0, 700); // more than two tiles
        const QString file = pair.ada.path(u"all.docket"_s);
        const auto exported = pair.ada.writeAll(file, { u"Bo"_s });
        VERIFY_OK(exported);
        QVERIFY(exported->payloads >= 700);
        QCOMPARE(QFileInfo(file).size(), exported->bytes);
        QVERIFY(isSwept(pair.ada.folder));

        const auto preview = inspectBundle(pair.bo.store, pair.bo.folder, file);
        VERIFY_OK(preview);
        QVERIFY(preview->canBeImported());
        QCOMPARE(preview->fromName, u"Ada"_s);
        QCOMPARE(preview->cases, 50);
        QCOMPARE(preview->sealed, ImportPreview::Sealed::ForUs);
        QVERIFY(preview->fresh >= 700);

        const auto imported = pair.bo.read(file);
        VERIFY_OK(imported);
        QCOMPARE(imported->merge.newEntries, preview->fresh);
        QVERIFY(imported->recorded);
        QVERIFY(isSwept(pair.bo.folder));
        const auto entryList = pair.ada.store.entries(0, 10'000).value();
        for (const log::Entry& entry : entryList) {
            QCOMPARE(pair.bo.store.note(entry.id).value(), pair.ada.store.note(entry.id).value());
            QCOMPARE(pair.bo.store.payload(entry.id).value(), pair.ada.store.payload(entry.id).value());
        }
        const QStringList kinds = kindsOf(pair.bo.store, pair.bo.device());
        QCOMPARE(kinds.last(2), QStringList({ u"log.seen"_s, u"import.made"_s }));
        QVERIFY(pair.bo.store.verify(log::Depth::Full)->isSound());
    }

    void bothWaysAndBothHoldTheSame()
    {
        Pair pair;
        addNotes(pair.ada.store, 0, 10);
        addNotes(pair.bo.store, 10, 10);
        VERIFY_OK(pair.ada.writeAll(pair.ada.path(u"a.docket"_s), { u"all"_s }));
        VERIFY_OK(pair.bo.read(pair.ada.path(u"a.docket"_s)));
        VERIFY_OK(pair.bo.writeAll(pair.bo.path(u"b.docket"_s), { u"all"_s }));
        VERIFY_OK(pair.ada.read(pair.bo.path(u"b.docket"_s)));
        VERIFY_OK(pair.ada.writeAll(pair.ada.path(u"a2.docket"_s), { u"all"_s }));
        VERIFY_OK(pair.bo.read(pair.ada.path(u"a2.docket"_s)));
        // Each vouches for the other.
        for (log::Store* store : { &pair.ada.store, &pair.bo.store }) {
            const auto oneList = store->witnessed().value();
            for (const log::Witnessed& one : oneList)
                QVERIFY2(one.upTo > 10, qPrintable(QString::number(one.upTo)));
        }
    }

    void twiceChangesNothing()
    {
        Pair pair;
        addNotes(pair.ada.store, 0, 5);
        const QString file = pair.ada.path(u"all.docket"_s);
        VERIFY_OK(pair.ada.writeAll(file, { u"Bo"_s }));
        VERIFY_OK(pair.bo.read(file));
        const QByteArray before = pair.bo.store.snapshotId().value();
        const auto again = pair.bo.read(file);
        VERIFY_OK(again);
        QCOMPARE(again->merge.newEntries, 0);
        QVERIFY(!again->recorded);
        QCOMPARE(pair.bo.store.snapshotId().value(), before);
    }

    void sinceBringsWhatIsMissing()
    {
        Pair pair;
        addNotes(pair.ada.store, 0, 600);
        VERIFY_OK(pair.ada.writeAll(pair.ada.path(u"1.docket"_s), { u"Bo"_s }));
        VERIFY_OK(pair.bo.read(pair.ada.path(u"1.docket"_s)));
        VERIFY_OK(pair.bo.writeAll(pair.bo.path(u"back.docket"_s), { u"Ada"_s }));
        VERIFY_OK(pair.ada.read(pair.bo.path(u"back.docket"_s)));

        addNotes(pair.ada.store, 600, 40);
        ExportRequest request;
        request.purpose = Purpose::Since;
        request.to = recipientsFor(pair.ada.store, { u"Bo"_s }, pair.ada.clock.now()).value();
        request.held = holdingsOf(pair.ada.store, pair.bo.device()).value();
        QCOMPARE(request.held.size(), 2);
        const QString file = pair.ada.path(u"2.docket"_s);
        const auto exported = pair.ada.write(file, request);
        VERIFY_OK(exported);
        QVERIFY2(exported->entries < 400, qPrintable(QString::number(exported->entries)));
        QVERIFY2(exported->payloads < 60, qPrintable(QString::number(exported->payloads)));
        const auto imported = pair.bo.read(file);
        VERIFY_OK(imported);
        QVERIFY(imported->merge.newEntries >= 40);
        QCOMPARE(imported->merge.withheld, 0);
        QVERIFY(pair.bo.store.verify(log::Depth::Full)->isSound());

        // Somebody who has less is told so, and nothing changes.
        PeerFixture lateLog(pair.ada.store, u"Cy"_s, { u"reviewer"_s });
        (void)lateLog;
        LogFixture other;
        PeerFixture cyLog(pair.ada.store, u"Di"_s, { u"reviewer"_s });
        Q_UNUSED(other);
        Node cy(cyLog.folder.path(), *cyLog.store, cyLog.clock);
        VERIFY_OK(cy.writeAll(cy.path(u"hello.docket"_s), { u"Ada"_s }));
        VERIFY_OK(pair.ada.read(cy.path(u"hello.docket"_s)));
        addNotes(pair.ada.store, 700, 600);
        ExportRequest gap;
        gap.purpose = Purpose::Since;
        gap.to = recipientsFor(pair.ada.store, { u"Di"_s }, pair.ada.clock.now()).value();
        const auto tipList = pair.ada.store.tips().value();
        for (const log::LogTip& tip : tipList)
            gap.held.insert(tip.name, { tip.size - 1, std::nullopt });
        VERIFY_OK(pair.ada.write(pair.ada.path(u"gap.docket"_s), gap));
        const QByteArray before = cy.logBytes();
        const auto refused = cy.read(pair.ada.path(u"gap.docket"_s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QCOMPARE(cy.logBytes(), before);
        const auto preview = inspectBundle(cy.store, cy.folder, pair.ada.path(u"gap.docket"_s));
        VERIFY_OK(preview);
        QVERIFY(!preview->canBeImported());
        QCOMPARE(preview->refusal->code, ErrorCode::Conflict);
    }

    void nothingSecretIsInTheClear()
    {
        Pair pair;
        addNotes(pair.ada.store, 0, 20);
        const QString file = pair.ada.path(u"all.docket"_s);
        VERIFY_OK(pair.ada.writeAll(file, { u"Bo"_s }));
        QTemporaryDir dir;
        QProcess tar;
        tar.start(u"tar"_s, { u"-xzf"_s, file, u"-C"_s, dir.path() });
        QVERIFY(tar.waitForFinished());
        QCOMPARE(tar.exitCode(), 0);
        QDirIterator files(dir.path(), QDir::Files, QDirIterator::Subdirectories);
        int count = 0;
        while (files.hasNext()) {
            const QByteArray bytes = readFile(files.next());
            for (const QByteArray& secret : { QByteArray("a sentence nobody"), QByteArray("\"Ada\""),
                     QByteArray("\"Bo\""), QByteArray("a sentence nobody").toBase64().first(20) })
                QVERIFY2(!bytes.contains(secret), qPrintable(files.fileName()));
            ++count;
        }
        QVERIFY(count > 6);
        QVERIFY(!readFile(file).contains("a sentence nobody"));
    }

    void stockAgeAndTarOpenThePayloads()
    {
        const QString age = QStandardPaths::findExecutable(u"age"_s);
        if (age.isEmpty())
            QSKIP("the age tool is not installed");
        Pair pair;
        addNotes(pair.ada.store, 0, 3);
        const QString file = pair.ada.path(u"all.docket"_s);
        VERIFY_OK(pair.ada.writeAll(file, { u"Bo"_s }));
        QTemporaryDir dir;
        const auto keys = pair.bo.store.exchangeSecrets();
        VERIFY_OK(keys);
        writeFile(dir.filePath(u"key"_s), ageIdentityText(keys->keys.front().secret) + '\n');
        QProcess shell;
        shell.setWorkingDirectory(dir.path());
        shell.start(u"sh"_s,
            { u"-ec"_s,
                u"tar -xzf '%1' payload.age; age -d -i key payload.age > inner.tar.gz; "
                "mkdir in; tar -xzf inner.tar.gz -C in; grep -l 'a sentence nobody' in/payload/* | wc -l"_s.arg(
                    file) });
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardOutput().trimmed(), QByteArray("3"));
    }

    void otherVerifiersAcceptIt()
    {
        Pair pair;
        addNotes(pair.ada.store, 0, 300);
        VERIFY_OK(pair.ada.writeAll(pair.ada.path(u"1.docket"_s), { u"Bo"_s }));
        VERIFY_OK(pair.bo.read(pair.ada.path(u"1.docket"_s)));
        VERIFY_OK(pair.bo.writeAll(pair.bo.path(u"back.docket"_s), { u"Ada"_s }));
        VERIFY_OK(pair.ada.read(pair.bo.path(u"back.docket"_s)));
        addNotes(pair.ada.store, 300, 300);
        const QString all = pair.ada.path(u"all.docket"_s);
        const QString since = pair.ada.path(u"since.docket"_s);
        VERIFY_OK(pair.ada.writeAll(all, { u"Bo"_s }));
        ExportRequest request;
        request.purpose = Purpose::Since;
        request.to = recipientsFor(pair.ada.store, { u"Bo"_s }, pair.ada.clock.now()).value();
        request.held = holdingsOf(pair.ada.store, pair.bo.device()).value();
        VERIFY_OK(pair.ada.write(since, request));
        const auto run = [](const QString& program, const QStringList& arguments, const QString& folder) {
            QProcess process;
            process.setWorkingDirectory(folder);
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(program, arguments);
            process.waitForFinished(60'000);
            return std::pair(process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                process.readAllStandardOutput());
        };
        const QString verify = QStringLiteral(DOCKET_BINARY_DIR) + u"/bin/docket-verify"_s;
        for (const QString& file : { all, since }) {
            QTemporaryDir dir;
            QCOMPARE(run(u"tar"_s, { u"-xzf"_s, file }, dir.path()).first, 0);
            if (const QString python = QStandardPaths::findExecutable(u"python3"_s); !python.isEmpty()) {
                const auto [code, said] = run(python, { u"verify.py"_s, file }, dir.path());
                QVERIFY2(code == 0, said.constData());
            }
            if (QFile::exists(verify)) {
                const auto [code, said] = run(verify, { u"--full"_s, dir.path() }, dir.path());
                QVERIFY2(code == 0, said.constData());
            } else {
                qWarning("docket-verify is not built, so it was not asked");
            }
        }
    }

    void sameInputGivesTheSameBytes()
    {
        Pair pair;
        addNotes(pair.ada.store, 0, 5);
        ExportRequest request;
        const auto counting = [state = 0](std::span<unsigned char> room) mutable {
            for (unsigned char& byte : room)
                byte = static_cast<unsigned char>(++state * 37);
        };
        request.random = counting;
        // A copy of the workspace, so that both logs get the same export.made.
        QTemporaryDir copy;
        QProcess cp;
        cp.start(u"cp"_s, { u"-r"_s, pair.ada.folder + u"/."_s, copy.path() });
        QVERIFY(cp.waitForFinished());
        VERIFY_OK(pair.ada.write(pair.ada.path(u"1.docket"_s), request));
        auto store = log::Store::open(copy.path(), log::Access::ReadWrite, pair.ada.clock);
        VERIFY_OK(store);
        VERIFY_OK((*store)->unlock(cheapPassphrase()));
        Node second(copy.path(), **store, pair.ada.clock);
        request.random = counting;
        VERIFY_OK(second.write(second.path(u"2.docket"_s), request));
        // Salts are random, so the entries differ; everything else about the files is the same.
        const auto one = Bundle::open(pair.ada.path(u"1.docket"_s), pair.ada.folder);
        const auto two = Bundle::open(second.path(u"2.docket"_s), second.folder);
        VERIFY_OK(one);
        VERIFY_OK(two);
        QCOMPARE((*one)->manifest().id, (*two)->manifest().id);
        QCOMPARE((*one)->manifest().files.size(), (*two)->manifest().files.size());
    }

    void forOthersItStaysClosed()
    {
        Pair pair;
        addNotes(pair.ada.store, 0, 5);
        PeerFixture cyLog(pair.ada.store, u"Cy"_s, { u"reviewer"_s });
        Node cy(cyLog.folder.path(), *cyLog.store, cyLog.clock);
        const QString file = pair.ada.path(u"bo.docket"_s);
        VERIFY_OK(pair.ada.writeAll(file, { u"Bo"_s }));
        const QByteArray before = cy.logBytes();
        const auto refused = cy.read(file);
        QVERIFY(!refused);
        QCOMPARE(log::faultWord(refused.error()), u"age"_s);
        QCOMPARE(refused.error().code, ErrorCode::Validation);
        QVERIFY2(refused.error().thing.startsWith(u"bo.docket"_s), qPrintable(refused.error().thing));
        QCOMPARE(cy.logBytes(), before);
        QCOMPARE(inspectBundle(cy.store, cy.folder, file)->sealed, ImportPreview::Sealed::NotForUs);
    }

    void withoutRecipientsOnlyHeadersLeave()
    {
        Pair pair;
        addNotes(pair.ada.store, 0, 5);
        const QString file = pair.ada.path(u"clear.docket"_s);
        VERIFY_OK(pair.ada.write(file, {}));
        const auto imported = pair.bo.read(file);
        VERIFY_OK(imported);
        QVERIFY(imported->merge.withheld >= 5);
        QVERIFY(pair.bo.store.verify(log::Depth::Full)->isSound());
        // The payloads may come later.
        VERIFY_OK(pair.ada.writeAll(pair.ada.path(u"all.docket"_s), { u"Bo"_s }));
        const auto later = pair.bo.read(pair.ada.path(u"all.docket"_s));
        VERIFY_OK(later);
        QVERIFY(later->merge.newPayloads >= 5);
    }

    void anotherWorkspaceIsRefused()
    {
        Pair pair;
        Pair strangers;
        VERIFY_OK(strangers.ada.writeAll(strangers.ada.path(u"x.docket"_s), { u"Bo"_s }));
        const QByteArray before = pair.bo.logBytes();
        const auto refused = pair.bo.read(strangers.ada.path(u"x.docket"_s));
        QVERIFY(!refused);
        QCOMPARE(log::faultWord(refused.error()), u"workspace"_s);
        QCOMPARE(pair.bo.logBytes(), before);
    }

    void recipientsAreFound()
    {
        Pair pair;
        log::Store& store = pair.ada.store;
        const QDateTime now = pair.ada.clock.now();
        const QString device = QString::fromLatin1(toBase64Url(pair.bo.device()));
        for (const QString& word : { u"all"_s, u"bo"_s, u"Bo"_s, device, device.left(6) }) {
            const auto found = recipientsFor(store, { word }, now);
            VERIFY_OK(found);
            QCOMPARE(found->size(), 1);
            QCOMPARE(found->first().device, pair.bo.device());
        }
        QCOMPARE(recipientsFor(store, { u"nobody"_s }, now).error().code, ErrorCode::NotFound);
        QCOMPARE(recipientsFor(store, { u"bo"_s, u"all"_s }, now)->size(), 1);
        // Their key runs out: nothing can be encrypted to them any more.
        const auto late = recipientsFor(store, { u"Bo"_s }, now.addDays(40));
        QCOMPARE(late.error().code, ErrorCode::Validation);
        PeerFixture two(store, u"Bo"_s, { u"reviewer"_s });
        QCOMPARE(recipientsFor(store, { u"Bo"_s }, now).error().code, ErrorCode::Validation); // which one?
    }

    void lockedKeysSayNo()
    {
        Pair pair;
        const QString file = pair.ada.path(u"all.docket"_s);
        VERIFY_OK(pair.ada.writeAll(file, { u"Bo"_s }));
        pair.bo.store.lock();
        QCOMPARE(pair.bo.read(file).error().code, ErrorCode::Locked);
        QCOMPARE(inspectBundle(pair.bo.store, pair.bo.folder, file)->sealed, ImportPreview::Sealed::Unknown);
        QCOMPARE(pair.bo.write(pair.bo.path(u"x"_s), {}).error().code, ErrorCode::Locked);
    }

    void stoppedLeavesNothing()
    {
        Pair pair;
        addNotes(pair.ada.store, 0, 300);
        const QString file = pair.ada.path(u"all.docket"_s);
        ExportRequest request;
        request.to = recipientsFor(pair.ada.store, { u"Bo"_s }, pair.ada.clock.now()).value();
        request.file = file;
        for (const Stage at : { Stage::Packing, Stage::Writing }) {
            std::stop_source stop;
            const auto progress = [&](Stage stage, qint64, qint64) {
                if (stage == at)
                    stop.request_stop();
            };
            const auto stopped = exportBundle(pair.ada.store, pair.ada.mirror, pair.ada.folder, pair.ada.clock.now(),
                request, progress, stop.get_token());
            QVERIFY(!stopped);
            QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
            QVERIFY(QDir(pair.ada.stick.path()).isEmpty());
            QVERIFY(isSwept(pair.ada.folder));
        }
        VERIFY_OK(pair.ada.writeAll(file, { u"Bo"_s }));
        const QByteArray before = pair.bo.logBytes();
        std::stop_source stop;
        const auto progress = [&](Stage, qint64, qint64) { stop.request_stop(); };
        const auto stopped
            = importBundle(pair.bo.store, pair.bo.mirror, pair.bo.folder, file, progress, stop.get_token());
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(pair.bo.logBytes(), before);
        QVERIFY(isSwept(pair.bo.folder));
    }

    void leftoversAreSwept()
    {
        Pair pair;
        const QString dead = pair.bo.folder + u"/scratch/999999999-abcdef"_s;
        const QString alive = pair.bo.folder + u"/scratch/%1-abcdef"_s.arg(QCoreApplication::applicationPid());
        QVERIFY(QDir().mkpath(dead + u"/log"_s));
        QVERIFY(QDir().mkpath(alive));
        Scratch::sweep(pair.bo.folder);
        QVERIFY(!QDir(dead).exists());
        QVERIFY(QDir(alive).exists());
        const auto scratch = Scratch::make(pair.bo.folder);
        VERIFY_OK(scratch);
        QCOMPARE(QFileInfo(scratch->path()).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther),
            QFile::Permissions());
    }

    void unknownKindsAreRelayed()
    {
        Pair pair;
        const log::Draft strange = adminDraft(u"future.thing"_s, { { u"text"_s, u"of a later version"_s } });
        const auto written = pair.ada.store.append({ strange });
        VERIFY_OK(written);
        VERIFY_OK(pair.ada.writeAll(pair.ada.path(u"a.docket"_s), { u"Bo"_s }));
        VERIFY_OK(pair.bo.read(pair.ada.path(u"a.docket"_s)));
        // Bo, who does not know the kind either, hands it on to Cy.
        PeerFixture cyLog(pair.ada.store, u"Cy"_s, { u"reviewer"_s });
        Node cy(cyLog.folder.path(), *cyLog.store, cyLog.clock);
        const auto kept = cy.store.payload(written->first().id);
        VERIFY_OK(kept);
        VERIFY_OK(pair.bo.write(pair.bo.path(u"b.docket"_s), {}));
        VERIFY_OK(cy.read(pair.bo.path(u"b.docket"_s)));
        QCOMPARE(cy.store.note(written->first().id).value(), pair.ada.store.note(written->first().id).value());
        QCOMPARE(cy.store.entry(written->first().id)->kind, u"future.thing"_s);
    }

    void forksAreRelayed()
    {
        Pair pair;
        addNotes(pair.bo.store, 0, 5);
        // Bo's folder is copied and both copies go on.
        QTemporaryDir copy;
        QProcess cp;
        cp.start(u"cp"_s, { u"-r"_s, pair.bo.folder + u"/."_s, copy.path() });
        QVERIFY(cp.waitForFinished());
        auto clone = log::Store::open(copy.path(), log::Access::ReadWrite, pair.bo.clock);
        VERIFY_OK(clone);
        VERIFY_OK((*clone)->unlock(cheapPassphrase()));
        Node twin(copy.path(), **clone, pair.bo.clock);
        addNotes(pair.bo.store, 100, 3);
        addNotes(twin.store, 200, 4);
        VERIFY_OK(pair.bo.writeAll(pair.bo.path(u"1.docket"_s), { u"Ada"_s }));
        VERIFY_OK(twin.writeAll(twin.path(u"2.docket"_s), { u"Ada"_s }));
        VERIFY_OK(pair.ada.read(pair.bo.path(u"1.docket"_s)));
        const auto second = pair.ada.read(twin.path(u"2.docket"_s));
        VERIFY_OK(second);
        QCOMPARE(second->merge.forks.size(), 1);
        QCOMPARE(pair.ada.store.forks()->size(), 1);

        PeerFixture cyLog(pair.ada.store, u"Cy"_s, { u"reviewer"_s });
        QCOMPARE(cyLog.store->forks()->size(), 1); // a newcomer gets both sides at once
        // And through a bundle to somebody who knew only one side.
        const QString file = pair.ada.path(u"both.docket"_s);
        VERIFY_OK(pair.ada.writeAll(file, { u"Bo"_s }));
        const auto bundle = Bundle::open(file, pair.ada.folder);
        VERIFY_OK(bundle);
        QCOMPARE(std::count_if((*bundle)->logs().begin(), (*bundle)->logs().end(),
                     [&](const Bundle::Log& log) { return log.incoming.device == pair.bo.device(); }),
            2);
        const auto back = pair.bo.read(file);
        VERIFY_OK(back);
        QCOMPARE(back->merge.forks.size(), 1);
        QVERIFY(!back->recorded); // nothing more is signed with a key that has two histories
    }
};

std::unique_ptr<QObject> makeBundleTests()
{
    return std::make_unique<BundleTests>();
}

#include "tst_bundle.moc"
