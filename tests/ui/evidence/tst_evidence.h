#pragma once

#include <QObject>

namespace docket::ui::review
{

/// Models, presenters and pure functions, without a window.
class EvidenceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recordedAnswersAreTables();
    void cellsSayWhatTheyAre();
    void statisticsStandInTheHead();
    void refusalsAreTold_data();
    void refusalsAreTold();
    void oddTablesAreSurvived();
    void passagesAreFound();
    void pictureTypesComeFromBytes();
    void embeddedPictures();
    void headNamesWhatCounts();
    void threadsStandInOrder();
    void sourceIsMadeFit();
    void sourceShowsWhatNobodySees();
    void editsOfCommentsAreShown();
    void codeIsEscapedAndCapped();
    void fileTree();
    void cardPresenterStates();
    void staleAnswersAreDropped();
    void dataPresenter();
    void threadPresenter();
    void mirrorIsReadOnItsThread();
    void heavyCardIsGivenUp();
};

} // namespace docket::ui::review
