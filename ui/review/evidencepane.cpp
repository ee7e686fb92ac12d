#include "ui/review/evidencepane.h"

#include "ui/review/evidenceactions.h"
#include "ui/review/evidencepaneprivate.h"

#include <QAction>
#include <QPointer>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

EvidencePane::EvidencePane(const Parts& parts, QWidget* parent)
    : widgets::CasePane(parent), d(std::make_unique<Private>(*this, parts))
{
    setAccessibleName(tr("Evidence"));
    clearCase();
}

EvidencePane::~EvidencePane()
{
    d->parts.source.cancel();
    for (const widgets::ActionSpec& spec : evidenceActions())
        d->parts.actions.withdraw(spec.id);
    // Children that look into presenters go before these do.
    delete d->pages;
}

void EvidencePane::showCase(const cases::CaseRow& row)
{
    const bool same = d->row && d->row->subject == row.subject;
    d->row = row;
    if (!same) {
        d->parts.source.cancel();
        d->card.pictures().clear(); // those of the last case go before its rule does
        d->card.pictures().setRule(d->unseenRule());
        d->overview.reset();
        d->loaded.clear();
        d->selected.clear();
        d->announced = false;
        d->wanted.reset();
        if (!d->isPrepared(row.subject))
            d->card.expect();
        d->files.clear();
        d->data.clear();
        d->thread.clear();
        d->changes.clear();
        d->pinned.clear();
        HeadText head;
        head.title = row.title;
        head.before = { kindText(row.subject.repo.kind) };
        d->head->setHead(head);
        for (const Tab tab : { Tab::Files, Tab::Data, Tab::Thread })
            d->strip->setCount(static_cast<int>(tab), {});
        showTab(row.subject.thread > 0 ? Tab::Thread : Tab::Card);
        d->usePrepared();
    }
    const quint64 ticket = ++d->ticket;
    d->parts.source.overview(row.subject, this, [this, ticket](Result<Overview> overview) {
        if (ticket != d->ticket)
            return;
        if (!overview) {
            Q_EMIT failed(overview.error());
            Overview nothing;
            nothing.subject = d->row->subject;
            overview = nothing;
        }
        d->overview = std::move(*overview);
        d->showOverview();
        if (!d->cardIsCurrent())
            d->loaded.remove(static_cast<int>(Tab::Card));
        d->loadTab();
        if (d->tabIsSettled())
            d->tabSettled(tab());
    });
}

void EvidencePane::prepareCase(const cases::CaseRow& row)
{
    if ((d->row && d->row->subject == row.subject) || row.subject.thread > 0)
        return; // only cards take long enough
    d->prepared = Private::Prepared{ row.subject, {}, {} };
    const auto isWanted = [this, subject = row.subject] { return d->prepared && d->prepared->subject == subject; };
    d->parts.source.overview(row.subject, this, [this, isWanted](Result<Overview> overview) {
        if (isWanted() && overview)
            d->prepared->overview = std::move(*overview);
    });
    const card::RenderOptions options = d->renderOptions(row.subject.repo);
    d->parts.source.card(row.subject.repo, options, this, [this, isWanted](Result<CardEvidence> card) {
        if (!isWanted() || !card)
            return;
        d->cardTab->prepare(*card);
        d->prepared->card = std::move(*card);
    });
}

void EvidencePane::clearCase()
{
    ++d->ticket;
    d->parts.source.cancel();
    d->row.reset();
    d->prepared.reset();
    d->overview.reset();
    d->loaded.clear();
    d->selected.clear();
    d->card.clear();
    d->files.clear();
    d->data.clear();
    d->thread.clear();
    d->changes.clear();
    d->head->setHead({});
    for (const Tab tab : { Tab::Files, Tab::Data, Tab::Thread })
        d->strip->setCount(static_cast<int>(tab), {});
    d->reveal->hide();
    d->parts.actions.action(u"evidence.attach"_s)->setEnabled(false);
}

bool EvidencePane::isSettled() const
{
    return d->tabIsSettled();
}

void EvidencePane::takeFocus()
{
    switch (tab()) {
    case Tab::Card:
        d->cardTab->takeFocus();
        break;
    case Tab::Files:
        d->filesTab->takeFocus();
        break;
    case Tab::Data:
        d->dataTab->takeFocus();
        break;
    case Tab::Thread:
        d->threadTab->takeFocus();
        break;
    case Tab::Changes:
        d->changesTab->takeFocus();
        break;
    }
}

void EvidencePane::showTab(Tab tab)
{
    if (d->strip->currentIndex() == static_cast<int>(tab))
        d->open(tab);
    else
        d->strip->setCurrentIndex(static_cast<int>(tab));
}

EvidencePane::Tab EvidencePane::tab() const
{
    return static_cast<Tab>(d->strip->currentIndex());
}

void EvidencePane::setViewing(const QByteArray& caseId, const policy::ViewingRule& rule)
{
    if (d->row && d->row->caseId == caseId)
        d->card.pictures().setRule(rule);
}

void EvidencePane::setPictureStart(const PictureStart& start)
{
    d->card.pictures().setStart(start);
}

void EvidencePane::setOutline(bool wanted)
{
    showTab(Tab::Card);
    d->cardTab->setOutline(wanted);
    d->cardTab->focusOutline();
}

void EvidencePane::setBlackout(bool on)
{
    d->blackout->setGeometry(rect());
    d->blackout->setVisible(on);
    d->blackout->raise();
    if (on)
        d->blackout->setFocus(Qt::OtherFocusReason);
    d->parts.actions.action(u"evidence.blackout"_s)->setChecked(on);
    d->pages->setVisible(!on); // not only covered: nothing behind is painted or read out
    d->head->setVisible(!on);
}

bool EvidencePane::isBlackedOut() const
{
    return !d->blackout->isHidden();
}

void EvidencePane::setMarks(const QList<policy::Anchor>& marks)
{
    d->cardTab->setMarks(marks);
    d->data.setMarks(marks);
    d->threadTab->setMarks(marks);
    d->changes.setMarks(marks);
    // The first evidence of a case says which revision was judged.
    const auto first = std::find_if(
        marks.cbegin(), marks.cend(), [](const policy::Anchor& anchor) { return !anchor.commit.isEmpty(); });
    if (d->pinned.isEmpty() && first != marks.cend())
        setPinnedRevision(first->commit);
}

void EvidencePane::setPinnedRevision(const QString& commit)
{
    if (d->pinned == commit)
        return;
    d->pinned = commit;
    if (d->row && d->loaded.contains(static_cast<int>(Tab::Changes)))
        d->changes.open(d->row->subject.repo, commit);
}

void EvidencePane::showAnchor(const policy::Anchor& anchor)
{
    using Kind = policy::Anchor::Kind;
    d->wanted = anchor;
    switch (anchor.kind) {
    case Kind::Row:
        showTab(Tab::Data);
        break;
    case Kind::File:
    case Kind::Scan:
        showTab(Tab::Files);
        break;
    case Kind::Comment:
        showTab(Tab::Thread);
        break;
    case Kind::CardText:
    case Kind::Title:
    case Kind::Metadata:
        showTab(Tab::Card);
        break;
    }
}

void EvidencePane::showChangesAt(const policy::Anchor& anchor)
{
    if (!anchor.commit.isEmpty())
        setPinnedRevision(anchor.commit);
    d->wanted = anchor;
    showTab(Tab::Changes);
}

void EvidencePane::currentEvidence(std::function<void(std::optional<policy::Anchor>)> done)
{
    switch (tab()) {
    case Tab::Card:
        d->cardTab->currentEvidence(std::move(done));
        return;
    case Tab::Files:
        done(d->filesTab->currentEvidence());
        return;
    case Tab::Data:
        done(d->dataTab->currentEvidence());
        return;
    case Tab::Thread:
        done(d->threadTab->currentEvidence());
        return;
    case Tab::Changes:
        done(d->changesTab->currentEvidence());
        return;
    }
}

void EvidencePane::attach()
{
    currentEvidence([this, guard = QPointer<EvidencePane>(this)](const std::optional<policy::Anchor>& anchor) {
        if (!guard)
            return;
        if (!anchor) {
            d->notice(tab() == Tab::Card ? tr("Select a passage of the card first.")
                                         : tr("Choose a row, file or comment first."));
            return;
        }
        d->notice(tr("Attached: %1").arg(anchor->place()));
        Q_EMIT evidenceSelected(*anchor);
    });
}

void EvidencePane::resizeEvent(QResizeEvent* event)
{
    widgets::CasePane::resizeEvent(event);
    d->blackout->setGeometry(rect());
    d->fitTabs();
}

} // namespace docket::ui::review
