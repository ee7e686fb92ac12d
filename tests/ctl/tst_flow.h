#pragma once

#include <QObject>

#include <memory>

namespace docket::test
{
class Ctl;
class PracticeHub;
} // namespace docket::test

/// The main job against the practice Hub: init, watch, sync, queue, claim, assess, annotate, decide, send, verify.
class FlowTest : public QObject
{
    Q_OBJECT
public:
    FlowTest();
    ~FlowTest() override;

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void syncCounts();
    void secondSyncIsCheap();
    void queueRows();
    void queueOrderAndFilter();
    void caseShow();
    void refusals();
    void assessAndDecide();
    void cancelBeforeItLeaves();
    void sendReachesTheHub();
    void exports();
    void logAfterwards();
    void interruptedSync();

private:
    std::unique_ptr<docket::test::PracticeHub> m_hub;
    std::unique_ptr<docket::test::Ctl> m_ctl;
};
