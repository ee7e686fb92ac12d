#include "tests/ui/uitests.h"
#include "ui/settings/firstrunpage.h"
#include "ui/settings/unlockpage.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;
using namespace docket::ui::settings;

namespace
{

Status watchable(const QString& line)
{
    return line.startsWith("org:"_L1) ? Status() : Status(fail(ErrorCode::Validation, line, u"no watch"_s));
}

FirstRunForm good()
{
    return { u"/tmp/w"_s, u"https://huggingface.co/"_s, u"A. Weir"_s, u"four unrelated words"_s,
        u"four unrelated words"_s, u" org:acme \n\n"_s };
}

class Settings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void formIsChecked_data();
    void formIsChecked();
    void goodFormIsTakenApart();
    void pageSaysWhatIsWrongAndThenSends();
    void unlockAsksAgain();
};

void Settings::formIsChecked_data()
{
    QTest::addColumn<FirstRunForm>("form");
    QTest::addColumn<int>("field");
    const auto with = [](auto change) {
        FirstRunForm form = good();
        change(form);
        return form;
    };
    using enum FirstRunField;
    QTest::newRow("good") << good() << -1;
    QTest::newRow("local") << with([](auto& f) { f.endpoint = u"http://127.0.0.1:8080"_s; }) << -1;
    QTest::newRow("nothing watched") << with([](auto& f) { f.watches.clear(); }) << -1;
    QTest::newRow("no address") << with([](auto& f) { f.endpoint = u"huggingface"_s; }) << int(Endpoint);
    QTest::newRow("open http") << with([](auto& f) { f.endpoint = u"http://huggingface.co"_s; }) << int(Endpoint);
    QTest::newRow("password") << with([](auto& f) { f.endpoint = u"https://a:b@hub.example"_s; }) << int(Endpoint);
    QTest::newRow("name") << with([](auto& f) { f.name = u"  "_s; }) << int(Name);
    QTest::newRow("short") << with([](auto& f) { f.passphrase = f.repeated = u"secret"_s; }) << int(Passphrase);
    QTest::newRow("differs") << with([](auto& f) { f.repeated = u"four unrelated birds"_s; }) << int(Repeated);
    QTest::newRow("watch") << with([](auto& f) { f.watches = u"org:a\nacme"_s; }) << int(Watches);
    QTest::newRow("folder") << with([](auto& f) { f.folder.clear(); }) << int(Folder);
}

void Settings::formIsChecked()
{
    QFETCH(FirstRunForm, form);
    QFETCH(int, field);
    const auto faults = checkForm(form, watchable);
    QCOMPARE(faults.size(), field < 0 ? 0 : 1);
    if (field >= 0) {
        QCOMPARE(int(faults[0].field), field);
        QVERIFY(!faults[0].text.isEmpty());
        QVERIFY(!faults[0].text.contains(form.passphrase));
    }
}

void Settings::goodFormIsTakenApart()
{
    QCOMPARE(good().watchLines(), QStringList{ u"org:acme"_s });
    QCOMPARE(good().endpointUrl(), u"https://huggingface.co"_s);
}

void Settings::pageSaysWhatIsWrongAndThenSends()
{
    ui::widgets::Theme theme;
    FirstRunPage page(theme, { u"/tmp/w"_s, u"https://huggingface.co"_s, {}, {}, u"~/token"_s }, watchable);
    page.resize(900, 700);
    page.show();
    QApplication::setActiveWindow(&page);
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.setFocus();
    QSignalSpy submitted(&page, &FirstRunPage::submitted);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(submitted.count(), 0);
    const auto line = [&](FirstRunField field) {
        return page.findChild<QLineEdit*>(u"firstrun.%1"_s.arg(static_cast<int>(field)));
    };
    QVERIFY(line(FirstRunField::Name)->property("fault").toBool());
    QTest::keyClicks(line(FirstRunField::Name), u"A. Weir"_s);
    QTest::keyClicks(line(FirstRunField::Passphrase), u"four unrelated words"_s);
    QTest::keyClicks(line(FirstRunField::Repeated), u"four unrelated words"_s);
    page.submit();
    QCOMPARE(submitted.count(), 1);
    QVERIFY(!line(FirstRunField::Name)->property("fault").toBool());
    QCOMPARE(page.form().name, u"A. Weir"_s);
    // While it is being made it is not made twice.
    page.setBusy(true);
    page.submit();
    QCOMPARE(submitted.count(), 1);
    page.showError({ ErrorCode::Storage, u"/tmp/w"_s, u"disk full"_s, {} });
    page.submit();
    QCOMPARE(submitted.count(), 2);
}

void Settings::unlockAsksAgain()
{
    ui::widgets::Theme theme;
    UnlockPage page(theme, u"/tmp/w"_s);
    page.show();
    QSignalSpy submitted(&page, &UnlockPage::submitted);
    auto* line = page.findChild<QLineEdit*>(u"unlock.line"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(submitted.count(), 0);
    QTest::keyClicks(line, u"wrong"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QTest::keyClick(line, Qt::Key_Return); // it is being tried
    QCOMPARE(submitted.count(), 1);
    page.showError({ ErrorCode::Validation, u"passphrase"_s, u"wrong"_s, {} });
    QTest::keyClicks(line, u"right one"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(submitted.count(), 2);
    QCOMPARE(submitted[1][0].toString(), u"right one"_s);
}

} // namespace

int testSettings(int argc, char** argv)
{
    Settings test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_settings.moc"
