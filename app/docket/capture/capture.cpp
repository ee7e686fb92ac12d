#include "app/docket/capture/capture.h"

#include "app/docket/capture/networkguard.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QSet>
#include <QTimer>

#include <cstdio>

namespace docket::app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int tickMs = 40;
constexpr qsizetype leastColours = 24; ///< fewer: nothing was painted
constexpr int stableTicks = 4; ///< equal frames in a row
constexpr int deadlineMs = 20'000; ///< the first card may have to start the web engine

/// Runs the event loop until `ready` holds for several ticks in a row; false at the deadline.
template <typename Ready> bool waitFor(Ready ready)
{
    QEventLoop loop;
    QElapsedTimer since;
    since.start();
    int stable = 0;
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        stable = ready() ? stable + 1 : 0;
        if (stable >= stableTicks)
            loop.exit(0);
        else if (since.elapsed() > deadlineMs)
            loop.exit(1);
    });
    tick.start(tickMs);
    return loop.exec() == 0;
}

QImage picture(QWidget& window)
{
    QImage image(window.size(), QImage::Format_RGB32);
    window.render(&image);
    return image;
}

bool settle(Stage& stage)
{
    QImage last;
    return waitFor([&] {
        if (!stage.isSettled())
            return false;
        QImage now = picture(stage.window());
        const bool equal = now == last;
        last = std::move(now);
        return equal;
    });
}

/// Distinct colours of a sparse sample; what is smoothed at the edges of letters alone gives dozens.
qsizetype coloursIn(const QImage& image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            colours.insert(image.pixel(x, y));
    }
    return colours.size();
}

Status publish(const QImage& image, const QDir& folder, const QString& name)
{
    const QString staged = folder.filePath(u".%1.part.png"_s.arg(name));
    if (coloursIn(image) < leastColours)
        return fail(ErrorCode::Validation, u"scenario "_s + name, u"the picture is blank"_s);
    const QString final = folder.filePath(name + u".png");
    if (!image.save(staged, "PNG"))
        return fail(ErrorCode::Storage, final, u"it cannot be written"_s, u"choose another folder"_s);
    if (QImage(staged).size() != image.size())
        return fail(ErrorCode::Storage, final, u"it does not read back as it was written"_s);
    QFile::remove(final);
    if (!QFile::rename(staged, final))
        return fail(ErrorCode::Storage, final, u"it cannot be put in place"_s);
    return {};
}

Status captureOne(const Scenario& scenario, ui::widgets::Theme& theme, const QDir& folder, const Speak& speak)
{
    speak(scenario.language);
    QGuiApplication::setLayoutDirection(scenario.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    theme.setChoice(scenario.theme);
    theme.setScale(scenario.scale);
    const std::unique_ptr<Stage> stage = scenario.make(theme);
    QWidget& window = stage->window();
    window.setAttribute(Qt::WA_DontShowOnScreen, false);
    window.resize(scenario.size);
    window.show();
    QApplication::setActiveWindow(&window);
    bool settled = settle(*stage);
    for (bool more = true; settled && more;) {
        more = stage->act();
        settled = settle(*stage);
    }
    if (!settled)
        return fail(ErrorCode::Validation, u"scenario "_s + scenario.name,
            u"it did not settle within %1 s"_s.arg(deadlineMs / 1000));
    return publish(picture(window), folder, scenario.name);
}

} // namespace

Status capture(QApplication& application, ui::widgets::Theme& theme, const QString& folder, const QString& only,
    const QList<Scenario>& catalogue, const Speak& speak)
{
    QNetworkProxyFactory::setApplicationProxyFactory(new NetworkGuard);
    application.setCursorFlashTime(0); // a blinking cursor never settles
    application.setQuitOnLastWindowClosed(false);
    if (!QDir().mkpath(folder))
        return fail(ErrorCode::Storage, folder, u"the folder cannot be made"_s, u"choose another one"_s);
    QStringList wanted = only.split(u',', Qt::SkipEmptyParts);
    for (const Scenario& scenario : catalogue) {
        if (!only.isEmpty() && !wanted.removeOne(scenario.name))
            continue;
        DOCKET_TRY(captureOne(scenario, theme, QDir(folder), speak));
        std::printf("%s\n", qUtf8Printable(QDir(folder).filePath(scenario.name + u".png")));
    }
    if (!wanted.isEmpty())
        return fail(ErrorCode::Validation, u"scenario "_s + wanted.join(u", "_s), u"there is none of this name"_s,
            u"leave --scenario out to make all"_s);
    if (const QStringList attempts = NetworkGuard::attempts(); !attempts.isEmpty())
        return fail(ErrorCode::Network, u"capture"_s, u"something asked for %1"_s.arg(attempts.join(u", "_s)),
            u"pictures are made from fixtures only"_s);
    return {};
}

} // namespace docket::app
