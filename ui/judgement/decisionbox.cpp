#include "ui/judgement/decisionbox.h"

#include "ui/judgement/judgementtext.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/snugscroll.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace docket::ui::judgement
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;
using widgets::TextRole;

namespace
{

constexpr int shownOffers = 6; // more are one key away

QPlainTextEdit* textField(const widgets::Theme& theme, const QString& objectName, const QString& placeholder,
    const QString& name, int lines, QWidget* parent)
{
    auto* edit = new QPlainTextEdit(parent);
    edit->setObjectName(objectName);
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(name);
    edit->setTabChangesFocus(true);
    edit->setFont(theme.font(TextRole::Small));
    const int height = QFontMetrics(edit->font()).lineSpacing() * lines + theme.px(20);
    edit->setFixedHeight(height);
    return edit;
}

/// Replaces the text without moving the cursor of somebody who types.
void setTextQuietly(QPlainTextEdit* edit, const QString& text)
{
    if (edit->toPlainText() == text)
        return;
    const QSignalBlocker quiet(edit);
    edit->setPlainText(text);
}

} // namespace

DecisionBox::DecisionBox(
    const widgets::Theme& theme, widgets::ActionRegistry& actions, JudgementPresenter& presenter, QWidget* parent)
    : QFrame(parent),
      m_theme(theme),
      m_actions(actions),
      m_presenter(presenter),
      m_heading(new QLabel(tr("Decide"), this)),
      m_offers(new QWidget(this)),
      m_flow(new widgets::FlowLayout(m_offers, theme.px(6))),
      m_effect(new QLabel(this)),
      m_reason(textField(theme, u"decision.reason"_s, tr("Reason, for the record"), tr("Reason"), 2, this)),
      m_lowerSteps(textField(theme, u"decision.lowerSteps"_s, tr("Why gentler steps do not suffice"),
          tr("Why gentler steps do not suffice"), 1, this)),
      m_noticeLabel(new QLabel(this)),
      m_notice(textField(theme, u"decision.notice"_s, {}, tr("Notice as it will be posted"), 6, this)),
      m_withheld(new QLabel(this)),
      m_blocker(new QLabel(this)),
      m_decide(new KeyButton(theme, actions, u"judgement.decide"_s, KeyButton::Look::Primary, this)),
      m_channel(new QLabel(this))
{
    setProperty("surface", u"bottom"_s);
    setObjectName(u"decisionBox"_s);
    m_heading->setFont(theme.font(TextRole::Strong));
    for (QLabel* label : { m_effect, m_withheld, m_blocker, m_noticeLabel, m_channel }) {
        label->setFont(theme.font(TextRole::Small));
        label->setWordWrap(label != m_channel);
        label->setProperty("role", u"dim"_s);
    }
    m_withheld->setProperty("role", u"warn"_s);
    m_channel->setProperty("role", u"faint"_s);
    // In a low window the choice scrolls; the button that takes the decision never leaves the screen.
    auto* choice = new QWidget;
    auto* column = new QVBoxLayout(choice);
    column->setContentsMargins(theme.px(16), 0, theme.px(16), 0);
    column->setSpacing(theme.px(6));
    column->addWidget(m_heading);
    column->addWidget(m_offers);
    column->addWidget(m_effect);
    column->addWidget(m_reason);
    column->addWidget(m_lowerSteps);
    column->addWidget(m_noticeLabel);
    column->addWidget(m_notice);
    column->addWidget(m_withheld);
    auto* taking = new QWidget;
    auto* row = new widgets::FlowLayout(taking, theme.px(8));
    row->addWidget(m_decide);
    auto* record = new KeyButton(theme, actions, u"judgement.record"_s, KeyButton::Look::Normal, this);
    record->setShortText(tr("Record"));
    row->addWidget(record);
    row->addWidget(m_channel);
    m_channel->setMinimumHeight(record->sizeHint().height()); // level with the buttons' words
    auto* bottom = new QVBoxLayout;
    bottom->setContentsMargins(theme.px(16), 0, theme.px(16), 0);
    bottom->setSpacing(theme.px(6));
    bottom->addWidget(taking);
    bottom->addWidget(m_blocker);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, theme.px(12), 0, theme.px(14));
    whole->setSpacing(theme.px(8));
    whole->addWidget(new widgets::SnugScroll(choice, theme.px(96)));
    whole->addLayout(bottom);

    connect(m_reason, &QPlainTextEdit::textChanged, this, [this] { m_presenter.setReason(m_reason->toPlainText()); });
    connect(m_lowerSteps, &QPlainTextEdit::textChanged, this,
        [this] { m_presenter.setLowerSteps(m_lowerSteps->toPlainText()); });
    connect(m_notice, &QPlainTextEdit::textChanged, this, [this] { m_presenter.setNotice(m_notice->toPlainText()); });
    for (QPlainTextEdit* edit : { m_reason, m_lowerSteps, m_notice })
        edit->installEventFilter(this);
    connect(&presenter, &JudgementPresenter::offersChanged, this, &DecisionBox::rebuildOffers);
    connect(&presenter, &JudgementPresenter::textsChanged, this, &DecisionBox::refreshTexts);
    connect(&presenter, &JudgementPresenter::phaseChanged, this, [this] {
        rebuildOffers();
        refreshTexts();
    });
    rebuildOffers();
    refreshTexts();
}

bool DecisionBox::eventFilter(QObject* watched, QEvent* event)
{
    const bool key = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!key || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QFrame::eventFilter(watched, event);
    if (const QAction* undo = m_actions.action(u"outbox.undo"_s); undo && undo->isEnabled())
        return false; // what is about to leave comes first
    event->accept(); // as override: the text takes the key, no action of the window does
    if (event->type() == QEvent::KeyPress)
        Q_EMIT left();
    return true;
}

void DecisionBox::focusReason()
{
    m_reason->setFocus(Qt::ShortcutFocusReason);
}

void DecisionBox::chooseNth(int n)
{
    if (n >= 0 && n < m_shownCodes.size())
        m_presenter.choose(m_shownCodes.at(n));
}

void DecisionBox::rebuildOffers()
{
    // What is open, gentlest first as the vocabulary has it; the chosen one always among them.
    QStringList open;
    for (const policy::DecisionOffer& offer : m_presenter.offers()) {
        if (offer.offered)
            open.append(offer.code->code);
    }
    QStringList shown;
    for (const policy::DecisionOffer& offer : m_presenter.offers()) {
        if (offer.offered && (offer.suggested || offer.mandatory))
            shown.append(offer.code->code);
    }
    for (const QString& code : std::as_const(open)) {
        if (shown.size() >= shownOffers)
            break;
        if (!shown.contains(code))
            shown.append(code);
    }
    if (!m_presenter.code().isEmpty() && !shown.contains(m_presenter.code()))
        shown.append(m_presenter.code());
    m_shownCodes = shown;

    while (QLayoutItem* item = m_flow->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    int number = 1;
    for (const QString& code : std::as_const(shown)) {
        const policy::DecisionOffer* offer = m_presenter.offer(code);
        auto* button = new KeyButton(m_theme, decisionShort(*offer->code), KeyButton::Look::Normal, m_offers);
        button->setObjectName(u"decision."_s + code);
        button->setCheckable(true);
        button->setChecked(code == m_presenter.code());
        button->setKeyText(QString::number(number++));
        button->setSuffix(code);
        button->setToolTip(offer->suggested ? tr("%1. Suggested: the gentlest step that meets what was found. %2")
                                                  .arg(offer->code->title, offer->code->onHub)
                                            : tr("%1. %2").arg(offer->code->title, offer->code->onHub));
        button->setAccessibleDescription(offer->code->onHub);
        connect(button, &QAbstractButton::clicked, this, [this, code] { m_presenter.choose(code); });
        m_flow->addWidget(button);
        button->show();
    }
    auto* more = new KeyButton(m_theme, tr("All codes\u2026"), KeyButton::Look::Flat, m_offers);
    more->setObjectName(u"decision.all"_s);
    more->setKeyText(u"0"_s);
    connect(more, &QAbstractButton::clicked, this, &DecisionBox::showAllCodes);
    m_flow->addWidget(more);
    more->show();
    m_offers->updateGeometry();
    refreshState();
}

void DecisionBox::showAllCodes()
{
    QMenu menu(this);
    for (const policy::DecisionOffer& offer : m_presenter.offers()) {
        QString text = offer.code->code + u"  "_s + offer.code->title;
        if (!offer.offered && !offer.refusals.isEmpty())
            text += u" \u2014 "_s + reasonText(offer.refusals.first());
        QAction* action = menu.addAction(text);
        action->setEnabled(offer.offered);
        action->setCheckable(true);
        action->setChecked(offer.code->code == m_presenter.code());
        connect(action, &QAction::triggered, this, [this, code = offer.code->code] { m_presenter.choose(code); });
    }
    menu.exec(m_offers->mapToGlobal(QPoint(0, 0)));
}

void DecisionBox::refreshTexts()
{
    setTextQuietly(m_reason, m_presenter.reason());
    setTextQuietly(m_lowerSteps, m_presenter.lowerSteps());
    setTextQuietly(m_notice, m_presenter.notice());
    refreshState();
}

void DecisionBox::refreshState()
{
    const policy::DecisionOffer* chosen = m_presenter.offer(m_presenter.code());
    const bool any = chosen != nullptr;
    QStringList effect;
    if (any) {
        effect.append(chosen->code->onHub);
        if (const QString agree = whoMustAgree(*chosen); !agree.isEmpty())
            effect.append(agree);
        if (chosen->code->reversible == policy::Reversible::No)
            effect.append(tr("This cannot be undone on the Hub."));
    }
    m_effect->setText(effect.join(u' '));
    m_effect->setVisible(any);
    m_lowerSteps->setVisible(any && chosen->needsLowerStepsReason);
    const bool notice = any && !m_presenter.composed().markdown.isEmpty();
    m_notice->setVisible(notice);
    m_noticeLabel->setVisible(notice);
    m_noticeLabel->setText(m_presenter.composed().isPublic ? tr("Notice, as everybody will read it")
                                                           : tr("Notice, to hand to the author"));
    m_withheld->setText(m_presenter.composed().withheld.join(u' '));
    m_withheld->setVisible(notice && !m_presenter.composed().withheld.isEmpty());
    m_channel->setText(any ? channelText(*chosen) : QString());
    m_channel->setVisible(any);
    const QString blocker = m_presenter.blocker();
    const bool recording = m_presenter.phase() == JudgementPresenter::Phase::Recording;
    m_decide->setEnabled(blocker.isEmpty() && !recording);
    m_blocker->setText(recording ? tr("Recording\u2026") : blocker);
    m_blocker->setVisible(recording || !blocker.isEmpty());
    setEnabled(m_presenter.phase() == JudgementPresenter::Phase::Ready || recording);
    const bool editable = !m_presenter.readOnly() && !recording;
    for (QPlainTextEdit* edit : { m_reason, m_lowerSteps, m_notice })
        edit->setReadOnly(!editable);
}

} // namespace docket::ui::judgement
