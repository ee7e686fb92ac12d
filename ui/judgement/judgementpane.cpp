#include "ui/judgement/judgementpane.h"

#include "ui/judgement/checklistdelegate.h"
#include "ui/judgement/checklistmodel.h"
#include "ui/judgement/checklistview.h"
#include "ui/judgement/decisionbox.h"
#include "ui/judgement/judgementtext.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace docket::ui::judgement
{

using namespace Qt::StringLiterals;
using widgets::ActionContext;
using widgets::TextRole;

JudgementPane::JudgementPane(
    const widgets::Theme& theme, widgets::ActionRegistry& actions, JudgementSource& source, QWidget* parent)
    : widgets::CasePane(parent),
      m_theme(theme),
      m_actions(actions),
      m_presenter(new JudgementPresenter(source, this)),
      m_model(new ChecklistModel(*m_presenter, this)),
      m_delegate(new ChecklistDelegate(theme, *m_presenter, *m_model, this)),
      m_title(new QLabel(this)),
      m_progress(new QLabel(this)),
      m_others(new QLabel(this)),
      m_pages(new QStackedWidget(this)),
      m_drift(new widgets::Banner(theme, this))
{
    setObjectName(u"judgementPane"_s);
    setAccessibleName(tr("Judgement"));
    declareActions(actions);
    m_view = new ChecklistView(*m_delegate, this);
    m_view->setModel(m_model);
    m_view->setMinimumHeight(theme.px(170)); // a question, its answers and what it cites
    m_decision = new DecisionBox(theme, actions, *m_presenter, this);
    connect(m_decision, &DecisionBox::left, this, &JudgementPane::takeFocus);
    m_empty = new widgets::EmptyState(theme, actions, this);

    m_title->setFont(theme.font(TextRole::Heading));
    m_progress->setFont(theme.font(TextRole::Small));
    m_progress->setProperty("role", u"faint"_s);
    m_others->setFont(theme.font(TextRole::Small));
    m_others->setProperty("role", u"dim"_s);
    m_others->setWordWrap(true);
    m_others->setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(8));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8));
    head->setSpacing(theme.px(12));
    head->addWidget(m_title);
    head->addStretch();
    head->addWidget(m_progress);

    auto* work = new QWidget(this);
    auto* column = new QVBoxLayout(work);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_drift);
    column->addWidget(m_others);
    column->addWidget(m_view, 1);
    column->addWidget(m_decision);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(work);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_pages);
    m_drift->hide();

    connect(m_presenter, &JudgementPresenter::phaseChanged, this, [this] {
        refreshHead();
        refreshOthers();
        if (m_presenter->phase() == JudgementPresenter::Phase::Ready) {
            if (const QString commit = m_presenter->judgedRevision(); !commit.isEmpty() && commit != m_judged) {
                m_judged = commit;
                Q_EMIT revisionJudged(commit);
            }
            Q_EMIT marksChanged(m_presenter->marks());
            Q_EMIT viewingChanged(m_caseId, m_presenter->checklist().viewingRule());
            Q_EMIT shown(m_caseId);
            if (m_presenter->drifted() && !m_driftAsked)
                askAboutDrift(tr("The card changed after a judgement was made on it."));
        }
    });
    connect(m_presenter, &JudgementPresenter::answersChanged, this, [this] {
        refreshHead();
        m_view->layOutAgain();
        Q_EMIT marksChanged(m_presenter->marks());
        Q_EMIT viewingChanged(m_caseId, m_presenter->checklist().viewingRule());
    });
    connect(m_presenter, &JudgementPresenter::currentChanged, this, [this] {
        m_evidence = -1;
        m_view->layOutAgain();
        const QModelIndex index = m_model->indexOf(m_presenter->current());
        m_view->setCurrentIndex(index);
        QMetaObject::invokeMethod(
            m_view, [this, index = QPersistentModelIndex(index)] { m_view->scrollTo(index); }, Qt::QueuedConnection);
    });
    connect(m_presenter, &JudgementPresenter::recorded, this, &JudgementPane::touched);
    connect(
        m_presenter, &JudgementPresenter::decided, this, [this](const QByteArray& caseId) { Q_EMIT decided(caseId); });
    connect(m_presenter, &JudgementPresenter::refused, this, &JudgementPane::failed);
    connect(m_presenter, &JudgementPresenter::driftFound, this, &JudgementPane::askAboutDrift);
    connect(m_presenter, &JudgementPresenter::evidenceChecked, this, [this] {
        m_view->layOutAgain();
        Q_EMIT marksChanged(m_presenter->marks());
    });
    connect(m_delegate, &ChecklistDelegate::evidenceActivated, this,
        [this](const policy::Anchor& anchor) { Q_EMIT evidenceActivated(m_presenter->shownNow(anchor)); });
    connect(m_delegate, &ChecklistDelegate::evidenceRemoved, m_presenter, &JudgementPresenter::detach);
    refreshHead();
}

JudgementPane::~JudgementPane()
{
    for (const QString& id : std::as_const(m_declared))
        m_actions.withdraw(id);
}

void JudgementPane::declareActions(widgets::ActionRegistry& actions)
{
    const auto declare = [&](const QString& id, const QString& name, const QString& key, auto&& act,
                             const QString& words = {}) {
        QAction* action = actions.declare({ id, name, ActionContext::Judgement, { QKeySequence(key) }, words }, this);
        m_declared.append(id);
        connect(action, &QAction::triggered, this, act);
    };
    using policy::AnswerValue;
    declare(u"judgement.yes"_s, tr("Answer yes"), u"Y"_s, [this] { m_presenter->answerCurrent(AnswerValue::Yes); });
    declare(u"judgement.no"_s, tr("Answer no"), u"N"_s, [this] { m_presenter->answerCurrent(AnswerValue::No); });
    declare(u"judgement.unsure"_s, tr("Answer unsure"), u"U"_s,
        [this] { m_presenter->answerCurrent(AnswerValue::Unsure); });
    declare(u"judgement.notApplicable"_s, tr("Answer: does not apply"), u"X"_s,
        [this] { m_presenter->answerCurrent(AnswerValue::NotApplicable); });
    declare(
        u"judgement.nextQuestion"_s, tr("Next question"), u"Shift+J"_s, [this] { m_presenter->moveCurrent(1); },
        tr("criterion down"));
    declare(
        u"judgement.previousQuestion"_s, tr("Previous question"), u"Shift+K"_s,
        [this] { m_presenter->moveCurrent(-1); }, tr("criterion up"));
    declare(
        u"judgement.guidance"_s, tr("Why we ask"), u"G"_s,
        [this] {
            m_delegate->setGuidanceShown(!m_delegate->guidanceShown());
            m_view->layOutAgain();
        },
        tr("guidance help clause"));
    declare(u"judgement.removeEvidence"_s, tr("Remove the last evidence of the question"), u"Shift+E"_s, [this] {
        const QString current = m_presenter->current();
        const auto answer = m_presenter->checklist().answer(current);
        const qsizetype count = answer ? answer->evidence.size() : m_presenter->pendingEvidence(current).size();
        m_presenter->detach(current, static_cast<int>(count) - 1);
    });
    declare(
        u"judgement.showEvidence"_s, tr("Go to the next evidence of the question"), u"Shift+G"_s,
        [this] { nextEvidence(); }, tr("cite passage jump"));
    declare(
        u"judgement.evidenceChanges"_s, tr("What changed at this evidence"), u"Shift+C"_s,
        [this] {
            if (const auto anchor = chosenEvidence())
                Q_EMIT changesWanted(*anchor);
        },
        tr("moved gone diff"));
    for (int i = 1; i <= 9; ++i) {
        declare(u"judgement.code%1"_s.arg(i), tr("Choose decision %1").arg(i), QString::number(i),
            [this, i] { m_decision->chooseNth(i - 1); });
    }
    declare(u"judgement.allCodes"_s, tr("All decision codes"), u"0"_s, [this] { m_decision->showAllCodes(); });
    declare(u"judgement.reason"_s, tr("Write the reason"), u"W"_s, [this] { m_decision->focusReason(); });
    declare(u"judgement.compose"_s, tr("Compose the notice again"), u"Ctrl+Shift+N"_s,
        [this] { m_presenter->composeAgain(); });
    declare(
        u"judgement.record"_s, tr("Record answers"), u"Ctrl+S"_s, [this] { m_presenter->recordAnswers(); },
        tr("save assess"));
    declare(u"judgement.decide"_s, tr("Decide, next"), u"Ctrl+Return"_s, [this] { m_presenter->decide(m_driftAsked); });
}

void JudgementPane::showCase(const cases::CaseRow& row)
{
    const bool same = row.caseId == m_caseId;
    if (same && m_presenter->phase() != JudgementPresenter::Phase::Empty
        && m_presenter->phase() != JudgementPresenter::Phase::Failed) {
        if (m_presenter->phase() == JudgementPresenter::Phase::Ready)
            m_presenter->checkEvidence();
        return; // the row changed; what is being written here stays
    }
    m_caseId = row.caseId;
    m_judged.clear();
    m_driftAsked = false;
    m_drift->hide();
    m_presenter->open(row.caseText);
}

void JudgementPane::clearCase()
{
    m_caseId.clear();
    m_judged.clear();
    m_presenter->clear();
}

bool JudgementPane::isSettled() const
{
    return m_presenter->phase() != JudgementPresenter::Phase::Loading
        && m_presenter->phase() != JudgementPresenter::Phase::Recording;
}

void JudgementPane::takeFocus()
{
    m_view->setFocus(Qt::ShortcutFocusReason);
}

void JudgementPane::attach(const policy::Anchor& anchor)
{
    if (!m_presenter->attach(anchor))
        Q_EMIT failed(Error{ ErrorCode::Validation, tr("Evidence"), tr("no question is open to attach it to"),
            tr("choose a question first") });
}

void JudgementPane::nextEvidence()
{
    const QList<policy::Anchor> evidence = m_presenter->evidenceOf(m_presenter->current());
    if (evidence.isEmpty())
        return;
    m_evidence = (m_evidence + 1) % static_cast<int>(evidence.size());
    Q_EMIT evidenceActivated(m_presenter->shownNow(evidence.at(m_evidence)));
}

std::optional<policy::Anchor> JudgementPane::chosenEvidence() const
{
    const QList<policy::Anchor> evidence = m_presenter->evidenceOf(m_presenter->current());
    if (m_evidence >= 0 && m_evidence < evidence.size())
        return evidence.at(m_evidence);
    for (const policy::Anchor& anchor : evidence) {
        if (const EvidenceNow* now = m_presenter->becameOf(anchor); now && now->isNews())
            return anchor;
    }
    return evidence.isEmpty() ? std::nullopt : std::optional(evidence.first());
}

void JudgementPane::askAboutDrift(const QString& what)
{
    m_driftAsked = true;
    m_drift->say(widgets::Banner::Kind::Notice, tr("The evidence moved"),
        tr("%1 Look at it again; deciding now confirms that your judgement still stands.").arg(what));
    m_drift->show();
}

void JudgementPane::refreshHead()
{
    using Phase = JudgementPresenter::Phase;
    const Phase phase = m_presenter->phase();
    const bool work = phase == Phase::Ready || phase == Phase::Recording;
    m_pages->setCurrentIndex(work ? 1 : 0);
    if (phase == Phase::Empty)
        m_empty->say(tr("No case is open"), tr("Choose one in the queue; its questions stand here."));
    else if (phase == Phase::Loading)
        m_empty->say({}, {});
    else if (phase == Phase::Failed)
        m_empty->say(tr("This case cannot be judged now"), m_presenter->error().text(), { u"sync.start"_s });
    if (!work)
        return;
    QString title;
    QString version;
    for (const policy::ChecklistGroup& group : m_presenter->checklist().groups()) {
        if (!group.items.isEmpty()) {
            title = group.items.first().pack->title;
            version = group.items.first().pack->version;
            break;
        }
    }
    m_title->setText(title);
    m_title->setToolTip(version);
    m_progress->setText(progressText(m_presenter->checklist().progress()));
}

void JudgementPane::refreshOthers()
{
    // Law 6: what others decided stays folded until the own judgement is recorded.
    QStringList lines;
    if (m_presenter->phase() == JudgementPresenter::Phase::Ready) {
        const CaseJudgement& judgement = m_presenter->judgement();
        const log::CaseState& state = judgement.file.state;
        int others = 0;
        for (const log::Decision& decision : state.decisions) {
            const bool mine = decision.person == judgement.me;
            others += mine ? 0 : 1;
            if (mine || m_presenter->mayShowOthers()) {
                lines.append(
                    tr("%1 decided %2 on %3: %4")
                        .arg(mine ? tr("You") : judgement.file.names.value(decision.person, tr("A colleague")),
                            decision.code, QLocale().toString(decision.time.toLocalTime(), QLocale::ShortFormat),
                            decision.reason));
            }
        }
        if (others > 0 && !m_presenter->mayShowOthers())
            lines.append(
                tr("%n colleague(s) decided on this case. Shown once your own answers are recorded.", nullptr, others));
    }
    m_others->setText(lines.join(u'\n'));
    m_others->setVisible(!lines.isEmpty());
}

} // namespace docket::ui::judgement
