#pragma once

#include "app/docket/fixtures/fixtureevidence.h"
#include "app/docket/fixtures/fixturepictures.h"
#include "ui/review/evidencepane.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/theme.h"

#include <QObject>

#include <memory>

namespace docket::ui::review
{

/// The whole pane with the real browser, driven by keys. DOCKET_CAPTURE_DIR=<folder> keeps pictures of every tab.
class EvidencePaneTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void showsACaseAndMovesOn();
    void aPreparedCaseIsThereAtOnce();
    void aPreparedCardThatChangedIsReadAgain();
    void keysAttachASelection();
    void everyTabGivesEvidence();
    void changesOpenAtTheEvidence();
    void blackoutCoversEverything();
    void revealedPicturesStayWithTheirCase();
    void theChecklistSpeaksFirst();
    void longCardsGoOn();
    void outlineLeadsAndFollows();
    void outlineLeavesRoomForTheCard();
    void heavyCardsPaintSoon_data();
    void heavyCardsPaintSoon();
    void sourceAndBack();
    void pictures();

private:
    void open(RepoKind kind, const QString& id, int thread = 0);
    void settle();
    /// What the box of a picture says and how it is dressed, in the page in front.
    QString box(int number);

    std::unique_ptr<widgets::Theme> m_theme;
    std::unique_ptr<widgets::ActionRegistry> m_actions;
    std::unique_ptr<app::FixtureEvidence> m_source;
    app::FixturePictures m_pictures;
    std::unique_ptr<QWidget> m_window;
    EvidencePane* m_pane = nullptr;
};

} // namespace docket::ui::review
