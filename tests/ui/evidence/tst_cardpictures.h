#pragma once

#include <QObject>

namespace docket::ui::review
{

/// How much of a picture is seen, when, and who is asked for it; without a window.
class CardPicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hiddenUntilAsked();
    void onePressMore();
    void startsAsChosen();
    void refusedByContent_data();
    void refusedByContent();
    void otherHostsAreAskedAbout();
    void fetchCanBeStopped();
    void videoOffersItsAddress();
    void policyCloses();
    void waitsForTheChecklist();
    void lensNeedsABlurredPicture();
    void asEvidence();
    void leavesNothing();
};

} // namespace docket::ui::review
