#include "app/docket/application.h"

#include "app/docket/capture/capture.h"

#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <cstdio>

/// A library's resources are only linked in when somebody names them; the macro wants the global namespace.
static void initResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace docket::app
{

using namespace Qt::StringLiterals;

Application::Application(QApplication& qt, const Options& options, const QElapsedTimer& sinceStart)
    : m_qt(qt), m_options(options), m_sinceStart(sinceStart)
{
    initResources();
    QCoreApplication::setApplicationName(u"docket"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(DOCKET_VERSION));
    QGuiApplication::setDesktopFileName(u"org.docket.Docket"_s);
    speakLanguage();
    if (options.theme)
        m_theme.setChoice(*options.theme);
    m_theme.install(qt);
}

Application::~Application() = default;

void Application::speakLanguage()
{
    // Pictures are the same on every machine.
    if (m_options.mode == Options::Mode::Capture && m_options.language.isEmpty())
        m_options.language = u"en"_s;
    const QLocale locale = m_options.language.isEmpty() ? QLocale() : QLocale(m_options.language);
    QLocale::setDefault(locale);
    for (const auto& [name, folder] : { std::pair(u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)),
             std::pair(u"docket"_s, u":/i18n"_s) }) {
        auto* translator = new QTranslator(&m_qt);
        if (translator->load(locale, name, u"_"_s, folder))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    }
    if (m_options.rightToLeft || locale.textDirection() == Qt::RightToLeft)
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
}

int Application::run()
{
    return m_options.mode == Options::Mode::Capture ? runCapture() : runWork();
}

int Application::runCapture()
{
    QList<Scenario> catalogue = scenarios();
    for (Scenario& scenario : catalogue) {
        if (m_options.theme)
            scenario.theme = *m_options.theme;
        scenario.rightToLeft |= m_options.rightToLeft || QLocale().textDirection() == Qt::RightToLeft;
    }
    const Status status = capture(m_qt, m_theme, m_options.captureFolder, m_options.scenario, catalogue);
    if (status)
        return 0;
    std::fprintf(stderr, "docket: %s\n", qUtf8Printable(status.error().text()));
    return status.error().code == ErrorCode::Storage ? 3 : 1;
}

int Application::runWork()
{
    return 3;
}

} // namespace docket::app
