#include "ui/exchange/importpane.h"

#include "ui/audit/paneparts.h"
#include "ui/exchange/exchangewords.h"
#include "ui/widgets/keybutton.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace docket::ui::exchange
{

using namespace Qt::StringLiterals;
using audit::noticeBox;
using audit::sectionLabel;
using audit::textLabel;
using widgets::KeyButton;
using widgets::TextRole;

ImportPane::ImportPane(const widgets::Theme& theme, ExchangePresenter& presenter, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_presenter(presenter),
      m_file(new QLineEdit),
      m_take(new KeyButton(theme, tr("Take it in"), KeyButton::Look::Primary)),
      m_outcome(new QWidget)
{
    setObjectName(u"exchange.import"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme.px(12), 0, theme.px(12));
    column->setSpacing(theme.px(8));
    column->addWidget(textLabel(theme,
        tr("Everything in the file is checked first. It is taken whole, or not at all when anything is damaged."),
        TextRole::Body, u"dim"_s));
    column->addWidget(sectionLabel(theme, tr("Which file")));
    auto* row = new QHBoxLayout;
    m_file->setObjectName(u"exchange.incoming"_s);
    m_file->setAccessibleName(tr("File to take in"));
    m_file->setPlaceholderText(tr("a .docket file from a colleague"));
    m_file->setLayoutDirection(Qt::LeftToRight);
    auto* browse = new KeyButton(theme, tr("Choose…"), KeyButton::Look::Normal);
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    column->addLayout(row);
    new QVBoxLayout(m_outcome);
    m_outcome->layout()->setContentsMargins(0, theme.px(8), 0, 0);
    column->addWidget(m_outcome);
    m_take->setObjectName(u"exchange.take"_s);
    m_take->setKeyText(u"Ctrl ↵"_s);
    auto* act = new QHBoxLayout;
    act->addWidget(m_take);
    act->addStretch(1);
    column->addLayout(act);
    column->addStretch(1);
    setFocusProxy(m_file);
    connect(m_file, &QLineEdit::returnPressed, this, [this] { m_presenter.open(m_file->text()); });
    connect(browse, &QAbstractButton::clicked, this, &ImportPane::chooseFile);
    connect(m_take, &QAbstractButton::clicked, &presenter, &ExchangePresenter::read);
    connect(&presenter, &ExchangePresenter::changed, this, &ImportPane::show);
    show();
}

void ImportPane::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Which file to take in"), m_file->text(), tr("Docket bundles (*.docket);;All files (*)"));
    m_presenter.open(file);
}

void ImportPane::show()
{
    if (!m_presenter.incoming().isEmpty() && m_file->text() != m_presenter.incoming())
        m_file->setText(m_presenter.incoming());
    qDeleteAll(m_outcome->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    QLayout* column = m_outcome->layout();
    const auto add = [&](const QStringList& lines) {
        for (const QString& line : lines)
            column->addWidget(textLabel(m_theme, line, TextRole::Body));
    };
    if (m_presenter.taken()) {
        column->addWidget(sectionLabel(m_theme, tr("What came of it")));
        add(takenWords(m_presenter));
    } else if (m_presenter.preview()) {
        column->addWidget(sectionLabel(m_theme, tr("What is in it")));
        add(previewWords(m_presenter));
        for (const Error& problem : m_presenter.preview()->problems)
            column->addWidget(noticeBox(m_theme, problem.text()));
    }
    for (const QString& warning : warningWords(m_presenter))
        column->addWidget(noticeBox(m_theme, warning, u"danger"_s));
    if (m_presenter.importError())
        column->addWidget(noticeBox(m_theme,
            tr("Nothing was taken, and nothing was changed. %1").arg(m_presenter.importError()->text()), u"danger"_s));
    m_take->setEnabled(m_presenter.canRead());
}

} // namespace docket::ui::exchange
