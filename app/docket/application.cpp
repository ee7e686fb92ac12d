#include "app/docket/application.h"

#include "app/docket/capture/capture.h"
#include "app/docket/desk/desk.h"
#include "app/docket/desk/practicehub.h"

#include <QDir>
#include <QLocale>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>

namespace docket::app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int selfTestMs = 30'000;

} // namespace

Application::Application(QApplication& qt, const Options& options, const QElapsedTimer& sinceStart)
    : m_qt(qt), m_options(options), m_sinceStart(sinceStart)
{
    QCoreApplication::setApplicationName(u"docket"_s);
    QCoreApplication::setOrganizationName(u"docket"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(DOCKET_VERSION));
    QGuiApplication::setDesktopFileName(u"org.docket.Docket"_s);
    // Pictures are the same on every machine.
    if (options.mode == Options::Mode::Capture && options.language.isEmpty())
        m_options.language = u"en_GB"_s; // 24 hours, as the panes write times
    m_language.speak(m_options.language);
    if (options.rightToLeft)
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    if (options.theme)
        m_theme.setChoice(*options.theme);
    m_theme.install(qt);
}

Application::~Application() = default;

int Application::run()
{
    switch (m_options.mode) {
    case Options::Mode::Capture:
        return runCapture();
    case Options::Mode::Demo:
        return runDemo();
    case Options::Mode::SelfTest:
        return runSelfTest();
    case Options::Mode::Work:
    case Options::Mode::Help:
    case Options::Mode::Version:
        break;
    }
    return runWork();
}

int Application::runCapture()
{
    auto made = m_options.cards.isEmpty() ? Result<QList<Scenario>>(scenarios()) : cardScenarios(m_options.cards);
    if (!made) {
        std::fprintf(stderr, "docket: %s\n", qUtf8Printable(made.error().text()));
        return 3;
    }
    QList<Scenario>& catalogue = *made;
    for (Scenario& scenario : catalogue) {
        if (m_options.theme)
            scenario.theme = *m_options.theme;
        scenario.rightToLeft |= m_options.rightToLeft || QLocale().textDirection() == Qt::RightToLeft;
    }
    const Status status = capture(m_qt, m_theme, m_options.captureFolder, m_options.scenario, catalogue,
        [this](const QString& wanted) { m_language.speak(wanted.isEmpty() ? m_options.language : wanted); });
    if (status)
        return 0;
    std::fprintf(stderr, "docket: %s\n", qUtf8Printable(status.error().text()));
    return status.error().code == ErrorCode::Storage ? 3 : 1;
}

QString Application::workspaceFolder() const
{
    if (!m_options.workspace.isEmpty())
        return QDir(m_options.workspace).absolutePath();
    const QString known = QSettings().value(u"workspace"_s).toString();
    if (!known.isEmpty())
        return known;
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)).filePath(u"docket/workspace"_s);
}

/// On a small screen the whole window is seen, with the frame that is put around it.
static void showWithin(QWidget& window, int frame)
{
    window.resize(window.size().boundedTo(window.screen()->availableSize() - QSize(0, frame)));
    window.show();
}

int Application::runWork()
{
    Desk desk(m_theme, { .folder = workspaceFolder(), .token = {} }, m_sinceStart);
    showWithin(desk.window(), m_theme.px(48));
    desk.start();
    return QApplication::exec();
}

int Application::runDemo()
{
    PracticeHub hub;
    Desk desk(m_theme,
        { .folder = hub.workspaceFolder(), .token = PracticeHub::token(), .remember = false, .syncAtStart = true },
        m_sinceStart);
    QObject::connect(&hub, &PracticeHub::failed, &desk.window(), &ui::shell::MainWindow::showError);
    QObject::connect(&hub, &PracticeHub::listening, &desk, [&](const QString& endpoint) {
        const QString passphrase = u"practice makes perfect"_s;
        desk.make({ hub.workspaceFolder(), endpoint, u"Demo"_s, passphrase, passphrase,
            u"listing:models\nlisting:datasets\nlisting:spaces"_s });
    });
    showWithin(desk.window(), m_theme.px(48));
    hub.start();
    return QApplication::exec();
}

int Application::runSelfTest()
{
    if (!m_options.workspace.isEmpty()) {
        // A real one: opened, its queue painted, closed; nothing is written. What packaging/bench times.
        Desk desk(m_theme, { .folder = workspaceFolder(), .token = {}, .remember = false }, m_sinceStart);
        QObject::connect(
            &desk.window(), &ui::shell::MainWindow::queuePainted, &desk, [] { QCoreApplication::exit(0); });
        QTimer::singleShot(selfTestMs, &desk, [] { QCoreApplication::exit(1); });
        desk.window().show();
        desk.start();
        return QApplication::exec();
    }
    const QTemporaryDir folder;
    Desk desk(m_theme, { .folder = folder.filePath(u"workspace"_s), .token = {}, .remember = false }, m_sinceStart);
    QObject::connect(
        &desk, &Desk::ready, &desk, [&] { QCoreApplication::exit(desk.window().grab().isNull() ? 1 : 0); });
    QTimer::singleShot(selfTestMs, &desk, [] { QCoreApplication::exit(1); });
    desk.window().show();
    const QString passphrase = u"self-test only"_s;
    desk.make({ folder.filePath(u"workspace"_s), u"http://127.0.0.1:9"_s, u"Self-test"_s, passphrase, passphrase, {} });
    const int status = QApplication::exec();
    if (status != 0)
        std::fputs("docket: self-test: the window was not painted in time\n", stderr);
    return status;
}

} // namespace docket::app
