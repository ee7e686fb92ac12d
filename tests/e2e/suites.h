#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace docket::e2e
{

std::unique_ptr<QObject> makeFlowTest(); ///< tst_flow.cpp
std::unique_ptr<QObject> makeCorpusTest(); ///< tst_corpus.cpp
std::unique_ptr<QObject> makeFaultTest(); ///< tst_faults.cpp
std::unique_ptr<QObject> makeKillTest(); ///< tst_kill.cpp
std::unique_ptr<QObject> makeRefusalTest(); ///< tst_refusal.cpp
std::unique_ptr<QObject> makeWorkspaceTest(); ///< tst_workspace.cpp
std::unique_ptr<QObject> makeDamageTest(); ///< tst_damage.cpp
std::unique_ptr<QObject> makeLiarTest(); ///< tst_liar.cpp
std::unique_ptr<QObject> makeExchangeTest(); ///< tst_exchange.cpp

inline std::vector<std::function<std::unique_ptr<QObject>()>> allTests()
{
    return { makeFlowTest, makeCorpusTest, makeFaultTest, makeKillTest, makeRefusalTest, makeWorkspaceTest,
        makeDamageTest, makeLiarTest, makeExchangeTest };
}

} // namespace docket::e2e
