#include "tests/ui/uitests.h"
#include "ui/queue/queuetext.h"
#include "ui/shell/shellactions.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/fuzzy.h"
#include "ui/widgets/keymap.h"
#include "ui/widgets/stylesheet.h"
#include "ui/widgets/theme.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;
using namespace docket::ui::widgets;

namespace
{

class Widgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textCanBeRead_data();
    void textCanBeRead();
    void styleSheetKnowsEveryName();
    void sizesGrowTogether();
    void keyMapSurvivesTheFile();
    void keyMapRefusesWhatIsNoKey();
    void keysReadAsOnACap_data();
    void keysReadAsOnACap();
    void defaultKeysDoNotCollide();
    void remappingIsSeenByTheAction();
    void fuzzyPrefersBeginningsOfWords();
    void foreignTextStaysOnItsLine();
    void dueTimes_data();
    void dueTimes();
};

void Widgets::textCanBeRead_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::Light;
    QTest::newRow("dark") << Scheme::Dark;
    QTest::newRow("contrast") << Scheme::Contrast;
}

void Widgets::textCanBeRead()
{
    QFETCH(Scheme, scheme);
    const Tokens& t = tokensOf(scheme);
    for (const QColor& ground : { t.panel, t.bg, t.sel, t.hint, t.code }) {
        for (const QColor& ink : { t.text, t.dim, t.faint, t.accent, t.ok, t.warn, t.danger }) {
            QVERIFY2(contrastRatio(ink, ground) >= 4.5,
                qPrintable(u"%1 on %2: %3"_s.arg(ink.name(), ground.name()).arg(contrastRatio(ink, ground))));
        }
        for (const QColor& mark : t.severity)
            QVERIFY2(contrastRatio(mark, ground) >= 3.0, qPrintable(mark.name() + u" on " + ground.name()));
    }
    QVERIFY(contrastRatio(t.onAccent, t.accent) >= 4.5);
    QVERIFY(contrastRatio(t.accent, t.accentSoft) >= 4.5);
}

void Widgets::styleSheetKnowsEveryName()
{
    Theme theme;
    const QString sheet = styleSheet(theme);
    QVERIFY(!sheet.contains(u'@'));
    QVERIFY(!sheet.contains("#px"_L1));
    QVERIFY(sheet.contains(theme.tokens().hintLine.name()));
}

void Widgets::sizesGrowTogether()
{
    Theme theme;
    QCOMPARE(theme.px(12), 12);
    theme.setScale(2.0);
    QCOMPARE(theme.px(12), 24);
    QCOMPARE(theme.font(TextRole::Body).pixelSize(), 26);
    theme.setScale(40);
    QCOMPARE(theme.scale(), 2.5);
}

void Widgets::keyMapSurvivesTheFile()
{
    KeyMap map;
    map.remap(u"queue.next"_s, { QKeySequence(u"N"_s), QKeySequence(u"Ctrl+Shift+Down"_s) });
    map.remap(u"case.claim"_s, {});
    map.remap(u"decide.d21"_s, { QKeySequence(u"D, 2, 1"_s) });
    const auto read = KeyMap::fromJson(map.toJson(), u"keys.json"_s);
    QVERIFY(read);
    QCOMPARE(*read, map);
    QCOMPARE(read->keys(u"case.claim"_s, { QKeySequence(u"C"_s) }), QList<QKeySequence>());
    QCOMPARE(read->keys(u"unknown"_s, { QKeySequence(u"C"_s) }), QList<QKeySequence>{ QKeySequence(u"C"_s) });
}

void Widgets::keyMapRefusesWhatIsNoKey()
{
    const auto noJson = KeyMap::fromJson("{", u"keys.json"_s);
    QVERIFY(!noJson);
    QCOMPARE(noJson.error().code, ErrorCode::Parse);
    const auto foreign = KeyMap::fromJson(R"({"keys":{}})", u"keys.json"_s);
    QVERIFY(!foreign);
    const auto noKey
        = KeyMap::fromJson(R"({"format":"docket.keymap/1","keys":{"queue.next":["Sausage"]}})", u"keys.json"_s);
    QVERIFY(!noKey);
    QCOMPARE(noKey.error().code, ErrorCode::Validation);
    QVERIFY(noKey.error().cause.contains("queue.next"_L1));
}

void Widgets::keysReadAsOnACap_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("cap");
    QTest::newRow("letter") << u"J"_s << u"J"_s;
    QTest::newRow("chord") << u"Ctrl+K"_s << u"Ctrl K"_s;
    QTest::newRow("plus") << u"Ctrl++"_s << u"Ctrl +"_s;
    QTest::newRow("return") << u"Ctrl+Return"_s << u"Ctrl ↵"_s;
    QTest::newRow("sequence") << u"D, 2, 1"_s << u"D21"_s;
    QTest::newRow("none") << QString() << QString();
}

void Widgets::keysReadAsOnACap()
{
    QFETCH(QString, key);
    QFETCH(QString, cap);
    QCOMPARE(ui::widgets::keyText(QKeySequence(key, QKeySequence::PortableText)), cap);
}

void Widgets::defaultKeysDoNotCollide()
{
    QSet<QString> ids;
    QHash<QKeySequence, QString> holders;
    for (const ActionSpec& spec : ui::shell::shellActions()) {
        QVERIFY2(!ids.contains(spec.id), qPrintable(spec.id));
        ids.insert(spec.id);
        QVERIFY(!spec.name.isEmpty());
        for (const QKeySequence& key : spec.keys) {
            QVERIFY2(!holders.contains(key), qPrintable(spec.id + u" and " + holders.value(key)));
            holders.insert(key, spec.id);
        }
    }
}

void Widgets::remappingIsSeenByTheAction()
{
    QWidget window;
    ActionRegistry actions;
    for (const ActionSpec& spec : ui::shell::shellActions())
        actions.declare(spec, &window);
    QCOMPARE(actions.keyText(u"queue.next"_s), u"J"_s);
    QCOMPARE(actions.holderOf(QKeySequence(u"K"_s), u"queue.next"_s)->id, u"queue.previous"_s);
    QVERIFY(!actions.holderOf(QKeySequence(u"J"_s), u"queue.next"_s));
    actions.remap(u"queue.next"_s, { QKeySequence(u"N"_s) });
    QCOMPARE(actions.action(u"queue.next"_s)->shortcut(), QKeySequence(u"N"_s));
    QVERIFY(actions.keyMap().isRemapped(u"queue.next"_s));
    actions.remap(u"queue.next"_s, actions.spec(u"queue.next"_s)->keys);
    QVERIFY(!actions.keyMap().isRemapped(u"queue.next"_s));
}

void Widgets::fuzzyPrefersBeginningsOfWords()
{
    QCOMPARE(fuzzyScore(u"xyz", u"Next case"), 0);
    QCOMPARE(fuzzyScore(u"", u"Next case"), 1);
    QVERIFY(fuzzyScore(u"nc", u"Next case") > fuzzyScore(u"nc", u"Announce"));
    QVERIFY(fuzzyScore(u"claim", u"Claim or give back") > fuzzyScore(u"claim", u"Call a meeting in May"));
    QVERIFY(fuzzyScore(u"NEXT", u"next case") > 0);
}

void Widgets::foreignTextStaysOnItsLine()
{
    QCOMPARE(singleLine(u"a\n\tb\u2028c"), u"a b c"_s);
    QCOMPARE(singleLine(u"safe\u202eexe.txt"), u"safe‹U+202E›exe.txt"_s);
    QCOMPARE(singleLine(u"abcdef", 3), u"abc…"_s);
    QCOMPARE(singleLine(u"مختبر"), u"مختبر"_s);
    QCOMPARE(singleLine(u"ab\U0001F600c", 3), u"ab…"_s); // no half of a surrogate pair
}

void Widgets::dueTimes_data()
{
    QTest::addColumn<qint64>("left");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("urgency");
    using U = ui::queue::DueText::Urgency;
    constexpr qint64 minute = 60'000;
    QTest::newRow("minutes") << 41 * minute << u"41 m left"_s << int(U::Soon);
    QTest::newRow("seconds") << qint64{ 5'000 } << u"1 m left"_s << int(U::Soon);
    QTest::newRow("hours") << 22 * 60 * minute << u"22 h"_s << int(U::Ordinary);
    QTest::newRow("days") << 73 * 60 * minute << u"3 d"_s << int(U::Ordinary);
    QTest::newRow("late") << -125 * minute << u"2 h late"_s << int(U::Overdue);
}

void Widgets::dueTimes()
{
    QFETCH(qint64, left);
    QFETCH(QString, text);
    QFETCH(int, urgency);
    const QDateTime now(QDate(2026, 11, 19), QTime(10, 44), Qt::UTC);
    const auto due = ui::queue::dueText(now.addMSecs(left), now);
    QCOMPARE(due.text, text);
    QCOMPARE(int(due.urgency), urgency);
    QVERIFY(ui::queue::dueText({}, now).text.isEmpty());
}

} // namespace

int testWidgets(int argc, char** argv)
{
    Widgets test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_widgets.moc"
