#include "ui/review/evidencepane.h"

#include "ui/review/cardtab.h"
#include "ui/review/datatab.h"
#include "ui/review/evidenceactions.h"
#include "ui/review/evidencehead.h"
#include "ui/review/filestab.h"
#include "ui/review/tabstrip.h"
#include "ui/review/threadtab.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPointer>
#include <QSet>
#include <QStackedWidget>
#include <QTimer>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;
using widgets::TextRole;

namespace
{

constexpr int noticeMs = 4000;

/// Covers everything: nothing of the evidence can be seen until the key is pressed again.
class Blackout final : public QWidget
{
public:
    Blackout(const widgets::Theme& theme, QString words, QWidget* parent)
        : QWidget(parent), m_theme(theme), m_words(std::move(words))
    {
        setAccessibleName(m_words);
        setFocusPolicy(Qt::StrongFocus);
        hide();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), Qt::black);
        painter.setPen(QColor(0xb8, 0xb8, 0xb8));
        painter.setFont(m_theme.font(TextRole::Body));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_words);
    }

private:
    const widgets::Theme& m_theme;
    QString m_words;
};

} // namespace

class EvidencePane::Private
{
public:
    Private(EvidencePane& pane, const Parts& given);

    void declare();
    void layOut();
    void wire();
    void open(Tab tab);
    void loadTab();
    void showOverview();
    void tabSettled(Tab which);
    void setSelected(Tab which, bool any);
    void notice(const QString& text);
    void fitTabs();
    void showAnchorNow();
    QDateTime now() const { return parts.now ? parts.now() : QDateTime::currentDateTimeUtc(); }
    card::RenderOptions renderOptions() const;
    QWidget* page(Tab which) const;
    bool tabIsSettled() const;

    EvidencePane& q;
    Parts parts;
    CardPresenter card;
    FilesPresenter files;
    DataPresenter data;
    ThreadPresenter thread;

    EvidenceHead* head;
    TabStrip* strip;
    KeyButton* reveal = nullptr;
    KeyButton* attach = nullptr;
    QStackedWidget* pages;
    CardTab* cardTab = nullptr;
    FilesTab* filesTab = nullptr;
    DataTab* dataTab = nullptr;
    ThreadTab* threadTab = nullptr;
    QLabel* noticeLine;
    QTimer noticeTimer;
    Blackout* blackout;

    std::optional<cases::CaseRow> row;
    std::optional<Overview> overview;
    QSet<int> loaded; ///< tabs that were asked for this case
    QSet<int> selected; ///< tabs that hold a selection
    bool announced = false; ///< `shown` went out for this case
    std::optional<policy::Anchor> wanted; ///< to be scrolled to once its tab has loaded
    quint64 ticket = 0;
};

EvidencePane::Private::Private(EvidencePane& pane, const Parts& given)
    : q(pane),
      parts(given),
      card(given.source, given.pictures),
      files(given.source),
      data(given.source),
      thread(given.source),
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
}

void EvidencePane::Private::layOut()
{
    const widgets::Theme& theme = parts.theme;
    cardTab = new CardTab(theme, parts.actions, card, parts.engine);
    filesTab = new FilesTab(theme, parts.actions, files);
    dataTab = new DataTab(theme, parts.actions, data);
    threadTab = new ThreadTab(theme, parts.actions, thread, [this] { return now(); });
    for (QWidget* tab : { static_cast<QWidget*>(cardTab), static_cast<QWidget*>(filesTab),
             static_cast<QWidget*>(dataTab), static_cast<QWidget*>(threadTab) })
        pages->addWidget(tab);
    for (const QString& name : { tr("Card"), tr("Files"), tr("Data"), tr("Thread") })
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
    on(u"evidence.attach", [this] { q.attach(); });
    on(u"evidence.reveal", [this] { cardTab->revealNext(); });
    on(u"evidence.blackout", [this] { q.setBlackout(!q.isBlackedOut()); });
    on(u"evidence.source", [this] {
        q.showTab(Tab::Card);
        cardTab->toggleSource();
    });
    on(u"evidence.find", [this] {
        q.showTab(Tab::Card);
        cardTab->openFind();
    });
    on(u"evidence.findBack", [this] { cardTab->findNext(true); });
    on(u"evidence.warningsFirst",
        [this] { filesTab->setWarningsFirst(parts.actions.action(u"evidence.warningsFirst"_s)->isChecked()); });
    on(u"evidence.nextThread", [this] { thread.step(1); });
    on(u"evidence.previousThread", [this] { thread.step(-1); });

    QObject::connect(strip, &QTabBar::currentChanged, &q, [this](int tab) { open(static_cast<Tab>(tab)); });
    QObject::connect(cardTab, &CardTab::settled, &q, [this] { tabSettled(Tab::Card); });
    QObject::connect(filesTab, &FilesTab::settled, &q, [this] { tabSettled(Tab::Files); });
    QObject::connect(dataTab, &DataTab::settled, &q, [this] { tabSettled(Tab::Data); });
    QObject::connect(threadTab, &ThreadTab::settled, &q, [this] { tabSettled(Tab::Thread); });
    QObject::connect(cardTab, &CardTab::selectionChanged, &q, [this](bool any) { setSelected(Tab::Card, any); });
    QObject::connect(filesTab, &FilesTab::selectionChanged, &q, [this](bool any) { setSelected(Tab::Files, any); });
    QObject::connect(dataTab, &DataTab::selectionChanged, &q, [this](bool any) { setSelected(Tab::Data, any); });
    QObject::connect(threadTab, &ThreadTab::selectionChanged, &q, [this](bool any) { setSelected(Tab::Thread, any); });
    QObject::connect(threadTab, &ThreadTab::linkActivated, &q,
        [this](const QString& url, const QString& /*text*/) { notice(tr("Leads to %1").arg(linkForPeople(url))); });
    QObject::connect(&card, &CardPresenter::changed, &q, [this] {
        const int hidden = card.state() == CardPresenter::State::Page ? card.hiddenPictures() : 0;
        reveal->setVisible(hidden > 0 && q.tab() == Tab::Card);
        reveal->setSuffix(hidden > 1 ? QString::number(hidden) : QString());
        parts.actions.action(u"evidence.reveal"_s)->setEnabled(hidden > 0);
    });
}

card::RenderOptions EvidencePane::Private::renderOptions() const
{
    card::RenderOptions options;
    options.kind = row->subject.repo.kind;
    options.repoId = row->subject.repo.id;
    options.highlighter = parts.highlighter;
    card::RenderLabels& labels = options.labels;
    labels.pictureHidden = tr("Picture hidden");
    labels.pictureRefused = tr("Picture refused");
    labels.reveal = tr("Reveal");
    labels.fromRepository = tr("from this repository");
    labels.embedded = tr("inside the card");
    labels.notShown = tr("not shown");
    labels.moreFields = tr("More fields");
    labels.metadata = tr("Metadata");
    labels.metadataBroken = tr("The metadata block cannot be read and is shown as written.");
    labels.cut = tr("The rest of this card is not shown here. Ctrl+U shows it as written.");
    labels.refused = tr("This card is too heavy to lay out and is shown as plain text.");
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
    reveal->setVisible(tab == Tab::Card && card.state() == CardPresenter::State::Page && card.hiddenPictures() > 0);
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
        card.open(repo, overview->repo, renderOptions());
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

void EvidencePane::Private::notice(const QString& text)
{
    noticeLine->setText(text);
    noticeLine->parentWidget()->show();
    noticeTimer.start();
}

void EvidencePane::Private::fitTabs()
{
    const int buttons = reveal->sizeHint().width() + attach->sizeHint().width() + parts.theme.px(8 + 12 + 8);
    strip->setCompact(strip->roomyWidth() > q.width() - buttons);
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
    }
}

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
        d->overview.reset();
        d->loaded.clear();
        d->selected.clear();
        d->announced = false;
        d->wanted.reset();
        d->card.clear();
        d->files.clear();
        d->data.clear();
        d->thread.clear();
        HeadText head;
        head.title = row.title;
        head.before = { kindText(row.subject.repo.kind) };
        d->head->setHead(head);
        for (const Tab tab : { Tab::Files, Tab::Data, Tab::Thread })
            d->strip->setCount(static_cast<int>(tab), {});
        showTab(row.subject.thread > 0 ? Tab::Thread : Tab::Card);
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
        d->loadTab();
        if (d->tabIsSettled())
            d->tabSettled(tab());
    });
}

void EvidencePane::clearCase()
{
    ++d->ticket;
    d->parts.source.cancel();
    d->row.reset();
    d->overview.reset();
    d->loaded.clear();
    d->selected.clear();
    d->card.clear();
    d->files.clear();
    d->data.clear();
    d->thread.clear();
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
