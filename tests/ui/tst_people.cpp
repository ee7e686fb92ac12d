#include "app/docket/desk/desk.h"
#include "app/docket/fixtures/fixturepeople.h"
#include "core/log/members/joining.h"
#include "core/log/members/membership.h"
#include "tests/ui/uitests.h"
#include "ui/queue/queueview.h"
#include "ui/settings/unlockpage.h"
#include "ui/settings/workspacepeople.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace docket;
using namespace docket::ui::settings;
using Form = PeoplePresenter::Form;
using Kind = PeopleAct::Kind;

namespace
{

const QByteArray passphrase = "four unrelated words";

QDateTime now()
{
    return QDateTime(QDate(2026, 11, 21), QTime(10, 44), Qt::UTC);
}

class People : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void presenterAsksAndSays();
    void requestIsReadBeforeAnythingIsAsked();
    void passphrasesAreChecked();
    void rootKeptApartIsUsedWhereItIsNeeded();
    void endingWantsTheNameTyped();
    void freshKeyWantsAReason();
    void everythingOnThePageHasAName();
    void pageByKeyboard();
    void endByKeyboard();
    void workspaceDoesIt();
    void restoredBackupGoesOn();
    void lockMinutesAreChosen();
    void lockKeepsThePlace();
};

void People::presenterAsksAndSays()
{
    app::FixturePeople source(now());
    PeoplePresenter presenter(source);
    QSignalSpy changed(&presenter, &PeoplePresenter::changed);
    presenter.refresh();
    QVERIFY(presenter.isSettled());
    QVERIFY(changed.count() > 0);
    QVERIFY(presenter.mayAdminister());
    presenter.setRole(u"p3"_s, u"lead"_s, true);
    QCOMPARE(source.acts.last().kind, Kind::Grant);
    QCOMPARE(source.acts.last().text, u"lead"_s);
    QVERIFY(presenter.notice().contains(u"Lead"_s));
    presenter.setRole(u"p3"_s, u"reviewer"_s, false);
    QCOMPARE(source.acts.last().kind, Kind::RevokeRole);

    const log::PersonDevice root = source.content.people.at(1).devices.at(0);
    presenter.askToRevoke(root.key);
    QCOMPARE(presenter.form(), Form::Revoke);
    QVERIFY(PeoplePresenter::revocationText(root, u"Ines"_s).contains(u"655"_s));
    QVERIFY(PeoplePresenter::revocationText(root, u"Ines"_s).contains(u"approve"_s));
    const auto before = source.acts.size();
    presenter.revoke(u"  "_s);
    QCOMPARE(source.acts.size(), before); // a reason is needed
    QVERIFY(presenter.error());
    source.outcome.awaitsApproval = true;
    presenter.revoke(u"stolen"_s);
    QCOMPARE(source.acts.last().device, root.key);
    QCOMPARE(presenter.form(), Form::None);
    QVERIFY(presenter.notice().contains(u"approves"_s));

    presenter.askToRename(u"p2"_s);
    presenter.rename(u"I. Duarte"_s);
    QCOMPARE(source.acts.last().kind, Kind::Rename);
    QCOMPARE(source.acts.last().person, u"p2"_s);

    // One's own wish is for others to approve.
    log::PendingApproval mine = source.content.approvals.at(0);
    QVERIFY(presenter.mayApprove(mine));
    mine.by = u"p1"_s;
    QVERIFY(!presenter.mayApprove(mine));

    source.refusal = Error{ ErrorCode::Validation, u"the last root key"_s, u"would be gone"_s, u"give it first"_s };
    presenter.setRole(u"p1"_s, u"root"_s, false);
    QCOMPARE(presenter.error()->cause, u"would be gone"_s);
    QVERIFY(!presenter.isBusy());
    source.content.locked = Error{ ErrorCode::Locked, u"device key"_s, u"is locked"_s, {} };
    presenter.refresh();
    QVERIFY(!presenter.mayAdminister());
}

void People::requestIsReadBeforeAnythingIsAsked()
{
    app::FixturePeople source(now());
    PeoplePresenter presenter(source);
    presenter.refresh();
    QByteArray bytes = source.joinRequest();
    QVERIFY(!bytes.isEmpty());
    presenter.readRequest(bytes.left(bytes.size() - 9));
    QCOMPARE(presenter.form(), Form::None);
    QVERIFY(presenter.error()->cause.startsWith(u"join: "_s));
    presenter.readRequest(bytes);
    QCOMPARE(presenter.form(), Form::Enrol);
    QVERIFY(!presenter.error());
    QVERIFY(source.acts.isEmpty());
    presenter.setEnrolRole(u"auditor"_s, true);
    presenter.setEnrolPerson(u"p2"_s);
    presenter.enrol();
    QCOMPARE(source.acts.last().kind, Kind::Enrol);
    QCOMPARE(source.acts.last().roles, QStringList({ u"auditor"_s, u"reviewer"_s }));
    QCOMPARE(source.acts.last().person, u"p2"_s);
    QCOMPARE(source.acts.last().request.name, u"Grace Hopper"_s);
}

void People::passphrasesAreChecked()
{
    app::FixturePeople source(now());
    PeoplePresenter presenter(source);
    presenter.refresh();
    presenter.changePassphrase(u"short"_s, u"short"_s);
    presenter.changePassphrase(u"four unrelated words"_s, u"four unrelated birds"_s);
    presenter.makeRoot({}, u"four unrelated words"_s, u"four unrelated words"_s);
    QVERIFY(source.acts.isEmpty());
    QVERIFY(presenter.error());
    QVERIFY(!presenter.error()->text().contains(u"unrelated"_s));
    presenter.changePassphrase(u"four unrelated words"_s, u"four unrelated words"_s);
    QCOMPARE(source.acts.last().kind, Kind::Reseal);
    source.outcome.paper = u"DOCK ETRO OT1Q"_s;
    presenter.makeRoot(u"/media/stick/root.key"_s, u"four unrelated words"_s, u"four unrelated words"_s);
    QCOMPARE(presenter.form(), Form::Paper);
    QCOMPARE(presenter.paper(), u"DOCK ETRO OT1Q"_s);
    presenter.close();
    QVERIFY(presenter.paper().isEmpty()); // shown once
}

void People::rootKeptApartIsUsedWhereItIsNeeded()
{
    app::FixturePeople source(now(), true);
    PeoplePresenter presenter(source);
    presenter.refresh();
    QVERIFY(!presenter.mayAdminister());
    presenter.setRootKey(u" /media/stick/root.key "_s, u"a sentence"_s);
    QVERIFY(presenter.mayAdminister());
    presenter.setRole(u"p3"_s, u"lead"_s, true);
    QCOMPARE(source.acts.last().rootFile, u"/media/stick/root.key"_s);
    QCOMPARE(source.acts.last().rootPassphrase, u"a sentence"_s);
}

void People::endingWantsTheNameTyped()
{
    app::FixturePeople source(now());
    PeoplePresenter presenter(source);
    presenter.refresh();
    presenter.open(Form::Freeze);
    QCOMPARE(presenter.ownKey(), source.content.people.at(0).devices.at(0).shortKey());
    presenter.freeze(u"retired"_s, {});
    presenter.freeze(u"retired"_s, presenter.ownKey().left(7));
    QVERIFY(source.acts.isEmpty());
    QVERIFY(presenter.error()->wayOut.contains(presenter.ownKey()));
    QCOMPARE(presenter.form(), Form::Freeze);
    presenter.freeze(u" retired "_s, u' ' + presenter.ownKey());
    QCOMPARE(source.acts.last().kind, Kind::Freeze);
    QCOMPARE(source.acts.last().text, u"retired"_s);
    QVERIFY(presenter.notice().contains(u"ended"_s));
    source.content.people[0].devices[0].state = log::DeviceState::Ended;
    presenter.refresh();
    QVERIFY(presenter.hasEnded());
    ui::widgets::Theme theme;
    PeoplePage page(theme, presenter);
    QVERIFY(!page.findChild<QWidget*>(u"people.freeze"_s));
    QVERIFY(!page.findChild<QWidget*>(u"people.rotate"_s)->isEnabled());
}

void People::freshKeyWantsAReason()
{
    using Break = PeopleOverview::Break;
    ui::widgets::Theme theme;
    app::FixturePeople source(now());
    PeoplePresenter presenter(source);
    presenter.refresh();
    QVERIFY(!presenter.mayContinue());
    QVERIFY(!PeoplePage(theme, presenter).findChild<QWidget*>(u"people.continue"_s));
    source.content.broken = Break::Behind;
    source.content.locked = Error{ ErrorCode::Integrity, u"log.db"_s, u"lacks its end"_s, {} };
    presenter.refresh();
    QVERIFY(presenter.mayContinue()); // that it is behind is what locks everything else
    QVERIFY(PeoplePage(theme, presenter).findChild<QWidget*>(u"people.continue"_s)->isEnabled());
    QVERIFY(presenter.continuationTexts().join(u' ').contains(u"bundle"_s));
    source.content.broken = Break::Forked;
    presenter.refresh();
    QVERIFY(!presenter.mayContinue()); // something else stands in the way
    source.content.locked.reset();
    presenter.refresh();
    QVERIFY(presenter.mayContinue());
    QVERIFY(presenter.continuationTexts().first().contains(u"two histories"_s));
    presenter.continueAsNew(u"secret"_s, {}, {}, u"something"_s);
    QVERIFY(source.acts.isEmpty() && presenter.error());
    presenter.continueAsNew(u"secret"_s, {}, {}, presenter.ownKey());
    QCOMPARE(source.acts.last().kind, Kind::Continue);
    QCOMPARE(source.acts.last().passphrase, u"secret"_s);
    QVERIFY(source.acts.last().rootFile.isEmpty());

    // Root is kept apart: then it has to be there.
    app::FixturePeople apart(now(), true);
    apart.content.broken = Break::Behind;
    PeoplePresenter second(apart);
    second.refresh();
    second.continueAsNew(u"secret"_s, u" "_s, {}, second.ownKey());
    QVERIFY(apart.acts.isEmpty() && second.error());
    second.continueAsNew(u"secret"_s, u"/media/stick/root.key"_s, u"a sentence"_s, second.ownKey());
    QCOMPARE(apart.acts.last().rootFile, u"/media/stick/root.key"_s);
    QCOMPARE(apart.acts.last().rootPassphrase, u"a sentence"_s);
    source.content.unlocked = false;
    presenter.refresh();
    QVERIFY(!presenter.mayContinue());
}

void People::everythingOnThePageHasAName()
{
    ui::widgets::Theme theme;
    for (const Form form : { Form::None, Form::Invite, Form::Enrol, Form::Revoke, Form::Rename, Form::Rotate,
             Form::Passphrase, Form::RootKey, Form::Paper, Form::Freeze, Form::Continue }) {
        app::FixturePeople source(now(), form == Form::None);
        PeoplePresenter presenter(source);
        presenter.refresh();
        if (form == Form::Enrol)
            presenter.readRequest(source.joinRequest());
        else if (form == Form::Revoke)
            presenter.askToRevoke(source.content.people.at(1).devices.at(0).key);
        else
            presenter.open(form);
        PeoplePage page(theme, presenter);
        page.resize(900, 700);
        int named = 0;
        for (const QWidget* widget : page.findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || qobject_cast<const QLabel*>(widget)
                || widget->objectName().startsWith("qt_"_L1))
                continue;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const QString name
                = widget->accessibleName().isEmpty() && button ? button->text() : widget->accessibleName();
            QVERIFY2(!name.isEmpty(), qPrintable(widget->objectName()));
            ++named;
        }
        QVERIFY(named >= 5);
    }
}

void People::pageByKeyboard()
{
    ui::widgets::Theme theme;
    app::FixturePeople source(now());
    PeoplePresenter presenter(source);
    presenter.refresh();
    PeoplePage page(theme, presenter);
    QSignalSpy closed(&page, &PeoplePage::closed);
    page.resize(900, 700);
    page.show();
    QApplication::setActiveWindow(&page);
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_I, Qt::AltModifier);
    QTRY_VERIFY(page.findChild<QWidget*>(u"people.form"_s));
    QCOMPARE(presenter.form(), Form::Invite);
    QTRY_VERIFY(QApplication::focusWidget());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!page.findChild<QWidget*>(u"people.form"_s));
    QCOMPARE(closed.count(), 0);
    // A role by its chip.
    auto* chip = page.findChild<QAbstractButton*>(u"people.role.p3.lead"_s);
    QVERIFY(chip && !chip->isChecked());
    chip->setFocus();
    QTest::keyClick(chip, Qt::Key_Space);
    QTRY_COMPARE(source.acts.size(), 1);
    QCOMPARE(source.acts.last().text, u"lead"_s);
    QTest::qWait(0); // the page is made anew
    QTest::keyClick(&page, Qt::Key_Escape);
    QTRY_COMPARE(closed.count(), 1);
}

void People::endByKeyboard()
{
    ui::widgets::Theme theme;
    app::FixturePeople source(now());
    PeoplePresenter presenter(source);
    presenter.refresh();
    PeoplePage page(theme, presenter);
    page.resize(900, 700);
    page.show();
    QApplication::setActiveWindow(&page);
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.findChild<QAbstractButton*>(u"people.freeze"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_VERIFY(page.findChild<QLineEdit*>(u"people.typed"_s));
    QTRY_VERIFY(QApplication::focusWidget());
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"people.reason"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"retired"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"people.typed"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // nothing typed, nothing done
    QTRY_VERIFY(presenter.error());
    QVERIFY(source.acts.isEmpty());
    QTRY_VERIFY(page.findChild<QLineEdit*>(u"people.typed"_s));
    QLineEdit* typed = page.findChild<QLineEdit*>(u"people.typed"_s);
    QTRY_VERIFY((typed = page.findChild<QLineEdit*>(u"people.typed"_s)) && !typed->hasSelectedText());
    typed->setFocus();
    QTest::keyClicks(typed, presenter.ownKey());
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_COMPARE(source.acts.size(), 1);
    QCOMPARE(source.acts.last().kind, Kind::Freeze);
}

void People::workspaceDoesIt()
{
    const QTemporaryDir dir;
    SystemClock clock;
    Workspace::InitOptions options;
    options.endpoint = u"http://127.0.0.1:9"_s;
    options.reviewerName = u"A. Weir"_s;
    options.passphrase = log::Secret::copyOf(passphrase);
    options.cost = log::KdfCost::Cheap;
    const auto made = Workspace::init(dir.filePath(u"w"_s), std::move(options), clock);
    QVERIFY(made);
    Workspace& workspace = **made;
    auto overview = readPeople(workspace);
    QVERIFY(overview);
    QVERIFY(!overview->locked);
    QCOMPARE(overview->people.size(), 1);
    const log::Seal seal = log::Seal::withPassphrase(log::Secret::copyOf(passphrase), log::KdfCost::Cheap);
    const auto bytes = log::prepareJoin(
        dir.filePath(u"g"_s), log::Invitation::parse(overview->invitation).value(), u"Grace"_s, seal, clock.now());
    PeopleAct enrol{ .kind = Kind::Enrol, .request = log::readJoinRequest(*bytes).value() };
    QVERIFY(perform(workspace, nullptr, enrol));
    QCOMPARE(perform(workspace, nullptr, enrol).error().code, ErrorCode::Conflict);
    overview = readPeople(workspace);
    QCOMPARE(overview->people.size(), 2);
    const QString grace = overview->people.at(1).id;
    QVERIFY(perform(workspace, nullptr, { .kind = Kind::Grant, .person = grace, .text = u"lead"_s }));
    QVERIFY(perform(workspace, nullptr, { .kind = Kind::RevokeRole, .person = grace, .text = u"reviewer"_s }));
    QVERIFY(perform(workspace, nullptr, { .kind = Kind::Rename, .person = grace, .text = u"G. H."_s }));
    overview = readPeople(workspace);
    QCOMPARE(overview->people.at(1).name, u"G. H."_s);
    QCOMPARE(overview->people.at(1).roles, QStringList{ u"lead"_s });

    const PeopleAct rotate{ .kind = Kind::Rotate, .passphrase = QString::fromLatin1(passphrase) };
    QVERIFY(perform(workspace, nullptr, rotate));
    QCOMPARE(readPeople(workspace)->people.at(0).devices.size(), 2);
    const QString file = dir.filePath(u"root.key"_s);
    const QString sentence = u"a sentence of some length"_s;
    const auto root = perform(
        workspace, nullptr, { .kind = Kind::MakeRoot, .file = file, .passphrase = sentence }, log::KdfCost::Cheap);
    QVERIFY(root);
    QVERIFY(root->paper.startsWith(u"DOCK ETRO"_s));
    PeopleAct grant{ .kind = Kind::Grant, .person = grace, .text = u"ethics"_s };
    QCOMPARE(perform(workspace, nullptr, grant).error().code, ErrorCode::Validation);
    grant.rootFile = file;
    grant.rootPassphrase = u"wrong"_s;
    QCOMPARE(perform(workspace, nullptr, grant).error().code, ErrorCode::Validation);
    grant.rootPassphrase = sentence;
    QVERIFY(perform(workspace, nullptr, grant));
    PeopleAct revoke{ .kind = Kind::RevokeDevice, .device = enrol.request.device, .text = u"lost"_s };
    revoke.rootFile = file;
    revoke.rootPassphrase = sentence;
    QVERIFY(perform(workspace, nullptr, revoke));
    QCOMPARE(readPeople(workspace)->people.at(1).devices.at(0).state, log::DeviceState::Revoked);
    workspace.lock();
    QCOMPARE(readPeople(workspace)->locked->code, ErrorCode::Locked);
    QVERIFY(workspace.log().verify(log::Depth::Full)->isSound());
}

void People::restoredBackupGoesOn()
{
    const QTemporaryDir dir;
    const QString folder = dir.filePath(u"w"_s);
    const QString state = dir.filePath(u"state"_s);
    SystemClock clock;
    const auto open = [&]() -> std::unique_ptr<Workspace> {
        auto workspace = Workspace::open(folder, clock);
        if (!workspace)
            return {};
        (*workspace)->setStateFolder(state);
        return (*workspace)->unlock(log::Secret::copyOf(passphrase)) ? std::move(*workspace) : nullptr;
    };
    {
        Workspace::InitOptions options;
        options.endpoint = u"http://127.0.0.1:9"_s;
        options.reviewerName = u"A. Weir"_s;
        options.passphrase = log::Secret::copyOf(passphrase);
        options.cost = log::KdfCost::Cheap;
        QVERIFY(Workspace::init(folder, std::move(options), clock));
    }
    QVERIFY(QFile::copy(folder + u"/log.db"_s, dir.filePath(u"backup.db"_s)));
    const auto note = [](Workspace& workspace) {
        log::Draft draft;
        draft.kind = u"case.note"_s;
        draft.caseId = log::CaseId{ QByteArray(16, 'n') };
        draft.payload = R"({"text":"plain"})";
        return workspace.log().append({ draft });
    };
    {
        const auto workspace = open();
        QVERIFY(workspace);
        QVERIFY(note(*workspace));
        QVERIFY(workspace->log().checkpoint());
        QCOMPARE(readPeople(*workspace)->broken, PeopleOverview::Break::None);
        const auto refused
            = perform(*workspace, nullptr, { .kind = Kind::Continue, .passphrase = QString::fromLatin1(passphrase) });
        QCOMPARE(refused.error().code, ErrorCode::Validation); // there is no reason to
    }
    QVERIFY(QFile::remove(folder + u"/log.db"_s) && QFile::copy(dir.filePath(u"backup.db"_s), folder + u"/log.db"_s));
    const auto workspace = open();
    QVERIFY(workspace);
    auto overview = readPeople(*workspace);
    QCOMPARE(overview->broken, PeopleOverview::Break::Behind);
    QVERIFY(overview->locked && overview->unlocked);
    QVERIFY(!note(*workspace));
    const PeopleAct goOn{ .kind = Kind::Continue, .passphrase = QString::fromLatin1(passphrase) };
    const auto done = perform(*workspace, nullptr, goOn);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QVERIFY(note(*workspace));
    overview = readPeople(*workspace);
    QCOMPARE(overview->broken, PeopleOverview::Break::None);
    QVERIFY(!overview->locked);
    QCOMPARE(overview->people.at(0).devices.size(), 2);
    QVERIFY(workspace->log().verify(log::Depth::Full)->isSound());
    // The last one with root cannot end; nobody could let anybody in again.
    QCOMPARE(perform(*workspace, nullptr, { .kind = Kind::Freeze }).error().code, ErrorCode::Validation);
    QVERIFY(note(*workspace));
    const PeopleAct root{
        .kind = Kind::MakeRoot, .file = dir.filePath(u"root.key"_s), .passphrase = u"a sentence of some length"_s
    };
    QVERIFY(perform(*workspace, nullptr, root, log::KdfCost::Cheap));
    QVERIFY(perform(*workspace, nullptr, { .kind = Kind::Freeze, .text = u"retired"_s }));
    QVERIFY(!note(*workspace));
    overview = readPeople(*workspace);
    const auto own = std::ranges::find_if(
        overview->people.at(0).devices, [](const log::PersonDevice& device) { return device.own; });
    QCOMPARE(own->state, log::DeviceState::Ended);
}

void People::lockMinutesAreChosen()
{
    ui::widgets::Theme theme;
    app::FixturePeople source(now());
    PeoplePresenter presenter(source);
    presenter.refresh();
    PeoplePage page(theme, presenter);
    QVERIFY(!page.findChild<QSpinBox*>());
    page.setLockMinutes(15);
    page.resize(900, 700);
    page.show();
    QApplication::setActiveWindow(&page);
    QVERIFY(QTest::qWaitForWindowActive(&page));
    QSignalSpy chosen(&page, &PeoplePage::lockMinutesChosen);
    auto* minutes = page.findChild<QSpinBox*>(u"people.lockMinutes"_s);
    QVERIFY(minutes && minutes->value() == 15);
    minutes->setFocus();
    minutes->selectAll();
    QTest::keyClicks(minutes, u"45"_s);
    QCOMPARE(chosen.count(), 0); // 4 is not meant
    QTest::keyClick(minutes, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.last().at(0).toInt(), 45);
    minutes->selectAll();
    QTest::keyClicks(minutes, u"0"_s);
    QTest::keyClick(minutes, Qt::Key_Return);
    QCOMPARE(chosen.last().at(0).toInt(), 0);
    QVERIFY(minutes->text().contains(u"never"_s));
    presenter.refresh(); // the page made anew remembers it
    QTest::qWait(0);
    QCOMPARE(page.findChild<QSpinBox*>(u"people.lockMinutes"_s)->value(), 0);
    // The keychain would open it again without asking.
    source.content.needsPassphrase = false;
    presenter.refresh();
    QTest::qWait(0);
    QVERIFY(!page.findChild<QSpinBox*>());
}

void People::lockKeepsThePlace()
{
    const QTemporaryDir dir;
    const QString folder = dir.filePath(u"w"_s);
    SystemClock clock;
    {
        Workspace::InitOptions options;
        options.endpoint = u"http://127.0.0.1:9"_s;
        options.reviewerName = u"A. Weir"_s;
        options.passphrase = log::Secret::copyOf(passphrase);
        options.cost = log::KdfCost::Cheap;
        QVERIFY(Workspace::init(folder, std::move(options), clock));
    }
    qputenv("DOCKET_PASSPHRASE", passphrase);
    ui::widgets::Theme theme;
    QElapsedTimer since;
    since.start();
    app::Desk desk(theme, app::Desk::Config{ .folder = folder, .token = "hf_test", .remember = false }, since);
    QSignalSpy opened(&desk, &app::Desk::opened);
    desk.window().show();
    QApplication::setActiveWindow(&desk.window());
    desk.start();
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20'000);
    qunsetenv("DOCKET_PASSPHRASE");
    // The page opens and closes with its key.
    QTest::keyClick(&desk.window(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(desk.keys().page());
    QTRY_VERIFY(desk.keys().page()->findChild<QWidget*>(u"people.rotate"_s));
    auto* minutes = desk.keys().page()->findChild<QSpinBox*>(u"people.lockMinutes"_s);
    QVERIFY(minutes);
    QCOMPARE(minutes->value(), app::KeyDesk::defaultIdleMinutes);
    minutes->setValue(0);
    QVERIFY(!desk.keys().findChild<QTimer*>(u"idle"_s)->isActive());
    minutes->setValue(app::KeyDesk::defaultIdleMinutes);
    QTest::keyClick(&desk.window(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!desk.window().page());

    // Nobody is there: what counts down keeps it open, then it locks. The unlock page stands before the work.
    QSignalSpy wanted(&desk.keys(), &app::KeyDesk::lockRequested);
    auto* idle = desk.keys().findChild<QTimer*>(u"idle"_s);
    QVERIFY(idle && idle->isActive());
    QCOMPARE(idle->intervalAsDuration(), std::chrono::minutes(app::KeyDesk::defaultIdleMinutes));
    desk.keys().setCounting(1);
    idle->start(0);
    QTest::qWait(5);
    QCOMPARE(wanted.count(), 0);
    QVERIFY(idle->isActive());
    desk.keys().setCounting(0);
    idle->start(0);
    QTRY_COMPARE(wanted.count(), 1);
    QVERIFY(!idle->isActive());
    auto* page = qobject_cast<UnlockPage*>(desk.window().page());
    QVERIFY(page);
    auto* line = page->findChild<QLineEdit*>(u"unlock.line"_s);
    line->setText(u"wrong"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(line->selectedText(), u"wrong"_s, 10'000);
    QCOMPARE(desk.window().page(), page);
    line->setText(QString::fromLatin1(passphrase));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.window().page(), 10'000);
    QCOMPARE(opened.count(), 1); // nothing began anew
    // By its key as well.
    QTest::keyClick(&desk.window(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(wanted.count(), 2);
    QVERIFY(qobject_cast<UnlockPage*>(desk.window().page()));
}

} // namespace

int testPeople(int argc, char** argv)
{
    People test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_people.moc"
