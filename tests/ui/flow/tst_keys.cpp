#include "tests/ui/flow/flowdesk.h"
#include "tests/ui/flow/flowtests.h"
#include "ui/shell/statusline.h"
#include "ui/web/engineloader.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/keysheet.h"

#include <QApplication>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;
using test::FlowDesk;
using ui::widgets::ActionRegistry;
using ui::widgets::ActionSpec;

namespace
{

constexpr int syncMs = 30'000;

/// Keys, key sheet and palette of the whole window, with a case open.
class KeysTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void noKeyHasTwoOwners();
    void paletteClaims();
    void keySheetOpensAndCloses();
    void logOpensOverTheCase();

private:
    ActionRegistry* registry();

    test::PracticeHub m_hub;
    std::unique_ptr<FlowDesk> m_desk;
};

ActionRegistry* KeysTest::registry()
{
    const QList<QAction*> actions = m_desk->window().actions();
    return actions.isEmpty() ? nullptr : qobject_cast<ActionRegistry*>(actions.first()->parent());
}

void KeysTest::initTestCase()
{
    QVERIFY(ui::web::loadCardEngine({ QStringLiteral(DOCKET_BINARY_DIR "/bin/plugins") }));
    m_desk = std::make_unique<FlowDesk>(m_hub, QStringList{ u"model:polder/nare-toon-1b"_s }, 60'000);
    m_desk->open(true);
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->isSynced(), syncMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->queue().rowCount() > 0, syncMs);
    m_desk->press(u"J"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_desk->openSubject().isEmpty(), 15'000);
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->window().isSettled(), 15'000);
}

void KeysTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"Ambiguous shortcut"_s));
}

void KeysTest::noKeyHasTwoOwners()
{
    const ActionRegistry* actions = registry();
    QVERIFY(actions);
    for (const char* id : { "queue.next", "evidence.attach", "judgement.yes" }) // every room has declared its own
        QVERIFY2(actions->spec(QLatin1StringView(id)), id);
    QStringList clashes;
    for (const ActionSpec& spec : actions->specs()) {
        QCOMPARE(actions->action(spec.id)->shortcuts(), spec.keys);
        for (const QKeySequence& key : spec.keys) {
            if (const ActionSpec* other = actions->holderOf(key, spec.id))
                clashes.append(u"%1: %2 and %3"_s.arg(key.toString(), spec.id, other->id));
        }
    }
    QVERIFY2(clashes.isEmpty(), qPrintable(clashes.join(u", "_s)));
}

void KeysTest::paletteClaims()
{
    ui::widgets::CommandPalette* palette = m_desk->window().palette();
    m_desk->press(u"Ctrl+K"_s);
    QTRY_VERIFY(palette->isVisible());
    m_desk->press(Qt::Key_Escape);
    QTRY_VERIFY(!palette->isVisible());

    QVERIFY(!m_desk->openCase()->mine);
    m_desk->press(u"Ctrl+K"_s);
    QTRY_VERIFY(palette->isVisible());
    m_desk->type(u"claim"_s);
    m_desk->press(Qt::Key_Return);
    QTRY_VERIFY(!palette->isVisible());
    QTRY_VERIFY(m_desk->openCase()->mine);
    QTRY_COMPARE(m_desk->kinds().count(u"case.claim"_s), 1);
}

void KeysTest::keySheetOpensAndCloses()
{
    ui::widgets::KeySheet* sheet = m_desk->window().keySheet();
    m_desk->press(u"?"_s);
    QTRY_VERIFY(sheet->isVisible());
    const QString subject = m_desk->openSubject();
    const QString current = m_desk->outboxText();
    m_desk->press(u"J"_s); // keys of the window rest while the sheet is up
    QCOMPARE(m_desk->openSubject(), subject);
    m_desk->press(Qt::Key_Escape);
    QTRY_VERIFY(!sheet->isVisible());
    QCOMPARE(m_desk->outboxText(), current);
}

void KeysTest::logOpensOverTheCase()
{
    const QString subject = m_desk->openSubject();
    app::LogDesk& log = m_desk->desk().log();
    m_desk->press(u"Ctrl+Shift+J"_s);
    QTRY_VERIFY(log.screen());
    QCOMPARE(m_desk->window().page(), log.screen());
    // Hiding the browser's page takes the activation from the window on the offscreen platform.
    const auto activate = [this] { QApplication::setActiveWindow(&m_desk->window()); };
    activate();
    QTRY_VERIFY(log.presenter().isSettled() && log.presenter().model().rowCount() > 0);
    QTRY_VERIFY(log.presenter().detail());
    for (int row = 0; row < log.presenter().model().rowCount(); ++row)
        QVERIFY(log.presenter().model().rowAt(row)->entry.caseId);
    // With the screen's own keys there is still one owner for each.
    noKeyHasTwoOwners();
    m_desk->press(u"J"_s);
    m_desk->press(u"L"_s); // everything
    QTRY_VERIFY(!log.presenter().filter().caseId);
    QCOMPARE(m_desk->openSubject(), subject);
    m_desk->press(u"V"_s);
    QTRY_VERIFY(log.presenter().check().report() && !log.presenter().check().isRunning());
    QVERIFY(log.presenter().check().report()->isSound());
    m_desk->press(Qt::Key_Escape);
    QTRY_VERIFY(!log.screen());
    QCOMPARE(m_desk->openSubject(), subject);
    // The same key leads there and back.
    m_desk->press(u"Ctrl+J"_s);
    QTRY_VERIFY(log.screen());
    activate();
    m_desk->press(u"Ctrl+J"_s);
    QTRY_VERIFY(!log.screen());
    // Its actions are gone with it.
    QTRY_VERIFY(!registry()->action(u"log.check"_s));
}

} // namespace

int testKeys(int argc, char** argv)
{
    KeysTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keys.moc"
