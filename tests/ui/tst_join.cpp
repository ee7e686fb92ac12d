#include "app/docket/desk/desk.h"
#include "core/exchange/exportbundle.h"
#include "core/workspace/exchangework.h"
#include "core/workspace/joinwork.h"
#include "tests/ui/uitests.h"
#include "ui/settings/joinpage.h"
#include "ui/settings/joinwaitpage.h"
#include "ui/settings/workspacepeople.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;
using namespace docket::ui::settings;

namespace
{

const QString passphrase = u"four unrelated words"_s;

JoinForm good()
{
    return { u"docket.example/f3Jq0aWeovovSjVbLrhHsg"_s, u"Grace"_s, passphrase, passphrase, u"/tmp/w"_s };
}

/// Becoming a device of somebody's workspace, in the window alone.
class Join : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestIsChecked_data();
    void requestIsChecked();
    void answerIsChecked();
    void whatWaitsIsRecognised();
    void waitPageHandsOver();
    void fromInvitationToWork();

private:
    ui::widgets::Theme m_theme;
};

void Join::requestIsChecked_data()
{
    QTest::addColumn<JoinForm>("form");
    QTest::addColumn<int>("field");
    const auto with = [](auto change) {
        JoinForm form = good();
        change(form);
        return form;
    };
    using enum JoinField;
    QTest::newRow("good") << good() << -1;
    QTest::newRow("blanks around it") << with([](auto& f) { f.invitation = u" "_s + f.invitation + u"\n"_s; }) << -1;
    QTest::newRow("no invitation") << with([](auto& f) { f.invitation = u"docket.example"_s; }) << int(Invitation);
    QTest::newRow("cut") << with([](auto& f) { f.invitation.chop(1); }) << int(Invitation);
    QTest::newRow("name") << with([](auto& f) { f.name = u" "_s; }) << int(Name);
    QTest::newRow("short") << with([](auto& f) { f.passphrase = f.repeated = u"secret"_s; }) << int(Passphrase);
    QTest::newRow("differs") << with([](auto& f) { f.repeated = u"four unrelated birds"_s; }) << int(Repeated);
    QTest::newRow("folder") << with([](auto& f) { f.folder.clear(); }) << int(Folder);
}

void Join::requestIsChecked()
{
    QFETCH(JoinForm, form);
    QFETCH(int, field);
    const auto faults = checkJoin(form);
    QCOMPARE(faults.size(), field < 0 ? 0 : 1);
    if (field >= 0) {
        QCOMPARE(int(faults[0].field), field);
        QVERIFY(!faults[0].text.isEmpty());
        QVERIFY(!faults[0].text.contains(form.passphrase));
    }
}

void Join::answerIsChecked()
{
    const JoinAnswerForm form{ u"/tmp/a.docket"_s, passphrase, u"https://huggingface.co/"_s };
    QVERIFY(checkJoinAnswer(form, true).isEmpty());
    QCOMPARE(checkJoinAnswer({ {}, {}, u"http://hub.example"_s }, true).size(), 3);
    QCOMPARE(checkJoinAnswer({ form.bundle, {}, form.endpoint }, false).size(), 0); // the keychain has it
}

void Join::whatWaitsIsRecognised()
{
    const QTemporaryDir dir;
    QCOMPARE(pendingJoin(dir.path()).error().code, ErrorCode::NotFound);
    const log::Seal seal = log::Seal::withPassphrase(log::Secret::copyOf("correct horse"), log::KdfCost::Cheap);
    const auto invitation = log::Invitation::parse(good().invitation);
    const auto made = askToJoin(dir.path(), *invitation, u"Grace"_s, seal, QDateTime::currentDateTimeUtc());
    QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
    QVERIFY(log::readJoinRequest(made->request));
    const auto found = pendingJoin(dir.path());
    QCOMPARE(found->request, made->request);
    QCOMPARE(found->name, u"Grace"_s);
    QVERIFY(found->needsPassphrase);
    // One that somebody exchanged is not handed on.
    QFile file(dir.filePath(u"request.docket-join"_s));
    char there = 0;
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(40) && file.getChar(&there) && file.seek(40)
        && file.putChar(there == 'x' ? 'y' : 'x'));
    file.close();
    QVERIFY(pendingJoin(dir.path())->request.isEmpty());
    QVERIFY(!askToJoin(dir.path(), *invitation, u"Grace"_s, seal, QDateTime::currentDateTimeUtc()));
    // A workspace that lost its log is no newcomer.
    QFile settings(dir.filePath(u"settings.json"_s));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    QVERIFY(!pendingJoin(dir.path()));
}

void Join::waitPageHandsOver()
{
    const QTemporaryDir dir;
    const log::Seal seal = log::Seal::withPassphrase(log::Secret::copyOf("correct horse"), log::KdfCost::Cheap);
    const auto made = askToJoin(dir.filePath(u"w"_s), *log::Invitation::parse(good().invitation), u"Grace"_s, seal,
        QDateTime::currentDateTimeUtc());
    QVERIFY(made);
    JoinWaitPage page(m_theme, { made->device, made->request, made->name, true, u"https://huggingface.co"_s });
    page.resize(900, 900);
    page.show();
    QStringList texts;
    for (const QLabel* label : page.findChildren<QLabel*>())
        texts.append(label->text());
    const QString words = log::spokenFingerprint(made->device);
    QVERIFY(texts.join(u' ').remove(u'\n').contains(words));
    QVERIFY(texts.contains(log::hexFingerprint(made->device)));
    page.saveRequest(dir.filePath(u"g.docket-join"_s));
    QFile file(dir.filePath(u"g.docket-join"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), made->request);
    page.findChild<QAbstractButton*>(u"joinwait.copy"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), made->request);
    for (const QWidget* widget : page.findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool line = qobject_cast<const QLineEdit*>(widget);
        if (!widget->isVisible())
            continue;
        QVERIFY2((!button && !line) || !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
            qPrintable(widget->objectName()));
    }
    QSignalSpy submitted(&page, &JoinWaitPage::submitted);
    page.submit();
    QCOMPARE(submitted.count(), 0); // no file, no passphrase
    page.saveRequest(dir.filePath(u"no/such/folder/g.docket-join"_s));
    QVERIFY(page.findChild<ui::widgets::Banner*>()->isVisible());
}

void Join::fromInvitationToWork()
{
    const QTemporaryDir dir;
    SystemClock clock;
    // Ada has a workspace and invites.
    Workspace::InitOptions options;
    options.endpoint = u"http://127.0.0.1:9"_s;
    options.reviewerName = u"Ada"_s;
    options.passphrase = log::Secret::copyOf("correct horse");
    options.cost = log::KdfCost::Cheap;
    const auto made = Workspace::init(dir.filePath(u"ada"_s), std::move(options), clock);
    QVERIFY(made);
    Workspace& ada = **made;
    const QString invitation = readPeople(ada)->invitation;

    // Grace starts Docket for the first time.
    qunsetenv("DOCKET_PASSPHRASE");
    const QString folder = dir.filePath(u"grace"_s);
    QElapsedTimer since;
    since.start();
    const auto open = [&] {
        auto desk = std::make_unique<app::Desk>(
            m_theme, app::Desk::Config{ .folder = folder, .token = "hf_test", .remember = false }, since);
        desk->window().show();
        QApplication::setActiveWindow(&desk->window());
        desk->start();
        return desk;
    };
    auto desk = open();
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(desk->window().windowHandle(), key, modifiers);
    };
    const auto type = [&](const QString& text) {
        for (const QChar c : text)
            QTest::keyClick(desk->window().windowHandle(), c.toLatin1());
    };
    // Hiding a page takes the activation from the window on the offscreen platform.
    const auto isAt = [&](const QString& field) {
        QApplication::setActiveWindow(&desk->window());
        return QApplication::focusWidget() && QApplication::focusWidget()->accessibleName() == field;
    };
    QTRY_VERIFY(desk->window().page());
    QTRY_VERIFY(isAt(u"Your name"_s));
    press(Qt::Key_J, Qt::AltModifier);
    QTRY_VERIFY(qobject_cast<JoinPage*>(desk->window().page()));
    QTRY_VERIFY(isAt(u"Invitation"_s));
    press(Qt::Key_Escape); // a way back, and again
    QTRY_COMPARE(desk->window().page()->objectName(), u"firstrun"_s);
    QTRY_VERIFY(isAt(u"Your name"_s));
    press(Qt::Key_J, Qt::AltModifier);
    QTRY_VERIFY(qobject_cast<JoinPage*>(desk->window().page()));
    QTRY_VERIFY(isAt(u"Invitation"_s));
    for (const QString& text : { invitation, u"Grace"_s, passphrase, passphrase }) {
        type(text);
        press(Qt::Key_Tab);
    }
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<JoinWaitPage*>(desk->window().page()), 20'000);

    // Days pass; the program is closed and opened. The request goes on waiting.
    desk.reset();
    desk = open();
    QTRY_VERIFY(qobject_cast<JoinWaitPage*>(desk->window().page()));
    desk->window().page()->findChild<QAbstractButton*>(u"joinwait.copy"_s)->click();
    const QByteArray request = QGuiApplication::clipboard()->text().toUtf8();

    // An answer that was not meant for her opens nothing.
    const auto hand = [&](const QString& file) -> Status {
        ExchangeWork work(ada);
        DOCKET_ASSIGN(const auto people, work.people());
        ExportChoice choice;
        choice.file = file;
        choice.to = people;
        DOCKET_TRY(work.exportTo(choice));
        return {};
    };
    const auto answer = [&](const QString& file, const QString& words) {
        QTRY_VERIFY(isAt(u"Answer"_s));
        press(Qt::Key_A, Qt::ControlModifier);
        type(file);
        press(Qt::Key_Tab);
        press(Qt::Key_A, Qt::ControlModifier);
        type(words);
        press(Qt::Key_Return);
    };
    const QString early = dir.filePath(u"early.docket"_s);
    const Status handedEarly = hand(early);
    QVERIFY2(handedEarly, handedEarly ? "" : qPrintable(handedEarly.error().text()));
    auto* banner = desk->window().page()->findChild<ui::widgets::Banner*>();
    answer(early, passphrase);
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 20'000);
    QVERIFY(!QFile::exists(folder + u"/log.db"_s));

    // Ada enrols her and hands over.
    QVERIFY(perform(ada, nullptr,
        { .kind = PeopleAct::Kind::Enrol,
            .request = log::readJoinRequest(request).value(),
            .roles = { u"reviewer"_s, u"lead"_s } }));
    const QString late = dir.filePath(u"late.docket"_s);
    QVERIFY(hand(late));
    desk->window().page()->setFocus();
    answer(late, u"not the passphrase"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        desk->window().page()->findChild<QAbstractButton*>(u"joinwait.join"_s)->isEnabled(), 20'000);
    QVERIFY(qobject_cast<JoinWaitPage*>(desk->window().page()));
    QSignalSpy opened(desk.get(), &app::Desk::opened);
    desk->window().page()->setFocus();
    answer(late, passphrase);
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20'000);
    QTRY_VERIFY(!desk->window().page());
    // She works: unlocked, with her roles, and everybody is there.
    QTest::keyClick(&desk->window(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(desk->keys().page());
    QTRY_VERIFY(desk->keys().page()->findChild<QWidget*>(u"people.rotate"_s));
    desk.reset();
    const auto grace = Workspace::open(folder, clock);
    QVERIFY(grace);
    QCOMPARE((*grace)->log().me().name, u"Grace"_s);
    QCOMPARE((*grace)->log().me().roles, QStringList({ u"lead"_s, u"reviewer"_s }));
    QCOMPARE((*grace)->log().reviewers()->size(), 2);
    QVERIFY((*grace)->log().verify(log::Depth::Full)->isSound());
}

} // namespace

int testJoin(int argc, char** argv)
{
    Join test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_join.moc"
