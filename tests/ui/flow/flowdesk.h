#pragma once

#include "app/docket/desk/desk.h"
#include "tests/support/practicehub.h"
#include "ui/widgets/theme.h"

#include <QTemporaryDir>

namespace docket::ui::judgement
{
class JudgementPresenter;
}

namespace docket::test
{

/// One window over one workspace of its own, worked by keys alone. What it reads, it reads without touching anything.
class FlowDesk
{
public:
    /// Makes the workspace; nothing is opened yet.
    FlowDesk(const PracticeHub& hub, const QStringList& watches, int countdownMs);
    ~FlowDesk();

    /// A window on it, as after starting the program.
    void open(bool sync);
    /// As when the window is closed and the program ends.
    void close();

    // Keys, to whatever has the focus
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    void press(const QString& portableKey);
    void type(const QString& text);

    // What is on the screen
    app::Desk& desk() { return *m_desk; }
    ui::shell::MainWindow& window() { return m_desk->window(); }
    ui::models::QueueModel& queue();
    int currentRow();
    /// Key of the subject of the open case; empty when none is open.
    QString openSubject();
    const cases::CaseRow* openCase();
    ui::judgement::JudgementPresenter* judgement();
    QString outboxText();
    bool isCountingDown() { return outboxText().contains(QLatin1StringView("leave in")); }
    QString syncText();
    bool isSynced() { return syncText().startsWith(QLatin1StringView("Synced")); }
    /// The digit that chooses `code`; 0 when it has no button.
    int digitOf(const QString& code);

    // What is on disk, read as a second process would
    QStringList kinds() const;
    bool logIsSound() const;

private:
    QTemporaryDir m_dir;
    QString m_folder;
    ui::widgets::Theme m_theme;
    QElapsedTimer m_since;
    std::unique_ptr<app::Desk> m_desk;
};

/// Comments that the practice moderator wrote in a discussion: "models/a/b/discussions/1". -1 when it cannot be read.
int commentsByModerator(const PracticeHub& hub, const QString& discussion);

} // namespace docket::test
