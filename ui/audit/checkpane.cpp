#include "ui/audit/checkpane.h"

#include "ui/audit/linkbutton.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"

#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;
using widgets::TextRole;

CheckPane::CheckPane(
    const widgets::Theme& theme, const widgets::ActionRegistry& actions, LogPresenter& presenter, QWidget* parent)
    : ColumnPane(theme, parent), m_actions(actions), m_presenter(presenter)
{
    setObjectName(u"log.check"_s);
    setAccessibleName(tr("Result of the check"));
    connect(&presenter.check(), &LogCheck::changed, this, &CheckPane::follow);
    show();
}

void CheckPane::follow()
{
    LogCheck& check = m_presenter.check();
    if (!check.isRunning() || !m_progress) {
        show();
        return;
    }
    m_progress->setRange(0, 1000);
    m_progress->setValue(check.total() > 0 ? static_cast<int>(check.done() * 1000 / check.total()) : 0);
    const QLocale locale;
    m_count->setText(check.total() > 0
            ? tr("%1 of %2 entries").arg(locale.toString(check.done()), locale.toString(check.total()))
            : tr("Begins…"));
}

void CheckPane::show()
{
    LogCheck& check = m_presenter.check();
    QVBoxLayout* column = begin();
    m_progress = nullptr;
    m_count = nullptr;
    m_actions.action(u"log.stop"_s)->setEnabled(check.isRunning());
    m_actions.action(u"log.check"_s)->setEnabled(!check.isRunning());
    m_actions.action(u"log.checkFull"_s)->setEnabled(!check.isRunning());
    if (check.isRunning()) {
        column->addWidget(textLabel(theme(),
            check.depth() == log::Depth::Full ? tr("Checking every hash and every signature")
                                              : tr("Checking every hash and the newest signatures"),
            TextRole::Heading));
        m_progress = new QProgressBar;
        m_progress->setTextVisible(false);
        m_progress->setAccessibleName(tr("Progress of the check"));
        m_count = textLabel(theme(), {}, TextRole::Body, u"dim"_s);
        column->addWidget(m_progress);
        column->addWidget(m_count);
        column->addWidget(new KeyButton(theme(), m_actions, u"log.stop"_s, KeyButton::Look::Normal));
        column->addWidget(
            textLabel(theme(), tr("Work goes on meanwhile. What is recorded from now on is left to the next check."),
                TextRole::Small, u"dim"_s));
        finish();
        follow();
        return;
    }
    const bool bad = check.report() && !check.report()->isSound();
    QLabel* sentence = textLabel(theme(), check.sentence(), TextRole::Heading,
        check.error() || bad ? u"danger"_s
            : check.report() ? u"ok"_s
                             : QString());
    sentence->setObjectName(u"log.check.sentence"_s);
    column->addWidget(sentence);
    QString when = check.whenText();
    when[0] = when[0].toUpper();
    if (check.wasStopped())
        when += u". " + tr("A later check was stopped before its end.");
    else if (check.report())
        when += u". " + tr("It took %1 s.").arg(QLocale().toString(check.report()->seconds, 'f', 1));
    column->addWidget(textLabel(theme(), when, TextRole::Body, u"dim"_s));
    auto* buttons = new QWidget;
    auto* flow = new widgets::FlowLayout(buttons, theme().px(6));
    flow->addWidget(new KeyButton(theme(), m_actions, u"log.check"_s, KeyButton::Look::Primary));
    flow->addWidget(new KeyButton(theme(), m_actions, u"log.checkFull"_s, KeyButton::Look::Normal));
    column->addWidget(buttons);
    if (!bad) {
        column->addWidget(textLabel(theme(),
            tr("A check reads the whole log and recomputes every hash, so that a changed, missing or added byte shows. "
               "It cannot tell what was never recorded, nor whether the end was rewritten before anybody else saw it: "
               "that is what witnesses are for."),
            TextRole::Body, u"dim"_s));
        finish();
        return;
    }
    column->addWidget(noticeBox(theme(),
        tr("Do not write on. Keep a copy of log.db as it is, and compare it with a backup or a colleague’s bundle: "
           "what "
           "others hold can be merged back.")));
    column->addWidget(sectionLabel(theme(), tr("What is wrong")));
    for (const log::Finding& finding : check.report()->findings) {
        column->addSpacing(theme().px(6));
        QString where = finding.seq > 0
            ? tr("Entry %1 of %2").arg(QLocale().toString(finding.seq), widgets::singleLine(finding.deviceName, 120))
            : finding.deviceName.isEmpty() ? tr("The file")
                                           : widgets::singleLine(finding.deviceName, 120);
        if (finding.id.isValid())
            column->addWidget([&] {
                auto* link = new LinkButton(theme(), where);
                connect(link, &QAbstractButton::clicked, this, [this, id = finding.id] { m_presenter.open(id); });
                return link;
            }());
        else
            column->addWidget(textLabel(theme(), where, TextRole::Strong));
        column->addWidget(textLabel(theme(), LogCheck::findingText(finding), TextRole::Body));
        column->addWidget(textLabel(theme(), u"%1: %2"_s.arg(finding.fault, widgets::singleLine(finding.text, 300)),
            TextRole::Small, u"dim"_s));
    }
    finish();
}

} // namespace docket::ui::audit
