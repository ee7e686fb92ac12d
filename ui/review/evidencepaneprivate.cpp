#include "ui/review/evidencepaneprivate.h"

#include "ui/review/cardlabels.h"
#include "ui/review/evidenceactions.h"
#include "ui/review/linkbar.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QLocale>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;

namespace
{

constexpr int noticeMs = 4000;

} // namespace

EvidencePane::Private::Private(EvidencePane& pane, const Parts& given)
    : q(pane),
      parts(given),
      card(given.source, given.pictures),
      files(given.source),
      data(given.source),
      thread(given.source),
      changes(given.source),
      head(new EvidenceHead(given.theme)),
      strip(new TabStrip(given.theme)),
      pages(new QStackedWidget),
      noticeLine(new QLabel),
      blackout(nullptr)
{
    declare();
    layOut();
    wire();
}

void EvidencePane::Private::declare()
{
    for (const widgets::ActionSpec& spec : evidenceActions())
        parts.actions.declare(spec, &q);
    parts.actions.action(u"evidence.warningsFirst"_s)->setCheckable(true);
    parts.actions.action(u"evidence.blackout"_s)->setCheckable(true);
    parts.actions.action(u"evidence.sideBySide"_s)->setCheckable(true);
    parts.actions.action(u"evidence.unfold"_s)->setCheckable(true);
}

void EvidencePane::Private::layOut()
{
    const widgets::Theme& theme = parts.theme;
    cardTab = new CardTab(theme, parts.actions, card, parts.engine);
    filesTab = new FilesTab(theme, parts.actions, files);
    dataTab = new DataTab(theme, parts.actions, data);
    threadTab = new ThreadTab(theme, parts.actions, thread, [this] { return now(); });
    changesTab = new ChangesTab(theme, parts.actions, changes, [this] { return now(); });
    for (QWidget* tab : { static_cast<QWidget*>(cardTab), static_cast<QWidget*>(filesTab),
             static_cast<QWidget*>(dataTab), static_cast<QWidget*>(threadTab), static_cast<QWidget*>(changesTab) })
        pages->addWidget(tab);
    for (const QString& name : { tr("Card"), tr("Files"), tr("Data"), tr("Thread"), tr("Changes") })
        strip->addTab(name);
    strip->setAccessibleName(tr("Evidence"));

    reveal = new KeyButton(theme, parts.actions, u"evidence.reveal"_s, KeyButton::Look::Flat);
    reveal->setShortText(tr("Reveal"));
    attach = new KeyButton(theme, parts.actions, u"evidence.attach"_s, KeyButton::Look::Flat);
    attach->setShortText(tr("Attach"));
    auto* bar = new QFrame;
    bar->setProperty("surface", u"top"_s);
    auto* tabs = new QHBoxLayout(bar);
    tabs->setContentsMargins(theme.px(8), theme.px(6), theme.px(12), 0);
    tabs->setSpacing(theme.px(4));
    tabs->addWidget(strip, 1, Qt::AlignBottom);
    tabs->addWidget(reveal, 0, Qt::AlignVCenter);
    tabs->addWidget(attach, 0, Qt::AlignVCenter);

    noticeLine->setTextFormat(Qt::PlainText);
    noticeLine->setWordWrap(true);
    noticeLine->setContentsMargins(theme.px(18), theme.px(6), theme.px(18), theme.px(6));
    auto* noticeFrame = new QFrame;
    noticeFrame->setProperty("surface", u"bottom"_s);
    auto* noticeBox = new QHBoxLayout(noticeFrame);
    noticeBox->setContentsMargins(0, 0, 0, 0);
    noticeBox->addWidget(noticeLine);
    noticeFrame->hide();
    noticeTimer.setSingleShot(true);
    noticeTimer.setInterval(noticeMs);
    QObject::connect(&noticeTimer, &QTimer::timeout, noticeFrame, &QWidget::hide);

    auto* column = new QVBoxLayout(&q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(bar);
    column->addWidget(pages, 1);
    column->addWidget(noticeFrame);
    blackout = new Blackout(
        theme, tr("Blacked out. %1 shows the evidence again.").arg(parts.actions.keyText(u"evidence.blackout"_s)), &q);
}

void EvidencePane::Private::wire()
{
    const auto on = [this](const char16_t* id, auto&& act) {
        QObject::connect(parts.actions.action(QString::fromUtf16(id)), &QAction::triggered, &q, act);
    };
    on(u"evidence.card", [this] { q.showTab(Tab::Card); });
    on(u"evidence.files", [this] { q.showTab(Tab::Files); });
    on(u"evidence.data", [this] { q.showTab(Tab::Data); });
    on(u"evidence.thread", [this] { q.showTab(Tab::Thread); });
    on(u"evidence.changes", [this] { q.showTab(Tab::Changes); });
    on(u"evidence.attach", [this] { q.attach(); });
    on(u"evidence.reveal", [this] { cardTab->revealNext(); });
    on(u"evidence.clearer", [this] { card.pictures().press(card.pictures().last()); });
    on(u"evidence.lens", [this] {
        if (!card.pictures().toggleLens())
            notice(tr("The lens goes over a blurred picture: reveal one first."));
    });
    on(u"evidence.hidePicture", [this] { card.pictures().hideLast(); });
    on(u"evidence.more", [this] { card.showMore(0); });
    on(u"evidence.beginning", [this] { card.showBeginning(); });
    on(u"evidence.blackout", [this] { q.setBlackout(!q.isBlackedOut()); });
    on(u"evidence.source", [this] {
        q.showTab(Tab::Card);
        cardTab->toggleSource();
    });
    on(u"evidence.text", [this] {
        q.showTab(Tab::Card);
        cardTab->toggleText();
    });
    on(u"evidence.find", [this] {
        q.showTab(Tab::Card);
        cardTab->openFind();
    });
    on(u"evidence.findBack", [this] { cardTab->findNext(true); });
    on(u"evidence.warningsFirst",
        [this] { filesTab->setWarningsFirst(parts.actions.action(u"evidence.warningsFirst"_s)->isChecked()); });
    for (const bool backwards : { false, true }) {
        on(backwards ? u"evidence.previousChange" : u"evidence.nextChange", [this, backwards] {
            if (q.tab() == Tab::Changes)
                changesTab->stepChange(backwards);
            else
                q.showTab(Tab::Changes);
        });
    }
    on(u"evidence.sideBySide", [this] {
        q.showTab(Tab::Changes);
        changesTab->setSideBySide(parts.actions.action(u"evidence.sideBySide"_s)->isChecked());
    });
    on(u"evidence.unfold", [this] {
        q.showTab(Tab::Changes);
        changesTab->setUnfolded(parts.actions.action(u"evidence.unfold"_s)->isChecked());
    });
    on(u"evidence.nextThread", [this] { thread.step(1); });
    on(u"evidence.previousThread", [this] { thread.step(-1); });

    QObject::connect(strip, &QTabBar::currentChanged, &q, [this](int tab) { open(static_cast<Tab>(tab)); });
    QObject::connect(cardTab, &CardTab::settled, &q, [this] { tabSettled(Tab::Card); });
    QObject::connect(filesTab, &FilesTab::settled, &q, [this] { tabSettled(Tab::Files); });
    QObject::connect(dataTab, &DataTab::settled, &q, [this] { tabSettled(Tab::Data); });
    QObject::connect(threadTab, &ThreadTab::settled, &q, [this] { tabSettled(Tab::Thread); });
    QObject::connect(changesTab, &ChangesTab::settled, &q, [this] { tabSettled(Tab::Changes); });
    QObject::connect(
        changesTab, &ChangesTab::selectionChanged, &q, [this](bool any) { setSelected(Tab::Changes, any); });
    QObject::connect(changesTab, &ChangesTab::ended, &q, [this](bool backwards) {
        notice(backwards ? tr("This is the first change.") : tr("This is the last change."));
    });
    QObject::connect(cardTab, &CardTab::selectionChanged, &q, [this](bool any) { setSelected(Tab::Card, any); });
    QObject::connect(filesTab, &FilesTab::selectionChanged, &q, [this](bool any) { setSelected(Tab::Files, any); });
    QObject::connect(dataTab, &DataTab::selectionChanged, &q, [this](bool any) { setSelected(Tab::Data, any); });
    QObject::connect(threadTab, &ThreadTab::selectionChanged, &q, [this](bool any) { setSelected(Tab::Thread, any); });
    QObject::connect(threadTab, &ThreadTab::linkActivated, &q,
        [this](const QString& url, const QString& /*text*/) { notice(tr("Leads to %1").arg(linkForPeople(url))); });
    QObject::connect(&card.pictures(), &CardPictures::changed, &q, [this] { showPictures(); });
    card.pictures().setStart(parts.pictureStart);
    cardTab->setOutline(parts.outline);
}

void EvidencePane::Private::showPictures()
{
    const CardPictures& pictures = card.pictures();
    const bool isPage = card.state() == CardPresenter::State::Page;
    const int hidden = isPage ? pictures.hiddenCount() : 0;
    reveal->setVisible(hidden > 0 && q.tab() == Tab::Card);
    reveal->setSuffix(hidden > 1 ? QString::number(hidden) : QString());
    parts.actions.action(u"evidence.reveal"_s)->setEnabled(hidden > 0);
    for (const char16_t* const id : { u"evidence.clearer", u"evidence.hidePicture" })
        parts.actions.action(QString::fromUtf16(id))->setEnabled(isPage && pictures.last() > 0);
}

card::RenderOptions EvidencePane::Private::renderOptions(const RepoKey& repo) const
{
    card::RenderOptions options;
    options.kind = repo.kind;
    options.repoId = repo.id;
    options.highlighter = parts.highlighter;
    options.formulas = parts.formulas;
    options.labels = cardLabels();
    return options;
}

QWidget* EvidencePane::Private::page(Tab which) const
{
    return pages->widget(static_cast<int>(which));
}

void EvidencePane::Private::open(Tab tab)
{
    pages->setCurrentIndex(static_cast<int>(tab));
    loadTab();
    showPictures();
    const bool any = selected.contains(static_cast<int>(tab));
    parts.actions.action(u"evidence.attach"_s)->setEnabled(row.has_value());
    Q_EMIT q.selectionChanged(any);
    if (tabIsSettled())
        tabSettled(tab);
}

void EvidencePane::Private::loadTab()
{
    const Tab tab = q.tab();
    if (!row || !overview || loaded.contains(static_cast<int>(tab)))
        return;
    loaded.insert(static_cast<int>(tab));
    const RepoKey& repo = row->subject.repo;
    switch (tab) {
    case Tab::Card:
        card.open(repo, overview->repo, renderOptions(repo));
        break;
    case Tab::Files:
        files.open(repo);
        break;
    case Tab::Data:
        data.open(repo);
        break;
    case Tab::Thread: {
        int preferred = row->subject.thread;
        if (preferred == 0 && !overview->reports.isEmpty())
            preferred = overview->reports.last().thread;
        thread.open(repo, preferred, overview->repo && overview->repo->info.discussionsDisabled);
        break;
    }
    case Tab::Changes:
        changes.open(repo, pinned);
        break;
    }
}

void EvidencePane::Private::showOverview()
{
    head->setHead(headText(*overview, now(), QTimeZone::systemTimeZone()));
    const QLocale locale;
    const auto at = [](Tab tab) { return static_cast<int>(tab); };
    QString fileCount = overview->fileCount > 0 ? locale.toString(overview->fileCount) : QString();
    if (overview->warningCount > 0)
        fileCount += u", "_s
            + (overview->warningCount == 1 ? tr("1 warning") : tr("%1 warnings").arg(overview->warningCount));
    strip->setCount(at(Tab::Files), fileCount, overview->warningCount > 0);
    strip->setCount(at(Tab::Data), overview->tableCount > 0 ? locale.toString(overview->tableCount) : QString());
    strip->setCount(at(Tab::Thread), overview->threadCount > 0 ? locale.toString(overview->threadCount) : QString());
    strip->setTabVisible(at(Tab::Data), overview->subject.repo.kind == RepoKind::Dataset);
    fitTabs();
}

bool EvidencePane::Private::isPrepared(const Subject& subject) const
{
    return prepared && prepared->subject == subject && prepared->overview && prepared->card;
}

void EvidencePane::Private::usePrepared()
{
    const bool fits = isPrepared(row->subject);
    std::optional<Prepared> ready = std::exchange(prepared, std::nullopt); // opening it asks for the one after it
    if (!fits)
        return;
    overview = std::move(ready->overview);
    showOverview();
    loaded.insert(static_cast<int>(Tab::Card));
    card.openPrepared(row->subject.repo, overview->repo, std::move(*ready->card), renderOptions(row->subject.repo));
}

bool EvidencePane::Private::cardIsCurrent() const
{
    const auto& shown = card.evidence().record;
    return !shown || !overview->card || shown->sha256 == overview->card->sha256;
}

bool EvidencePane::Private::tabIsSettled() const
{
    if (!row)
        return true;
    if (!overview)
        return false;
    switch (q.tab()) {
    case Tab::Card:
        return cardTab->isSettled();
    case Tab::Files:
        return filesTab->isSettled();
    case Tab::Data:
        return dataTab->isSettled();
    case Tab::Thread:
        return threadTab->isSettled();
    case Tab::Changes:
        return changesTab->isSettled();
    }
    return true;
}

void EvidencePane::Private::tabSettled(Tab which)
{
    if (!row || which != q.tab() || !tabIsSettled())
        return;
    showAnchorNow();
    if (!announced) {
        announced = true;
        Q_EMIT q.shown(row->caseId);
    }
    Q_EMIT q.settled();
}

void EvidencePane::Private::setSelected(Tab which, bool any)
{
    if (any)
        selected.insert(static_cast<int>(which));
    else
        selected.remove(static_cast<int>(which));
    if (which == q.tab())
        Q_EMIT q.selectionChanged(any);
}

void EvidencePane::Private::fitTabs()
{
    const int buttons = reveal->sizeHint().width() + attach->sizeHint().width() + parts.theme.px(8 + 12 + 8);
    strip->setCompact(strip->roomyWidth() > q.width() - buttons);
}

void EvidencePane::Private::notice(const QString& text)
{
    noticeLine->setText(text);
    noticeLine->parentWidget()->show();
    noticeTimer.start();
}

void EvidencePane::Private::showAnchorNow()
{
    if (!wanted || !tabIsSettled())
        return;
    const policy::Anchor anchor = *std::exchange(wanted, std::nullopt);
    switch (q.tab()) {
    case Tab::Card:
        cardTab->scrollToLine(qMax(1, anchor.lineStart));
        break;
    case Tab::Files:
        filesTab->showAnchor(anchor);
        break;
    case Tab::Data:
        dataTab->showAnchor(anchor);
        break;
    case Tab::Thread:
        threadTab->showAnchor(anchor);
        break;
    case Tab::Changes:
        changesTab->showAnchor(anchor);
        break;
    }
}

} // namespace docket::ui::review
