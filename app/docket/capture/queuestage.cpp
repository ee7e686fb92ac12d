#include "app/docket/capture/queuestage.h"

#include "core/cases/queuequery.h"

#include <QTimeZone>

namespace docket::app
{

using namespace Qt::StringLiterals;

QDateTime QueueStage::pictureTime()
{
    return QDateTime(QDate(2026, 11, 21), QTime(10, 44), Qt::UTC);
}

QueueStage::QueueStage(
    ui::widgets::Theme& theme, QList<cases::CaseRow> rows, std::function<void(QueueStage&)> act, const Panes& panes)
    : clock(pictureTime()),
      queue(std::move(rows), pictureTime()),
      presenter(queue, queue, { &cases::parseQueueQuery, &cases::completeQueueQuery }, clock),
      main(std::make_unique<ui::shell::MainWindow>(
          ui::shell::WindowParts{ theme, actions, presenter, panes.evidence, panes.judgement })),
      m_act(std::move(act))
{
    main->setSync({ ui::shell::SyncState::Phase::Idle, u"huggingface.co"_s, clock.now().addSecs(-120), 0, 0, {} });
    main->setLog({ 3218, ui::shell::LogState::Check::Sound, 3204 });
    main->setDay({ 27 });
    main->showWork();
    presenter.start();
}

bool QueueStage::act()
{
    if (const auto act = std::exchange(m_act, {}))
        act(*this);
    return false;
}

} // namespace docket::app
