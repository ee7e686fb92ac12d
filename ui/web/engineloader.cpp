#include "ui/web/engineloader.h"

#include <QCoreApplication>
#include <QFile>
#include <QPluginLoader>

namespace docket::ui::web
{

using namespace Qt::StringLiterals;

namespace
{

QtMessageHandler usualHandler = nullptr;

/// Drops the one warning that loading a browser after the start always gives; the plugin answers it
/// (provideShareContext).
void withoutPluginWarning(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (!message.startsWith("Qt WebEngine seems to be initialized from a plugin"_L1))
        usualHandler(type, context, message);
}

} // namespace

void prepareEngineEnvironment()
{
    // The inner quotes are needed (rendering.md 1.2). Overwrites what the person's environment says.
    qputenv("QTWEBENGINE_CHROMIUM_FLAGS", "--host-resolver-rules=\"MAP * ~NOTFOUND\"");
    qunsetenv("QTWEBENGINE_REMOTE_DEBUGGING");
    // Static pages gain nothing from a graphics driver, and start faster without one (rendering.md 1.4).
    qputenv("QT_QUICK_BACKEND", "software");
}

Result<CardEngineFactory*> loadCardEngine(const QStringList& folders)
{
    static CardEngineFactory* loaded = nullptr;
    if (loaded)
        return loaded;
    const QString beside = QCoreApplication::applicationDirPath();
    QStringList places = folders;
    places << beside + u"/plugins"_s << beside + u"/../lib/docket"_s;
    QString cause = u"the file docket-web.so is not installed"_s;
    for (const QString& place : std::as_const(places)) {
        const QString path = place + u"/docket-web.so"_s;
        if (!QFile::exists(path))
            continue;
        QPluginLoader loader(path);
        usualHandler = qInstallMessageHandler(withoutPluginWarning);
        auto* factory = qobject_cast<CardEngineFactory*>(loader.instance());
        qInstallMessageHandler(usualHandler);
        if (factory) {
            loaded = factory;
            return factory;
        }
        cause = loader.errorString();
    }
    return fail(ErrorCode::Unsupported, u"card view"_s, cause, u"cards are shown as text; reinstall Docket"_s);
}

} // namespace docket::ui::web
