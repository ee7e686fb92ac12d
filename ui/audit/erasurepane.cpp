#include "ui/audit/erasurepane.h"

#include "ui/audit/entrypane.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;
using widgets::TextRole;

ErasurePane::ErasurePane(const widgets::Theme& theme, LogPresenter& presenter, QWidget* parent)
    : ColumnPane(theme, parent), m_presenter(presenter), m_basis(u"gdpr-17"_s)
{
    setObjectName(u"log.erasure"_s);
    setAccessibleName(tr("Requests for erasure"));
    connect(&presenter, &LogPresenter::overviewChanged, this, &ErasurePane::show);
    connect(&presenter, &LogPresenter::detailChanged, this, [this] {
        if (m_asking)
            m_presenter.planErasure();
    });
    connect(&presenter, &LogPresenter::erasurePlanned, this, &ErasurePane::show);
    show();
}

void ErasurePane::ask()
{
    m_asking = true;
    m_text.clear();
    m_withEvidence = true;
    m_presenter.planErasure();
    show();
    if (auto* line = findChild<QLineEdit*>(u"log.erasure.text"_s))
        line->setFocus(Qt::OtherFocusReason);
}

void ErasurePane::show()
{
    // What arrives while somebody writes must not take the line away from under the hand.
    const auto* written = findChild<QLineEdit*>(u"log.erasure.text"_s);
    const bool writing = m_asking && written && written->hasFocus();
    const int cursor = writing ? written->cursorPosition() : 0;
    QVBoxLayout* column = begin();
    if (m_asking)
        addForm(*column);
    const auto& overview = m_presenter.overview();
    const QList<ErasureRequest> requests = overview ? overview->erasures : QList<ErasureRequest>();
    if (!m_asking) {
        column->addWidget(textLabel(theme(), tr("Erasing takes two people"), TextRole::Heading));
        column->addWidget(textLabel(theme(),
            tr("One person asks, another with the role privacy approves. Then the content is erased here and on every "
               "laptop that receives the approval; signature and place in the log stay, so that every proof still "
               "holds. What lies in backups or on sticks is out of reach: full-disk encryption is the answer to that."),
            TextRole::Body, u"dim"_s));
    }
    if (requests.isEmpty()) {
        column->addWidget(textLabel(
            theme(), tr("Nothing was asked for. Choose an entry and press “Ask for erasure…”."), TextRole::Body));
    }
    for (const ErasureRequest& request : requests)
        addRequest(*column, request);
    finish();
    if (auto* line = writing ? findChild<QLineEdit*>(u"log.erasure.text"_s) : nullptr) {
        line->setFocus(Qt::OtherFocusReason);
        line->setCursorPosition(cursor);
    }
}

void ErasurePane::addForm(QVBoxLayout& column)
{
    column.addWidget(textLabel(theme(), tr("Ask for erasure"), TextRole::Heading));
    const auto& detail = m_presenter.detail();
    column.addWidget(textLabel(theme(), detail ? detail->row.words : tr("Choose an entry."), TextRole::Body));
    const auto& plan = m_presenter.erasurePlan();
    if (plan && (plan->entries.size() > 1 || plan->blobs > 0)) {
        column.addWidget(sectionLabel(theme(), tr("With it goes what repeats its words")));
        for (const EntryLink& link : plan->entries) {
            if (link.id != plan->entry)
                column.addWidget(entryLink(theme(), link, this, [this, id = link.id] { m_presenter.open(id); }));
        }
        if (plan->blobs > 0) {
            auto* evidence
                = new QCheckBox(tr("%n piece(s) of evidence that hold what it quotes", nullptr, plan->blobs));
            evidence->setObjectName(u"log.erasure.evidence"_s);
            evidence->setToolTip(tr("Cards, rows and comments, newest or past. They are not stored again."));
            evidence->setChecked(m_withEvidence);
            connect(evidence, &QCheckBox::toggled, this, [this](bool on) { m_withEvidence = on; });
            column.addWidget(evidence);
        }
    }
    column.addWidget(sectionLabel(theme(), tr("On what ground")));
    auto* grounds = new QWidget;
    auto* flow = new widgets::FlowLayout(grounds, theme().px(6));
    auto* group = new QButtonGroup(grounds);
    for (const QString& basis : { u"gdpr-17"_s, u"court-order"_s, u"safety"_s, u"other"_s }) {
        auto* pill = new KeyButton(theme(), basisText(basis), KeyButton::Look::Pill);
        pill->setObjectName(u"log.erasure."_s + basis);
        pill->setCheckable(true);
        pill->setChecked(basis == m_basis);
        group->addButton(pill);
        connect(pill, &QAbstractButton::clicked, this, [this, basis] { m_basis = basis; });
        flow->addWidget(pill);
    }
    column.addWidget(grounds);
    auto* label = sectionLabel(theme(), tr("Why, for the person who approves. It stays in the log: name nobody."));
    auto* why = new QLineEdit(m_text);
    why->setObjectName(u"log.erasure.text"_s);
    why->setAccessibleName(label->text());
    why->setMaxLength(500);
    connect(why, &QLineEdit::textChanged, this, [this](const QString& text) { m_text = text; });
    column.addWidget(label);
    column.addWidget(why);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme().px(8));
    auto* record = new KeyButton(theme(), tr("Record the request"), KeyButton::Look::Primary);
    record->setObjectName(u"log.erasure.record"_s);
    record->setEnabled(detail && detail->whyNoErasure.isEmpty());
    const auto submit = [this] {
        m_asking = false;
        m_presenter.requestErasure({ m_basis, m_text.trimmed(), m_withEvidence });
    };
    connect(record, &QAbstractButton::clicked, this, submit);
    connect(why, &QLineEdit::returnPressed, this, [record] { record->click(); });
    auto* leave = new KeyButton(theme(), tr("Leave it"), KeyButton::Look::Normal);
    connect(leave, &QAbstractButton::clicked, this, [this] {
        m_asking = false;
        show();
    });
    buttons->addWidget(record);
    buttons->addWidget(leave);
    buttons->addStretch(1);
    column.addLayout(buttons);
    if (detail && !detail->whyNoErasure.isEmpty())
        column.addWidget(textLabel(theme(), detail->whyNoErasure, TextRole::Small, u"warn"_s));
    column.addSpacing(theme().px(12));
}

void ErasurePane::addRequest(QVBoxLayout& column, const ErasureRequest& request)
{
    const QString asker = widgets::singleLine(request.asker, 60);
    QString headline = tr("%1, asked for by %2, %3")
                           .arg(basisText(request.basis), asker.isEmpty() ? tr("a person without a name here") : asker,
                               agoText(request.time, m_presenter.clock().now()));
    headline[0] = headline[0].toUpper();
    QLabel* title = textLabel(theme(), headline, TextRole::Strong);
    title->setContentsMargins(0, theme().px(10), 0, 0);
    column.addWidget(title);
    if (!request.text.isEmpty())
        column.addWidget(textLabel(theme(), u"“%1”"_s.arg(widgets::singleLine(request.text, 500)), TextRole::Body));
    for (const EntryLink& link : request.entries)
        column.addWidget(entryLink(theme(), link, this, [this, id = link.id] { m_presenter.open(id); }));
    if (request.approver) {
        const QString approver = widgets::singleLine(*request.approver, 60);
        const bool all = request.erasedHere >= request.entries.size();
        column.addWidget(textLabel(theme(),
            all ? tr("Erased here, approved by %1.").arg(approver)
                : tr("Approved by %1; %2 of %3 erased here.")
                      .arg(
                          approver, QLocale().toString(request.erasedHere), QLocale().toString(request.entries.size())),
            TextRole::Body, all ? u"ok"_s : u"warn"_s));
        return;
    }
    column.addWidget(textLabel(theme(), tr("Waits for a second person."), TextRole::Body, u"warn"_s));
    auto* approve = new KeyButton(theme(), tr("Approve and erase"), KeyButton::Look::Normal);
    approve->setObjectName(u"log.erasure.approve"_s);
    approve->setEnabled(request.whyNotApprove.isEmpty());
    approve->setAccessibleDescription(request.whyNotApprove);
    connect(approve, &QAbstractButton::clicked, this, [this, id = request.id] { m_presenter.approveErasure(id); });
    column.addWidget(approve);
    if (!request.whyNotApprove.isEmpty())
        column.addWidget(textLabel(theme(), request.whyNotApprove, TextRole::Small, u"dim"_s));
}

} // namespace docket::ui::audit
