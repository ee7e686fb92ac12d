#include "app/docket/desk/desk.h"
#include "ui/settings/watchpage.h"

namespace docket::app
{

void Desk::editWatches()
{
    using Lines = QStringList;
    m_workspace.ask<Lines>(
        this,
        [](Workspace& workspace) -> Result<Lines> {
            DOCKET_ASSIGN(const auto watches, workspace.mirror().watches());
            Lines lines;
            for (const sync::Watch& watch : watches)
                lines.append(watch.text);
            return lines;
        },
        [this](const Result<Lines>& lines) {
            if (!lines) {
                m_window->showError(lines.error());
                return;
            }
            auto* page = new ui::settings::WatchPage(m_theme, *lines, [](const QString& line) -> Status {
                DOCKET_TRY(sync::Watch::parse(line));
                return {};
            });
            connect(page, &ui::settings::WatchPage::closed, m_window.get(), &ui::shell::MainWindow::showWork);
            connect(page, &ui::settings::WatchPage::submitted, this, [this, old = *lines](const Lines& wanted) {
                m_workspace.ask<void>(
                    this,
                    [old, wanted](Workspace& workspace) -> Status {
                        for (const QString& line : old) {
                            DOCKET_ASSIGN(const auto watch, sync::Watch::parse(line));
                            if (!wanted.contains(line))
                                DOCKET_TRY(workspace.mirror().removeWatch(watch));
                        }
                        for (const QString& line : wanted) {
                            DOCKET_ASSIGN(const auto watch, sync::Watch::parse(line));
                            DOCKET_TRY(workspace.mirror().addWatch(watch));
                        }
                        return {};
                    },
                    [this](const Status& status) {
                        m_window->showWork();
                        if (status)
                            sync();
                        else
                            m_window->showError(status.error());
                    });
            });
            m_window->showPage(page);
        });
}

} // namespace docket::app
