#include "tests/faults/tst_decisions.h"

#include "core/log/keys/keyfile.h"
#include "core/workspace/casework.h"
#include "core/workspace/unrecorded.h"
#include "tests/faults/faultvfs.h"
#include "tests/faults/judge.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <sqlite3.h>
#include <sys/mount.h>

using namespace docket;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

const RepoKey repo{ RepoKind::Model, u"northwind/screening"_s };
const QString commit = QString(40, u'a');

/// A workspace with one report on one card.
std::unique_ptr<Workspace> makeDesk(const QString& folder, const QString& state, Clock& clock)
{
    Workspace::InitOptions options;
    options.endpoint = u"http://127.0.0.1:1/"_s;
    options.reviewerName = u"Mira"_s;
    options.passphrase = passphrase();
    options.cost = log::KdfCost::Cheap;
    auto workspace = Workspace::init(folder, std::move(options), clock);
    if (!workspace)
        qFatal("%s", qPrintable(workspace.error().text()));
    (*workspace)->setStateFolder(state);
    hub::RepoInfo info;
    info.key = repo;
    info.sha = commit;
    hub::Thread thread;
    thread.repo = repo;
    thread.num = 1;
    thread.title = u"Report: biased"_s;
    thread.status = u"open"_s;
    thread.createdAt = clock.now().addDays(-1);
    thread.author.name = u"reporter"_s;
    thread.isReport = true;
    sync::Mirror& mirror = (*workspace)->mirror();
    hub::Whoami account;
    account.name = u"mira-mod"_s;
    account.tokenRole = u"write"_s;
    if (!mirror.storeRepo(repo, info, clock.now())
        || !mirror.storeCard(repo, commit, u"README.md"_s, "# Resume Rank\n\nIt shortlists applicants.\n", clock.now())
        || !mirror.storeThread(thread, clock.now()) || !(*workspace)->rememberHubAccount(account)
        || !(*workspace)->refreshView())
        qFatal("the mirror cannot be filled");
    return std::move(*workspace);
}

std::unique_ptr<Workspace> openDesk(const QString& folder, const QString& state, Clock& clock)
{
    auto workspace = Workspace::open(folder, clock);
    if (!workspace)
        qFatal("%s", qPrintable(workspace.error().text()));
    (*workspace)->setStateFolder(state);
    if (const Status unlocked = (*workspace)->unlock(passphrase()); !unlocked)
        qFatal("%s", qPrintable(unlocked.error().text()));
    return std::move(*workspace);
}

void answer(Workspace& workspace)
{
    const policy::Pack* pack = nullptr;
    workspace.packs().criterion(u"CG-12"_s, &pack);
    policy::Assessment assessment;
    assessment.pack = pack->id();
    policy::Answer given;
    given.criterion = u"CG-12"_s;
    given.value = policy::AnswerValue::Yes;
    policy::Anchor anchor;
    anchor.path = u"README.md"_s;
    anchor.commit = commit;
    anchor.sha256 = QString(64, u'b');
    anchor.lineStart = anchor.lineEnd = 3;
    anchor.quote = u"It shortlists applicants."_s;
    given.evidence = { anchor };
    assessment.answers = { given };
    VERIFY_OK(Casework(workspace).assess(repo.key(), { assessment }));
}

Result<DecisionResult> decide(Workspace& workspace)
{
    DecisionDraft draft;
    draft.code = u"D21"_s;
    draft.reason = u"Thought about for an hour."_s;
    draft.notice = u"Please state the limits."_s;
    return Casework(workspace).decide(repo.key(), draft);
}

int decisionsIn(log::Store& store)
{
    int count = 0;
    const QList<log::Entry> entries = store.entries(0, 10'000).value();
    for (const log::Entry& entry : entries)
        count += entry.kind == "case.decide"_L1;
    return count;
}

/// The file that a refusal says it kept; empty when it says nothing of the kind.
QString keptBy(const Error& error)
{
    static const QRegularExpression file(u"is kept in (\\S+\\.json): docketctl recover"_s);
    return file.match(error.wayOut).captured(1);
}

void copyFolder(const QString& from, const QString& to)
{
    QDir(to).removeRecursively();
    QDir().mkpath(to);
    if (QProcess::execute(u"cp"_s, { u"-a"_s, from + u"/."_s, to }) != 0)
        qFatal("%s cannot be copied", qPrintable(from));
}

/// A desk where all that is missing is the decision.
const QString& original()
{
    static const ScratchFolder folder;
    static const QString path = [] {
        FixedClock clock(startTime());
        const QString desk = folder.path() + u"/ws"_s;
        auto workspace = makeDesk(desk, folder.path() + u"/state"_s, clock);
        answer(*workspace);
        workspace->lock();
        return desk;
    }();
    return path;
}

struct Program {
    int status = -1;
    QByteArray out;
    QByteArray err;
};

Program docketctl(const QString& desk, const QString& home, const QStringList& arguments)
{
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"HOME"_s, home);
    environment.insert(u"TMPDIR"_s, home);
    environment.insert(u"DOCKET_WORKSPACE"_s, desk);
    environment.insert(u"DOCKET_PASSPHRASE"_s, QString::fromLatin1(passphrase().view()));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(DOCKET_BINARY_DIR) + u"/bin/docketctl"_s, arguments);
    Program out;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        out.status = process.exitCode();
    out.out = process.readAllStandardOutput();
    out.err = process.readAllStandardError();
    return out;
}

/// The programs themselves: recover records once, the second time there is nothing, verification is content.
void recoverAndVerify(const QString& desk, const QString& home, const QString& file)
{
    const Program recovered = docketctl(desk, home, { u"recover"_s, file });
    QVERIFY2(recovered.status == 0, recovered.err);
    QVERIFY(!QFile::exists(file));
    const Program again = docketctl(desk, home, { u"recover"_s, file });
    QVERIFY(again.status != 0);
    QVERIFY(!again.err.isEmpty());
    const Program verified = docketctl(desk, home, { u"log"_s, u"verify"_s, u"--full"_s });
    QVERIFY2(verified.status == 0, QByteArray(verified.out + verified.err));
    FixedClock clock(startTime());
    const auto store = log::Store::open(desk, log::Access::ReadOnly, clock);
    VERIFY_OK(store);
    QCOMPARE(decisionsIn(**store), 1);
    const auto report = (*store)->verify(log::Depth::Full);
    VERIFY_OK(report);
    QVERIFY(report->isSound());
}

} // namespace

void TestDecisions::cleanup()
{
    FaultVfs::faults() = {};
}

void TestDecisions::diskFull_atEveryStep()
{
    const ScratchFolder folder;
    const QString desk = folder.path() + u"/ws"_s;
    const QString state = folder.path() + u"/state"_s;
    int kept = 0;
    int recorded = 0;
    for (qint64 room = 0; recorded == 0; room += inForm(8192, 512)) {
        const QByteArray place = QByteArray::number(room) + " bytes of room";
        copyFolder(original(), desk);
        QDir(state).removeRecursively();
        FixedClock clock(startTime().addSecs(60));
        auto workspace = openDesk(desk, state, clock);
        FaultVfs::faults() = {};
        FaultVfs::faults().room = room;
        const auto decided = decide(*workspace);
        FaultVfs::faults().room.reset();
        if (decided) {
            ++recorded;
        } else {
            const Error& error = decided.error();
            QVERIFY2(!error.thing.isEmpty() && !error.cause.isEmpty() && !error.wayOut.isEmpty(), place);
        }
        workspace.reset();
        const QStringList files = unrecordedFiles(desk);
        workspace = openDesk(desk, state, clock);
        // Either the log has it, or a file that the message names; never neither, never both.
        QCOMPARE(decisionsIn(workspace->log()) + files.size(), 1);
        if (!files.isEmpty()) {
            ++kept;
            QCOMPARE(keptBy(decided.error()), files.first());
            VERIFY_OK(Casework(*workspace).recover(files.first()));
            QVERIFY(unrecordedFiles(desk).isEmpty());
        }
        QCOMPARE(decisionsIn(workspace->log()), 1);
        QVERIFY(workspace->log().verify(log::Depth::Full)->isSound());
        // And the queue knows it: the case waits for the author of the card.
        VERIFY_OK(workspace->refreshView());
        QCOMPARE(workspace->view().find(repo.key())->status, cases::Status::AwaitingAuthor);
    }
    QVERIFY(kept > 0);
}

void TestDecisions::diskFull_forReal()
{
    const QTemporaryDir small;
    if (::mount("tmpfs", QFile::encodeName(small.path()).constData(), "tmpfs", 0, "size=16m") != 0)
        QSKIP("no small file system can be mounted here (only root may)");
    const auto unmount = qScopeGuard([&] { ::umount2(QFile::encodeName(small.path()).constData(), MNT_DETACH); });
    const ScratchFolder home;
    const QString desk = small.filePath(u"ws"_s);
    copyFolder(original(), desk);
    QString file;
    QFile ballast(small.filePath(u"ballast"_s));
    {
        FixedClock clock(startTime().addSecs(60));
        auto workspace = openDesk(desk, home.path() + u"/.local/state/docket"_s, clock);
        // Opening has written what it had to; now not a byte is left.
        QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        for (const qsizetype size : { 65536, 4096, 512, 1 })
            while (ballast.write(QByteArray(size, 'x')) == size) { }
        // Whatever is called written is there: a key file cut short would be the end of a workspace.
        const QString cut = small.filePath(u"cut.key"_s);
        QVERIFY(!log::writeKeyFile(cut, QByteArray(400, 'k')));
        QVERIFY(!QFile::exists(cut));
        qputenv("XDG_DATA_HOME", QFile::encodeName(home.path() + u"/data"_s));
        const auto decided = decide(*workspace);
        qunsetenv("XDG_DATA_HOME");
        QVERIFY(!decided);
        const Error& error = decided.error();
        QCOMPARE(error.code, ErrorCode::Storage);
        QVERIFY2(error.cause.contains(u"full"_s), qPrintable(error.text()));
        QVERIFY2(error.wayOut.contains(u"free"_s), qPrintable(error.text()));
        file = keptBy(error);
        QVERIFY2(QFile::exists(file), qPrintable(error.text()));
        QCOMPARE(decisionsIn(workspace->log()), 0);
        // Nothing is written behind a failure, and the next attempt says so and is kept as well.
        const auto second = decide(*workspace);
        QVERIFY(!second);
        QVERIFY(keptBy(second.error()) != file);
        QVERIFY(QFile::remove(keptBy(second.error())));
        QVERIFY(QFile::exists(file));
    }
    // As long as there is no room the program says what it says, and keeps the file.
    const Program early = docketctl(desk, home.path(), { u"recover"_s, file });
    QVERIFY(early.status != 0);
    QVERIFY(!early.err.isEmpty());
    QVERIFY(QFile::exists(file));
    QVERIFY(ballast.remove());
    recoverAndVerify(desk, home.path(), file);
}

void TestDecisions::commitThatFailedAndHolds()
{
    // Every call to the disk fails once during the decision. A commit whose last sync fails is told as a failure, so
    // that it is kept; and yet it may be durable.
    const ScratchFolder folder;
    const QString desk = folder.path() + u"/ws"_s;
    const QString state = folder.path() + u"/state"_s;
    int keptAndRecorded = 0;
    bool reached = true;
    for (int number = 1; reached; ++number) {
        copyFolder(original(), desk);
        QDir(state).removeRecursively();
        FixedClock clock(startTime().addSecs(60));
        auto workspace = openDesk(desk, state, clock);
        FaultVfs::faults() = {};
        FaultVfs::faults().failAt = number;
        FaultVfs::faults().failCode = SQLITE_IOERR;
        const auto decided = decide(*workspace);
        reached = FaultVfs::faults().failed;
        FaultVfs::faults().failAt = 0;
        workspace.reset();
        workspace = openDesk(desk, state, clock);
        const QStringList files = unrecordedFiles(desk);
        if (files.isEmpty()) {
            QVERIFY(!decided || decisionsIn(workspace->log()) == 1);
            continue;
        }
        const bool recorded = decisionsIn(workspace->log()) == 1;
        keptAndRecorded += recorded;
        VERIFY_OK(Casework(*workspace).recover(files.first()));
        QVERIFY2(decisionsIn(workspace->log()) == 1, QByteArray::number(number));
        QVERIFY(workspace->log().verify(log::Depth::Full)->isSound());
    }
    QVERIFY(keptAndRecorded > 0);
}
