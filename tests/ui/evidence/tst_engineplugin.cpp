#include "ui/web/engineloader.h"

#include <QApplication>
#include <QFile>
#include <QTest>
#include <QTimer>
#include <QVBoxLayout>

#include <memory>

namespace docket::ui::web
{

using namespace Qt::StringLiterals;

/// The browser as the program meets it: not linked, loaded with the first card, long after QApplication. A process of
/// its own, since the other tests link it.
class EnginePluginTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void loadsWithTheFirstCard();
};

namespace
{

bool browserIsMapped()
{
    QFile maps(u"/proc/self/maps"_s);
    return maps.open(QIODevice::ReadOnly) && maps.readAll().contains("WebEngineCore");
}

} // namespace

void EnginePluginTest::loadsWithTheFirstCard()
{
    QVERIFY(!browserIsMapped());
    QWidget window;
    auto* box = new QVBoxLayout(&window);
    window.resize(500, 300);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QVERIFY2(!browserIsMapped(), "nothing of the browser before the first card");

    const auto missing = loadCardEngine({ u"/nonexistent"_s });
    if (!missing) // not installed beside this test
        QVERIFY(missing.error().wayOut.contains(u"text"_s));
    const auto factory = loadCardEngine({ QStringLiteral(DOCKET_BINARY_DIR "/bin/plugins") });
    QVERIFY2(factory, factory ? "" : qPrintable(factory.error().text()));
    int shown = 0;
    QStringList troubles;
    CardEvents events;
    events.shown = [&] { ++shown; };
    events.crashed = [&](const QString& cause) { troubles.append(cause); };
    events.unsafe = events.crashed;
    const std::unique_ptr<CardEngine> engine((*factory)->create(events, {}, nullptr));
    box->addWidget(engine->widget());
    const QByteArray page
        = "<!doctype html><html><head><link rel=\"stylesheet\" href=\"card://c/style.css\"></head><body></body></html>";
    engine->show(page, "html{background:#00ff00}");
    QTRY_COMPARE_WITH_TIMEOUT(shown, 1, 20'000);
    const auto green = [&window] {
        const QImage shot = window.grab().toImage();
        return shot.pixelColor(shot.rect().center()) == QColor(Qt::green);
    };
    QTRY_VERIFY_WITH_TIMEOUT(green(), 10'000); // it is really painted, without a graphics driver
    QCOMPARE(troubles, QStringList());
}

} // namespace docket::ui::web

int main(int argc, char** argv)
{
    docket::ui::web::prepareEngineEnvironment();
    const QApplication application(argc, argv);
    docket::ui::web::EnginePluginTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_engineplugin.moc"
