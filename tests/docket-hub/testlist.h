#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace docket::practicehub
{

std::unique_ptr<QObject> makeWireTest(); ///< tst_wire.cpp
std::unique_ptr<QObject> makeFaultTest(); ///< tst_faults.cpp
std::unique_ptr<QObject> makeRepositoryTest(); ///< tst_repositories.cpp
std::unique_ptr<QObject> makeFileTest(); ///< tst_files.cpp
std::unique_ptr<QObject> makeThreadTest(); ///< tst_threads.cpp
std::unique_ptr<QObject> makeCommitTest(); ///< tst_commits.cpp
std::unique_ptr<QObject> makeViewerTest(); ///< tst_viewer.cpp
std::unique_ptr<QObject> makeDataTest(); ///< tst_data.cpp
std::unique_ptr<QObject> makeProgramTest(); ///< tst_program.cpp

inline std::vector<std::function<std::unique_ptr<QObject>()>> allTests()
{
    return { makeWireTest, makeFaultTest, makeRepositoryTest, makeFileTest, makeThreadTest, makeCommitTest,
        makeViewerTest, makeDataTest, makeProgramTest };
}

} // namespace docket::practicehub
