#pragma once

#include "app/docket/language.h"
#include "app/docket/options.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>

#include <memory>

namespace docket::app
{

/// Composition root of the window program: makes theme, language and the mode that was asked for, and owns them.
class Application
{
public:
    Application(QApplication& qt, const Options& options, const QElapsedTimer& sinceStart);
    ~Application();
    /// Exit status: 0 done, 1 a picture failed, 3 environment.
    int run();

private:
    int runCapture();
    int runWork();
    int runDemo();
    int runSelfTest();
    QString workspaceFolder() const;

    QApplication& m_qt;
    Options m_options;
    QElapsedTimer m_sinceStart;
    Language m_language;
    ui::widgets::Theme m_theme;
};

} // namespace docket::app
