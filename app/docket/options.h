#pragma once

#include "core/base/result.h"
#include "ui/widgets/theme.h"

#include <QStringList>

namespace docket::app
{

/// The command line of `docket` (design 5.4).
struct Options {
    enum class Mode {
        Work, ///< open the window on a workspace
        Demo, ///< on a temporary workspace and the practice Hub
        Capture, ///< write pictures of scenarios and leave
        SelfTest, ///< open, paint, leave
        Help,
        Version,
    };
    Mode mode = Mode::Work;
    QString workspace; ///< folder; empty: the last one, or the place for it
    QString captureFolder;
    QString scenario; ///< empty: all
    QStringList cards; ///< files to make a picture of instead of scenarios
    std::optional<ui::widgets::ThemeChoice> theme;
    QString language; ///< "ar", "pt_BR"; empty: as the system
    bool rightToLeft = false;

    /// Usage names the first wrong argument. `arguments` without the program's name.
    static Result<Options> parse(const QStringList& arguments);
    static QString usage();
};

} // namespace docket::app
