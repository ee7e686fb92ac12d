#include "ui/exchange/exportpane.h"

#include "ui/audit/paneparts.h"
#include "ui/exchange/exchangewords.h"
#include "ui/widgets/keybutton.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace docket::ui::exchange
{

using namespace Qt::StringLiterals;
using audit::noticeBox;
using audit::sectionLabel;
using audit::textLabel;
using widgets::KeyButton;
using widgets::TextRole;
using Scope = ExchangePresenter::Scope;

ExportPane::ExportPane(const widgets::Theme& theme, ExchangePresenter& presenter, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_presenter(presenter),
      m_scopes(new QButtonGroup(this)),
      m_people(new QWidget),
      m_outcome(new QWidget)
{
    setObjectName(u"exchange.export"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme.px(12), 0, theme.px(12));
    column->setSpacing(theme.px(8));
    column->addWidget(textLabel(theme,
        tr("Writes one file: the signed log, and, readable only for those you choose, what people wrote."),
        TextRole::Body, u"dim"_s));
    column->addWidget(sectionLabel(theme, tr("What")));
    addScopes(column);
    column->addWidget(sectionLabel(theme, tr("Who may read it")));
    new QVBoxLayout(m_people);
    m_people->layout()->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_people);
    column->addWidget(sectionLabel(theme, tr("Where to")));
    addTarget(column);
    new QVBoxLayout(m_outcome);
    m_outcome->layout()->setContentsMargins(0, theme.px(8), 0, 0);
    column->addWidget(m_outcome);
    column->addStretch(1);
    setFocusPolicy(Qt::StrongFocus);
    setFocusProxy(m_file);
    connect(&presenter, &ExchangePresenter::changed, this, &ExportPane::show);
    show();
}

void ExportPane::addScopes(QVBoxLayout* column)
{
    const std::pair<Scope, QString> scopes[] = { { Scope::All, tr("&Everything in this workspace") },
        { Scope::Since, tr("Only what they &lack, by what they last said they hold") },
        { Scope::Cases, tr("A work &pack: the queue's cases with their evidence, to decide without a network") } };
    for (const auto& [scope, text] : scopes) {
        auto* button = new QRadioButton(text);
        button->setObjectName(u"exchange.scope.%1"_s.arg(static_cast<int>(scope)));
        m_scopes->addButton(button, static_cast<int>(scope));
        column->addWidget(button);
    }
    auto* row = new QHBoxLayout;
    row->setContentsMargins(m_theme.px(24), 0, 0, 0);
    m_limit = new QSpinBox;
    m_limit->setObjectName(u"exchange.limit"_s);
    m_limit->setRange(0, 100'000);
    m_limit->setMinimumHeight(m_theme.px(30));
    m_limit->setSpecialValueText(tr("all"));
    m_limit->setAccessibleName(tr("How many cases at most"));
    m_cases = textLabel(m_theme, {}, TextRole::Body, u"dim"_s);
    row->addWidget(m_limit);
    row->addWidget(m_cases, 1);
    column->addLayout(row);
    connect(m_scopes, &QButtonGroup::idClicked, this, [this](int id) { m_presenter.setScope(static_cast<Scope>(id)); });
    connect(m_limit, &QSpinBox::valueChanged, &m_presenter, &ExchangePresenter::setLimit);
}

void ExportPane::addTarget(QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    m_file = new QLineEdit;
    m_file->setObjectName(u"exchange.target"_s);
    m_file->setAccessibleName(tr("File to write"));
    m_file->setPlaceholderText(tr("on the stick or in a shared folder, ending in .docket"));
    m_file->setLayoutDirection(Qt::LeftToRight);
    auto* browse = new KeyButton(m_theme, tr("Choose…"), KeyButton::Look::Normal);
    browse->setObjectName(u"exchange.browse"_s);
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    column->addLayout(row);
    auto* act = new QHBoxLayout;
    m_write = new KeyButton(m_theme, tr("Write the file"), KeyButton::Look::Primary);
    m_write->setObjectName(u"exchange.write"_s);
    m_write->setKeyText(u"Ctrl ↵"_s);
    m_obstacle = textLabel(m_theme, {}, TextRole::Body, u"dim"_s);
    act->addWidget(m_write);
    act->addWidget(m_obstacle, 1);
    column->addLayout(act);
    connect(m_file, &QLineEdit::textEdited, &m_presenter, &ExchangePresenter::setTarget);
    connect(browse, &QAbstractButton::clicked, this, &ExportPane::chooseFile);
    connect(m_write, &QAbstractButton::clicked, &m_presenter, &ExchangePresenter::write);
}

void ExportPane::chooseFile()
{
    QString file = QFileDialog::getSaveFileName(
        this, tr("Where to write the file"), m_file->text(), tr("Docket bundles (*.docket)"));
    if (file.isEmpty())
        return;
    if (!file.endsWith(u".docket"_s))
        file += u".docket"_s;
    m_presenter.setTarget(file);
}

void ExportPane::show()
{
    m_scopes->button(static_cast<int>(m_presenter.scope()))->setChecked(true);
    const bool cases = m_presenter.scope() == Scope::Cases;
    m_limit->setEnabled(cases);
    if (m_limit->value() != m_presenter.limit())
        m_limit->setValue(m_presenter.limit());
    const QString filter = m_presenter.filter().isEmpty() ? tr("the whole queue") : m_presenter.filter();
    m_cases->setText(tr("of %n cases: %1", nullptr, static_cast<int>(m_presenter.caseCount())).arg(filter));
    m_cases->setEnabled(cases);
    if (m_file->text() != m_presenter.target())
        m_file->setText(m_presenter.target());
    showPeople();
    const auto obstacle = m_presenter.obstacle();
    m_write->setEnabled(obstacle == ExchangePresenter::Obstacle::None);
    m_obstacle->setText(obstacleWords(obstacle));
    showOutcome();
}

void ExportPane::showPeople()
{
    QStringList ids;
    for (const ExchangePresenter::Person& person : m_presenter.people())
        ids.append(person.id + u' ' + person.name + (person.ready ? u"+"_s : u"-"_s));
    if (ids != m_shownPeople || ids.isEmpty()) {
        m_shownPeople = ids;
        qDeleteAll(m_people->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
        if (ids.isEmpty()) {
            m_people->layout()->addWidget(textLabel(m_theme,
                tr("Nobody else is in this workspace yet. Add a person with their join request first."), TextRole::Body,
                u"dim"_s));
        }
        for (qsizetype i = 0; i < m_presenter.people().size(); ++i) {
            const ExchangePresenter::Person& person = m_presenter.people().at(i);
            const QString name = person.name.isEmpty() ? person.id.left(8) : person.name;
            const QString devices = tr("%n laptops", nullptr, static_cast<int>(person.devices.size()));
            auto* box = new QCheckBox(person.ready
                    ? name + u" · "_s + devices
                    : tr("%1 · no key that is still valid: take in a newer file of theirs first").arg(name));
            box->setObjectName(u"exchange.person.%1"_s.arg(i));
            box->setEnabled(person.ready);
            m_people->layout()->addWidget(box);
            connect(box, &QCheckBox::toggled, this, [this, i](bool on) { m_presenter.choose(i, on); });
        }
    }
    for (qsizetype i = 0; i < m_presenter.people().size(); ++i) {
        if (auto* box = m_people->findChild<QCheckBox*>(u"exchange.person.%1"_s.arg(i))) {
            const QSignalBlocker quiet(box);
            box->setChecked(m_presenter.people().at(i).chosen);
        }
    }
}

void ExportPane::showOutcome()
{
    qDeleteAll(m_outcome->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    if (m_presenter.exportError())
        m_outcome->layout()->addWidget(noticeBox(m_theme, m_presenter.exportError()->text(), u"danger"_s));
    for (const QString& line : writtenWords(m_presenter))
        m_outcome->layout()->addWidget(textLabel(m_theme, line, TextRole::Body));
}

void ExportPane::focusInEvent(QFocusEvent* /*event*/)
{
    m_file->setFocus(Qt::OtherFocusReason);
}

} // namespace docket::ui::exchange
