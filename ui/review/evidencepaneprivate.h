#pragma once

#include "ui/review/blackout.h"
#include "ui/review/cardtab.h"
#include "ui/review/changestab.h"
#include "ui/review/datatab.h"
#include "ui/review/evidencehead.h"
#include "ui/review/evidencepane.h"
#include "ui/review/filestab.h"
#include "ui/review/tabstrip.h"
#include "ui/review/threadtab.h"
#include "ui/widgets/keybutton.h"

#include <QLabel>
#include <QSet>
#include <QStackedWidget>
#include <QTimer>

namespace docket::ui::review
{

/// Inside of the pane: which tab shows what of which case, and what has been asked for.
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
    void showPictures();
    /// Of a case whose checklist has not been read.
    std::optional<policy::ViewingRule> unseenRule() const
    {
        return parts.asksChecklist ? std::nullopt : std::optional(policy::ViewingRule());
    }
    bool isPrepared(const Subject& subject) const;
    /// Shows what was read ahead of the case, if it was.
    void usePrepared();
    /// The card on the screen is the one that the mirror holds now.
    bool cardIsCurrent() const;
    void tabSettled(Tab which);
    void setSelected(Tab which, bool any);
    void notice(const QString& text);
    void fitTabs();
    void showAnchorNow();
    QDateTime now() const { return parts.now ? parts.now() : QDateTime::currentDateTimeUtc(); }
    card::RenderOptions renderOptions(const RepoKey& repo) const;
    QWidget* page(Tab which) const;
    bool tabIsSettled() const;

    EvidencePane& q;
    Parts parts;
    CardPresenter card;
    FilesPresenter files;
    DataPresenter data;
    ThreadPresenter thread;
    ChangesPresenter changes;

    EvidenceHead* head;
    TabStrip* strip;
    widgets::KeyButton* reveal = nullptr;
    widgets::KeyButton* attach = nullptr;
    QStackedWidget* pages;
    CardTab* cardTab = nullptr;
    FilesTab* filesTab = nullptr;
    DataTab* dataTab = nullptr;
    ThreadTab* threadTab = nullptr;
    ChangesTab* changesTab = nullptr;
    QLabel* noticeLine;
    QTimer noticeTimer;
    Blackout* blackout;

    std::optional<cases::CaseRow> row;
    std::optional<Overview> overview;
    QSet<int> loaded; ///< tabs that were asked for this case
    QSet<int> selected; ///< tabs that hold a selection
    bool announced = false; ///< `shown` went out for this case
    std::optional<policy::Anchor> wanted; ///< to be scrolled to once its tab has loaded
    /// The likely next case, read ahead.
    struct Prepared {
        Subject subject;
        std::optional<Overview> overview;
        std::optional<CardEvidence> card;
    };
    std::optional<Prepared> prepared;
    QString pinned; ///< commit, see setPinnedRevision()
    quint64 ticket = 0;
};

} // namespace docket::ui::review
