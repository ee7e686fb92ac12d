#include "ui/queue/savedqueuebar.h"

#include "ui/queue/queuepresenter.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>

namespace docket::ui::queue
{

SavedQueueBar::SavedQueueBar(
    const widgets::Theme& theme, const widgets::ActionRegistry& actions, QueuePresenter& presenter, QWidget* parent)
    : QWidget(parent), m_presenter(presenter)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(widgets::space::s));
    for (const SavedQueue& saved : presenter.savedQueues()) {
        auto* pill = new widgets::KeyButton(theme, saved.name, widgets::KeyButton::Look::Pill, this);
        pill->setObjectName(u"saved." + saved.id);
        pill->setCheckable(true);
        pill->setToolTip(tr("%1  ·  key %2").arg(saved.filter, actions.keyText(u"queue.saved." + saved.id)));
        connect(pill, &QAbstractButton::clicked, this, [this, id = saved.id] {
            m_presenter.showSaved(id);
            refresh(); // a press on the checked pill does not uncheck it
        });
        row->addWidget(pill);
        m_pills.insert(saved.id, pill);
    }
    row->addStretch(1);
    connect(&presenter, &QueuePresenter::savedQueuesChanged, this, &SavedQueueBar::refresh);
    connect(&presenter, &QueuePresenter::filterChanged, this, &SavedQueueBar::refresh);
    refresh();
}

void SavedQueueBar::refresh()
{
    const QString active = m_presenter.activeSaved();
    for (const SavedQueue& saved : m_presenter.savedQueues()) {
        widgets::KeyButton* pill = m_pills.value(saved.id);
        pill->setChecked(saved.id == active);
        pill->setSuffix(countText(saved.count));
    }
    hideWhatDoesNotFit();
}

QSize SavedQueueBar::minimumSizeHint() const
{
    return { 0, QWidget::minimumSizeHint().height() };
}

void SavedQueueBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    hideWhatDoesNotFit();
}

void SavedQueueBar::hideWhatDoesNotFit()
{
    // Half a pill says nothing; the Queue menu has them all.
    int room = width();
    for (const SavedQueue& saved : m_presenter.savedQueues()) {
        widgets::KeyButton* pill = m_pills.value(saved.id);
        room -= pill->sizeHint().width();
        pill->setVisible(room >= 0);
        room -= layout()->spacing();
    }
}

} // namespace docket::ui::queue
