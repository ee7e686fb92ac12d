#include "ui/audit/filterbar.h"

#include "ui/audit/logactions.h"
#include "ui/audit/paneparts.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QStyle>
#include <QTimer>
#include <QVBoxLayout>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;
using widgets::TextRole;

namespace
{

constexpr int searchDelayMs = 250; ///< after the last key

/// An empty line is no bound; otherwise yyyy-mm-dd.
std::optional<QDate> dayOf(const QString& text)
{
    if (text.trimmed().isEmpty())
        return QDate();
    const QDate date = QDate::fromString(text.trimmed(), Qt::ISODate);
    return date.isValid() ? std::optional(date) : std::nullopt;
}

} // namespace

FilterBar::FilterBar(
    const widgets::Theme& theme, const widgets::ActionRegistry& actions, LogPresenter& presenter, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_actions(actions),
      m_presenter(presenter),
      m_search(new QLineEdit),
      m_meaning(new widgets::ElidedLabel),
      m_scope(new KeyButton(theme, actions, u"log.scope"_s, KeyButton::Look::Pill)),
      m_who(new KeyButton(theme, actions, u"log.who"_s, KeyButton::Look::Pill)),
      m_dates(new KeyButton(theme, actions, u"log.dates"_s, KeyButton::Look::Pill)),
      m_dateLine(new QWidget),
      m_from(new QLineEdit),
      m_to(new QLineEdit)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(8));
    column->setSpacing(theme.px(8));
    m_search->setObjectName(u"log.search"_s);
    m_search->setAccessibleName(tr("Search the log"));
    m_search->setPlaceholderText(tr("Entry id, case, or words"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_meaning->setProperty("role", u"dim"_s);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.px(8));
    line->addWidget(m_search, 1);
    line->addWidget(m_meaning);
    line->addWidget(m_who);
    line->addWidget(m_dates);
    column->addLayout(line);
    auto* chips = new QWidget;
    auto* flow = new widgets::FlowLayout(chips, theme.px(6));
    flow->addWidget(m_scope);
    for (const log::Family family : chipFamilies()) {
        auto* chip = new KeyButton(theme, actions, familyActionId(family), KeyButton::Look::Pill);
        chip->setShortText(familyText(family));
        flow->addWidget(chip);
    }
    column->addWidget(chips);
    auto* days = new QHBoxLayout(m_dateLine);
    days->setContentsMargins(0, 0, 0, 0);
    days->setSpacing(theme.px(8));
    for (auto [edit, name] : { std::pair(m_from, tr("From day")), std::pair(m_to, tr("To day")) }) {
        auto* label = textLabel(theme, name, TextRole::Body, u"dim"_s);
        label->setBuddy(edit);
        edit->setAccessibleName(name);
        edit->setPlaceholderText(u"2026-11-01"_s);
        edit->setMaximumWidth(theme.px(130));
        edit->setLayoutDirection(Qt::LeftToRight);
        connect(edit, &QLineEdit::returnPressed, this, &FilterBar::takeDates);
        days->addWidget(label);
        days->addWidget(edit);
    }
    m_from->setObjectName(u"log.from"_s);
    m_to->setObjectName(u"log.to"_s);
    auto* take = new KeyButton(theme, tr("Show these days"), KeyButton::Look::Normal);
    take->setKeyText(u"↵"_s);
    connect(take, &QAbstractButton::clicked, this, &FilterBar::takeDates);
    days->addWidget(take);
    days->addStretch(1);
    m_dateLine->hide();
    column->addWidget(m_dateLine);

    // The chips show what is on; what is on is the presenter's to say.
    for (const QString& id : { u"log.scope"_s, u"log.who"_s, u"log.dates"_s })
        actions.action(id)->setCheckable(true);
    for (const log::Family family : chipFamilies())
        actions.action(familyActionId(family))->setCheckable(true);
    auto* later = new QTimer(this);
    later->setSingleShot(true);
    later->setInterval(searchDelayMs);
    connect(later, &QTimer::timeout, this, [this] { m_presenter.search(m_search->text()); });
    connect(m_search, &QLineEdit::textEdited, later, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::textChanged, this, [this, later](const QString& text) {
        if (text.isEmpty() && !later->isActive())
            m_presenter.search(text); // the clear button
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this, later] {
        later->stop();
        m_presenter.search(m_search->text());
        Q_EMIT listWanted();
    });
    connect(actions.action(u"log.who"_s), &QAction::triggered, this, &FilterBar::showPeople);
    connect(actions.action(u"log.dates"_s), &QAction::triggered, this, &FilterBar::askDates);
    connect(&presenter, &LogPresenter::filterChanged, this, &FilterBar::follow);
    connect(&presenter, &LogPresenter::overviewChanged, this, &FilterBar::follow);
    follow();
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
        Q_EMIT listWanted();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void FilterBar::check(const QString& id, bool on)
{
    m_actions.action(id)->setChecked(on);
}

void FilterBar::follow()
{
    const LogFilter& filter = m_presenter.filter();
    m_scope->setVisible(m_presenter.hasCaseAtHand());
    m_scope->setShortText(
        filter.caseId ? tr("Only %1").arg(widgets::singleLine(filter.caseTitle, 40)) : tr("Everything"));
    check(u"log.scope"_s, filter.caseId.has_value());
    for (const log::Family family : chipFamilies())
        check(familyActionId(family), filter.families.contains(family));
    m_who->setShortText(whoText());
    check(u"log.who"_s, !filter.person.isEmpty() || !filter.device.isEmpty());
    m_dates->setShortText(datesText());
    check(u"log.dates"_s, filter.from.isValid() || filter.to.isValid());
    QString meaning;
    if (filter.search) {
        switch (filter.search->kind) {
        case LogSearch::Kind::Entries:
            meaning = tr("entries whose id begins so");
            break;
        case LogSearch::Kind::Cases:
            meaning = filter.search->titles.size() == 1
                ? tr("the case %1").arg(widgets::singleLine(filter.search->titles.first(), 60))
                : tr("%n case(s)", nullptr, static_cast<int>(filter.search->titles.size()));
            break;
        case LogSearch::Kind::Words:
            meaning = tr("words in what was written");
            break;
        }
    } else if (!m_search->text().isEmpty() && !m_search->hasFocus()) {
        m_search->clear();
    }
    m_meaning->setText(meaning);
    m_meaning->setVisible(!meaning.isEmpty());
}

QString FilterBar::whoText() const
{
    const LogFilter& filter = m_presenter.filter();
    if (!filter.device.isEmpty())
        return tr("Laptop %1").arg(deviceShort(filter.device));
    if (!filter.person.isEmpty()) {
        const QString name = widgets::singleLine(m_presenter.personName(filter.person), 40);
        return name.isEmpty() ? tr("One person") : name;
    }
    return tr("Anyone");
}

QString FilterBar::datesText() const
{
    const LogFilter& filter = m_presenter.filter();
    const QLocale locale;
    const auto day = [&locale](const QDate& date) { return locale.toString(date, QLocale::ShortFormat); };
    if (filter.from.isValid() && filter.to.isValid())
        return filter.from == filter.to ? day(filter.from) : tr("%1 to %2").arg(day(filter.from), day(filter.to));
    if (filter.from.isValid())
        return tr("Since %1").arg(day(filter.from));
    return filter.to.isValid() ? tr("Until %1").arg(day(filter.to)) : tr("Any day");
}

void FilterBar::showPeople()
{
    QMenu menu(this);
    const LogFilter& filter = m_presenter.filter();
    const auto add = [&](const QString& text, bool checked, auto act) {
        QAction* action = menu.addAction(text, this, act);
        action->setCheckable(true);
        action->setChecked(checked);
    };
    add(tr("Anyone"), filter.person.isEmpty() && filter.device.isEmpty(), [this] { m_presenter.setPerson({}); });
    const QList<log::Reviewer> people
        = m_presenter.overview() ? m_presenter.overview()->people : QList<log::Reviewer>();
    QStringList seen;
    for (const log::Reviewer& reviewer : people) {
        if (seen.contains(reviewer.person))
            continue;
        seen.append(reviewer.person);
        const QString name = widgets::singleLine(reviewer.name, 60);
        add(name.isEmpty() ? tr("A person without a name here") : name, filter.person == reviewer.person,
            [this, person = reviewer.person] { m_presenter.setPerson(person); });
    }
    menu.addSeparator();
    for (const log::Reviewer& reviewer : people)
        add(tr("Laptop %1 of %2").arg(deviceShort(reviewer.device), widgets::singleLine(reviewer.name, 60)),
            filter.device == reviewer.device, [this, device = reviewer.device] { m_presenter.setDevice(device); });
    menu.exec(m_who->mapToGlobal(QPoint(0, m_who->height())));
    follow(); // nothing may have been chosen
}

void FilterBar::askDates()
{
    const LogFilter& filter = m_presenter.filter();
    m_from->setText(filter.from.toString(Qt::ISODate));
    m_to->setText(filter.to.toString(Qt::ISODate));
    m_dateLine->show();
    m_from->setFocus(Qt::ShortcutFocusReason);
    m_from->selectAll();
    follow();
}

void FilterBar::takeDates()
{
    const auto from = dayOf(m_from->text());
    const auto to = dayOf(m_to->text());
    for (const auto& [edit, day] : { std::pair(m_from, from), std::pair(m_to, to) }) {
        edit->setProperty("fault", !day.has_value());
        edit->style()->unpolish(edit);
        edit->style()->polish(edit);
    }
    if (!from || !to) {
        (from ? m_to : m_from)->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_dateLine->hide();
    m_presenter.setDates(*from, *to);
    Q_EMIT listWanted();
}

} // namespace docket::ui::audit
