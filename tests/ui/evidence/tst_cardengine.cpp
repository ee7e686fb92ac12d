#include "tst_cardengine.h"

#include "core/card/page.h"
#include "core/card/render.h"
#include "core/math/katextypesetter.h"
#include "ui/web/engineloader.h"
#include "ui/web/sandbox.h"

#include <QApplication>
#include <QBuffer>
#include <QDeadlineTimer>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>
#include <QTimer>
#include <QWebEngineScript>
#include <QWebEngineView>

#include <csignal>

namespace docket::ui::web
{

using namespace Qt::StringLiterals;

namespace
{

/// Chromium processes below this one.
int browserProcesses()
{
    int found = 0;
    for (const QString& entry : QDir(u"/proc"_s).entryList({ u"[0-9]*"_s }, QDir::Dirs)) {
        QFile status(u"/proc/"_s + entry + u"/status"_s);
        QFile command(u"/proc/"_s + entry + u"/cmdline"_s);
        if (!status.open(QIODevice::ReadOnly) || !command.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = status.readAll();
        const QByteArray parent = "PPid:\t" + QByteArray::number(QCoreApplication::applicationPid()) + '\n';
        found += text.contains(parent) && command.readAll().contains("QtWebEngineProcess");
    }
    return found;
}

QByteArray page(const QByteArray& markdown)
{
    card::RenderOptions options;
    options.deadlineMs = 5000;
    return card::pageHtml(card::renderCard(markdown, options), {}, u"card"_s);
}

QString corpus()
{
    const QString set = qEnvironmentVariable("DOCKET_CORPUS");
    for (const QString& place : { set, QStringLiteral(DOCKET_SOURCE_DIR "/../shared/corpus"),
             QStringLiteral(DOCKET_SOURCE_DIR "/../../shared/corpus") }) {
        if (!place.isEmpty() && QDir(place).exists())
            return place;
    }
    return {};
}

} // namespace

WebCardEngine* CardEngineTest::start(const EngineSettings& settings)
{
    CardEvents events;
    events.shown = [this] { ++m_shown; };
    events.tooHeavy = [this] { ++m_heavy; };
    events.crashed = [this](const QString& cause) { m_crashes.append(cause); };
    events.unsafe = [this](const QString& cause) { m_unsafe.append(cause); };
    events.linkActivated = [this](int number) { m_links.append(number); };
    events.pictureActivated = [this](int number) { m_pictures.append(number); };
    events.selectionChanged = [this](bool any) { m_selected = any; };
    m_shown = m_heavy = 0;
    m_crashes.clear();
    m_unsafe.clear();
    m_links.clear();
    m_pictures.clear();
    m_engine = std::make_unique<WebCardEngine>(events, settings, nullptr);
    m_engine->widget()->resize(700, 600);
    m_engine->widget()->show();
    return m_engine.get();
}

void CardEngineTest::cleanup()
{
    m_engine.reset();
}

/// Waits in a real event loop: QTest's own waiting sleeps 10 ms between looks, and the browser needs hundreds of turns.
bool CardEngineTest::waitFor(const std::function<bool()>& done, int milliseconds)
{
    QEventLoop loop;
    QTimer look;
    QDeadlineTimer deadline(milliseconds);
    connect(&look, &QTimer::timeout, &loop, [&] {
        if (done() || deadline.hasExpired())
            loop.quit();
    });
    look.start(2);
    loop.exec();
    return done();
}

bool CardEngineTest::show(const QByteArray& markdown)
{
    const int before = m_shown;
    m_engine->show(page(markdown), card::styleSheet({}));
    return waitFor([&] { return m_shown > before || m_heavy || !m_crashes.isEmpty(); }, 15'000) && m_shown > before;
}

QVariant CardEngineTest::ask(const char* function, const QByteArray& arguments)
{
    QVariant answer;
    bool done = false;
    m_engine->page()->call(function, arguments, [&](const QVariant& value) {
        answer = value;
        done = true;
    });
    return QTest::qWaitFor([&] { return done; }) ? answer : QVariant();
}

void CardEngineTest::noProcessBeforeTheFirstCard()
{
    QCOMPARE(browserProcesses(), 0);
    start();
    QTest::qWait(100);
    QCOMPARE(browserProcesses(), 0);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(show("# First\n\ntext\n"));
    qInfo("first_card=%lld", static_cast<long long>(timer.elapsed()));
    QVERIFY(browserProcesses() > 0);
    QVERIFY2(m_unsafe.isEmpty(), qPrintable(m_unsafe.join(u' ')));
}

void CardEngineTest::showsAndExchanges()
{
    start();
    QVERIFY(show("# One\n\nalpha\n"));
    const qint64 process = m_engine->processId();
    QCOMPARE(m_engine->exchanges(), 0);
    QList<qint64> times;
    for (int i = 0; i < 5; ++i) {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(show("---\nlanguage: ar\n---\n# Two " + QByteArray::number(i) + "\n\nbeta\n"));
        times.append(timer.elapsed());
    }
    QCOMPARE(m_engine->exchanges(), 5);
    QCOMPARE(m_engine->processId(), process);
    std::sort(times.begin(), times.end());
    qInfo("next_card_median=%lld", static_cast<long long>(times[2]));
    bool done = false;
    m_engine->page()->toPlainText([&](const QString& text) {
        done = true;
        QVERIFY(text.contains(u"Two 4"_s));
        QVERIFY(!text.contains(u"alpha"_s));
    });
    QTRY_VERIFY(done);
    // The style of the last theme does not serve the next.
    m_engine->show(page("# Three"), card::styleSheet({ card::Theme::Scheme::Dark, 20, {}, {} }));
    QTRY_COMPARE(m_shown, 7);
}

void CardEngineTest::linksComeAsNumbers()
{
    start();
    QVERIFY(show("[a link with a good many words so that it is hit](https://example.org/) "));
    QTest::qWait(100);
    QWidget* target = m_engine->view()->focusProxy();
    QVERIFY(target);
    for (const Qt::MouseButton button : { Qt::LeftButton, Qt::MiddleButton }) {
        m_links.clear();
        QTest::mouseClick(target, button, {}, QPoint(60, 26));
        QTRY_COMPARE_WITH_TIMEOUT(m_links, QList<int>{ 1 }, 3000);
    }
    QCOMPARE(m_engine->page()->url().toString().left(13), u"card://c/doc/"_s);
}

void CardEngineTest::selectionHasLines()
{
    start();
    QVERIFY(
        show("---\nlicense: mit\n---\n# Title\n\nfirst paragraph\n\nsecond paragraph with words\n\n```python\na = 1\n"
             "b = 2\nc = 3\n```\n"));
    QVERIFY(ask("select", "\"second paragraph\"").toBool());
    QTRY_VERIFY(m_selected);
    PageSelection got;
    bool done = false;
    const auto read = [&] {
        done = false;
        m_engine->selection([&](const PageSelection& selection) {
            got = selection;
            done = true;
        });
        QTRY_VERIFY(done);
    };
    read();
    QCOMPARE(got.text, u"second paragraph"_s);
    QCOMPARE(got.firstLine, 8);
    QVERIFY2(got.before.trimmed().endsWith(u"first paragraph"_s), qPrintable(got.before));
    QVERIFY2(got.after.startsWith(u" with words"_s), qPrintable(got.after));
    QVERIFY(ask("select", "\"c = 3\"").toBool());
    read();
    QVERIFY2(got.firstLine >= 10 && got.firstLine <= 13, qPrintable(QString::number(got.firstLine)));
}

void CardEngineTest::formulasAreLaidOut()
{
    start();
    const math::KatexTypesetter katex;
    card::RenderOptions options;
    options.formulas = &katex;
    options.formulaBudgetMs = 20'000;
    card::Theme theme;
    theme.formulas = true;
    QByteArray style;
    const auto showCard = [&](const QByteArray& markdown) {
        const card::RenderedCard rendered = card::renderCard(markdown, options);
        if (!rendered.formulaStyle.isEmpty())
            style = card::styleSheet(theme) + rendered.formulaStyle;
        const int before = m_shown;
        m_engine->show(card::pageHtml(rendered, theme), style);
        return waitFor([&] { return m_shown > before; }, 15'000);
    };
    const auto evaluate = [this](const QString& code) {
        QVariant answer;
        bool done = false;
        m_engine->page()->runJavaScript(code, QWebEngineScript::ApplicationWorld, [&](const QVariant& value) {
            answer = value;
            done = true;
        });
        return QTest::qWaitFor([&] { return done; }) ? answer : QVariant();
    };
    // The style attribute counts, and the font is there: in a page that was loaded and in one that was exchanged.
    const QString height = u"document.querySelector('.formula .katex-strut').getBoundingClientRect().height"_s;
    const QString font = u"Array.from(document.fonts).filter(f => f.status === 'loaded').length"_s;
    for (const QByteArray markdown : { "First $\\frac{a}{b}$", "no formula", "Second $\\frac{c}{d}$" }) {
        const int exchanges = m_engine->exchanges();
        QVERIFY(showCard(markdown));
        QCOMPARE(m_engine->exchanges(), exchanges + (markdown.startsWith("First") ? 0 : 1));
        if (markdown.contains('$')) {
            QVERIFY(evaluate(height).toDouble() > 15);
            QTRY_VERIFY(evaluate(font).toInt() >= 1);
        }
    }
    // Elsewhere no style attribute counts.
    const QByteArray styled = card::pageHtml(card::renderCard("x"), {}).replace("<p ", "<p style=\"height:99px\" ");
    const int before = m_shown;
    m_engine->show(styled, card::styleSheet({}));
    QVERIFY(waitFor([&] { return m_shown > before; }, 15'000));
    QVERIFY(evaluate(u"document.querySelector('p').getBoundingClientRect().height"_s).toDouble() < 60);
}

void CardEngineTest::pictureOnlyWhenRevealed()
{
    start();
    QVERIFY(show("![a cat](cat.png)\n\ntext\n"));
    QByteArray png;
    QBuffer buffer(&png);
    QImage image(40, 30, QImage::Format_RGB32);
    image.fill(Qt::red);
    QVERIFY(image.save(&buffer, "PNG"));
    const auto red = [this] {
        const QImage shot = m_engine->widget()->grab().toImage();
        for (int y = 0; y < shot.height(); y += 5)
            for (int x = 0; x < shot.width(); x += 5)
                if (shot.pixelColor(x, y) == QColor(Qt::red))
                    return true;
        return false;
    };
    QTest::qWait(200);
    QVERIFY(!red());
    QImage probe;
    const auto has = [&](auto&& wanted) {
        probe = m_engine->widget()->grab().toImage();
        for (int y = 0; y < probe.height(); y += 3)
            for (int x = 0; x < probe.width(); x += 3)
                if (wanted(probe.pixelColor(x, y)))
                    return true;
        return false;
    };
    // Grey is nowhere red, blurred is nowhere the sharp edge's colour beside the other.
    PictureBox box{ 1, true, true, true, false, u"Blurred and grey"_s, u"Show sharp"_s, {},
        u"Blurred and grey: a cat"_s };
    m_engine->givePicture(1, png, "image/png");
    m_engine->showBoxes({ box });
    const auto isGrey = // red by its luminance
        [&](const QColor& c) { return qAbs(c.red() - 54) < 8 && c.red() == c.green(); };
    QTRY_VERIFY_WITH_TIMEOUT(ask("boxText", "1").toString().contains(u"Blurred and grey: a cat"_s), 3000);
    QTest::qWait(300);
    QVERIFY(!red());
    box.blurred = false;
    m_engine->showBoxes({ box });
    QTRY_VERIFY_WITH_TIMEOUT(has(isGrey), 3000);
    QVERIFY(!red());
    box.grey = false;
    m_engine->showBoxes({ box });
    QTRY_VERIFY_WITH_TIMEOUT(red(), 3000);
    box.shown = false;
    m_engine->showBoxes({ box });
    QTRY_VERIFY_WITH_TIMEOUT(!red(), 3000);
    box.shown = true;
    m_engine->showBoxes({ box });
    QTRY_VERIFY_WITH_TIMEOUT(red(), 3000);
    m_engine->forgetPictures();
    QTRY_VERIFY_WITH_TIMEOUT(!red(), 3000);
    // The next card's first picture is not the last one's.
    QVERIFY(show("![another](cat.png)\n\ntext\n"));
    QTest::qWait(200);
    QVERIFY(!red());
    m_engine->showBoxes({ { 1, false, false, false, false, {}, {}, u"Not available offline"_s, {} } });
    QTRY_VERIFY(ask("select", "\"Not available offline\"").toBool());
}

/// The lens shows a part sharp, where the pointer and the arrow keys say, and nowhere else.
void CardEngineTest::lensFollows()
{
    start();
    QVERIFY(show("![halves](halves.png)\n"));
    QImage image(400, 300, QImage::Format_RGB32);
    for (int y = 0; y < 300; ++y)
        for (int x = 0; x < 400; ++x)
            image.setPixelColor(x, y, (x / 4 + y / 4) % 2 ? Qt::red : Qt::blue); // blurred it is one purple
    QByteArray png;
    QBuffer buffer(&png);
    QVERIFY(image.save(&buffer, "PNG"));
    m_engine->givePicture(1, png, "image/png");
    m_engine->showBoxes({ { 1, true, true, false, false, u"Blurred"_s, u"Show sharp"_s, {}, u"Blurred: halves"_s } });
    const auto sharpArea = [this] {
        const QImage shot = m_engine->widget()->grab().toImage();
        QRect area;
        for (int y = 0; y < shot.height(); y += 2)
            for (int x = 0; x < shot.width(); x += 2)
                if (shot.pixelColor(x, y) == QColor(Qt::red))
                    area |= QRect(x, y, 1, 1);
        return area;
    };
    QTest::qWait(400);
    QVERIFY2(sharpArea().isEmpty(), "nothing sharp without the lens");
    m_engine->setLens(1);
    QTRY_VERIFY_WITH_TIMEOUT(!sharpArea().isEmpty(), 3000);
    const QRect first = sharpArea();
    QVERIFY2(first.width() <= 130 && first.height() <= 130, "a region, not the whole");
    QWidget* target = m_engine->view()->focusProxy();
    QTest::keyClick(target, Qt::Key_Right);
    QTest::keyClick(target, Qt::Key_Right);
    QTRY_VERIFY_WITH_TIMEOUT(sharpArea().center().x() > first.center().x() + 30, 3000);
    const QPoint corner = first.center() - QPoint(100, 60);
    QTest::mouseMove(target, corner);
    QTRY_VERIFY_WITH_TIMEOUT((sharpArea().center() - corner).manhattanLength() < 12, 3000);
    m_engine->setLens(0);
    QTRY_VERIFY_WITH_TIMEOUT(sharpArea().isEmpty(), 3000);
}

void CardEngineTest::marksPassages()
{
    start();
    QVERIFY(show("# T\n\nIt can be *used to* shortlist\napplicants.\n\nIt can be used elsewhere.\n"));
    QCOMPARE(
        ask("mark", R"([{"quote":"be used to shortlist applicants","line":3},{"quote":"absent","line":1}])").toInt(),
        1);
    m_engine->mark({ { u"used elsewhere"_s, 6 } });
    QVERIFY(ask("select", "\"used elsewhere\"").toBool());
    QVERIFY2(ask("select", "\"used to\"").toBool(), "taking marks away leaves the text whole");
}

void CardEngineTest::deadProcessIsSaidAndTheNextCardComes()
{
    start();
    QVERIFY(show("# One\n"));
    const qint64 process = m_engine->processId();
    QVERIFY(process > 0);
    ::kill(static_cast<pid_t>(process), SIGKILL);
    QTRY_COMPARE(m_crashes.size(), 1);
    QTest::qWait(300);
    QCOMPARE(m_shown, 1); // not loaded again by itself
    m_crashes.clear();
    QVERIFY(show("# Two\n"));
    QVERIFY(m_engine->processId() != process);
}

void CardEngineTest::heavyPageIsEnded()
{
    EngineSettings settings;
    settings.watchdogMs = 3000;
    start(settings);
    QVERIFY(show("# Light\n"));
    // Past the sanitizer's clamps on purpose: the page's own guard is tested.
    QByteArray bomb = "<!doctype html><html><head></head><body><table>";
    for (int i = 0; i < 1000; ++i)
        bomb += "<tr><td colspan=1000 rowspan=65534>x</td></tr>";
    m_engine->show(bomb + "</table></body></html>", card::styleSheet({}));
    QTRY_COMPARE_WITH_TIMEOUT(m_heavy, 1, 15'000);
    QCOMPARE(m_crashes.size(), 0);
    m_heavy = 0;
    QVERIFY(show("# Next\n"));
}

void CardEngineTest::hostileCardsReachNobody_data()
{
    QTest::addColumn<QStringList>("cards");
    const QString folder = corpus();
    if (!folder.isEmpty()) {
        QFile list(folder + u"/hostile/xss_payload_list.txt"_s);
        QStringList payloads;
        if (list.open(QIODevice::ReadOnly))
            payloads = QString::fromUtf8(list.readAll()).split(u'\n', Qt::SkipEmptyParts);
        QFile h5sc(folder + u"/hostile/h5sc_vectors.json"_s);
        if (h5sc.open(QIODevice::ReadOnly)) {
            const QJsonDocument document = QJsonDocument::fromJson(h5sc.readAll());
            const auto collect = [&payloads](auto&& self, const QJsonValue& value) -> void {
                if (value.isString())
                    payloads.append(value.toString());
                for (const QJsonValue& item : value.toArray())
                    self(self, item);
                for (const QJsonValue& item : value.toObject())
                    self(self, item);
            };
            collect(collect, document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()));
        }
        constexpr qsizetype chunk = 400; // many payloads a page: unbalanced ones may hide others, hence several orders
        for (qsizetype i = 0; i < payloads.size(); i += chunk)
            QTest::addRow("corpus %lld", static_cast<long long>(i)) << payloads.mid(i, chunk);
    }
    QDir practice(QStringLiteral(DOCKET_SOURCE_DIR "/resources/practice"));
    QStringList hostile;
    for (const QString& kind : practice.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QDir owners(practice.filePath(kind));
        for (const QString& owner : owners.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QDir names(owners.filePath(owner));
            for (const QString& name : names.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
                QFile readme(names.filePath(name) + u"/files/README.md"_s);
                if (readme.open(QIODevice::ReadOnly))
                    hostile.append(QString::fromUtf8(readme.readAll()));
            }
        }
    }
    if (!hostile.isEmpty())
        QTest::newRow("practice") << hostile;
    QTest::newRow("own") << QStringList{
        u"<img src=\"@\"><svg onload=fetch('@')><script src=\"@\"></script><iframe src=\"@\"></iframe>"_s,
        u"<meta http-equiv=refresh content=\"0;url=@\"><link rel=stylesheet href=\"@\"><link rel=preconnect href=\"@\">"_s,
        u"<video src=\"@\" poster=\"@\"></video><object data=\"@\"></object><style>@import '@';</style>"_s,
        u"<form action=\"@\"><button autofocus>x</button></form><a href=\"@\" ping=\"@\">a</a><base href=\"@\">"_s,
        u"![x](@) ![y](//127.0.0.1/x) <img srcset=\"@ 2x\"> <table background=\"@\"><tr><td background=\"@\">"_s,
    };
}

/// A server listens where the cards point at; whatever they try, nobody comes.
void CardEngineTest::hostileCardsReachNobody()
{
    QFETCH(QStringList, cards);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString address = u"http://127.0.0.1:%1/x"_s.arg(server.serverPort());
    int visitors = 0;
    connect(&server, &QTcpServer::newConnection, &server, [&] { ++visitors; });
    static const QRegularExpression anyAddress(u"https?://[^\\s\"'<>)]+"_s);

    start();
    const bool whole = QByteArray(QTest::currentDataTag()).startsWith("corpus");
    QStringList documents = cards;
    if (whole)
        documents = { cards.join(u"\n\n"_s) };
    for (QString card : std::as_const(documents)) {
        card.replace(anyAddress, address)
            .replace(u'@', QByteArray(QTest::currentDataTag()) == "own" ? address : u"@"_s);
        const int before = m_shown;
        m_engine->show(page(card.toUtf8()), card::styleSheet({}));
        QVERIFY(waitFor([&] { return m_shown > before || m_heavy || !m_crashes.isEmpty(); }, 15'000));
        QCOMPARE(m_heavy, 0);
        QCOMPARE(m_crashes, QStringList());
        // Nothing foreign in the page, as the browser itself sees it.
        QCOMPARE(m_engine->page()->url().toString().left(13), u"card://c/doc/"_s);
    }
    QTest::qWait(200);
    QCOMPARE(visitors, 0);
    QVERIFY(!server.hasPendingConnections());
}

void CardEngineTest::pluginLoads()
{
    const auto factory = loadCardEngine({ QStringLiteral(DOCKET_BINARY_DIR "/bin/plugins") });
    QVERIFY2(factory, factory ? "" : qPrintable(factory.error().text()));
    int shown = 0;
    CardEvents events;
    events.shown = [&] { ++shown; };
    QWidget window;
    const std::unique_ptr<CardEngine> engine((*factory)->create(events, {}, &window));
    engine->show(page("# From the plugin"), card::styleSheet({}));
    QTRY_COMPARE_WITH_TIMEOUT(shown, 1, 10'000);
    const auto missing = loadCardEngine({ u"/nonexistent"_s });
    QVERIFY(missing); // loaded once, for good
}

} // namespace docket::ui::web
