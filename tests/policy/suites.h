#pragma once

#include "core/policy/packlibrary.h"

#include <QDir>
#include <QTest>

#include <memory>

/// One executable for the room: each file of tests brings a suite.
std::unique_ptr<QObject> makeAnchorTests();
std::unique_ptr<QObject> makePackTests();
std::unique_ptr<QObject> makeChecklistTests();
std::unique_ptr<QObject> makeDecisionTests();
std::unique_ptr<QObject> makeNoticeTests();
std::unique_ptr<QObject> makeActionTests();
std::unique_ptr<QObject> makeHintTests();
std::unique_ptr<QObject> makeRelocateTests();

/// The built-in packs, parsed once for all suites.
inline const docket::policy::PackLibrary& builtInPacks()
{
    static const docket::policy::PackLibrary library = docket::policy::PackLibrary::builtIn();
    return library;
}

inline docket::Subject subjectOf(const QString& key)
{
    return docket::Subject::parse(key).value();
}

/// Folder of third-party test data; empty when it is not there.
inline QString corpusFolder()
{
    QStringList places{ qEnvironmentVariable("DOCKET_CORPUS"), QStringLiteral(DOCKET_SOURCE_DIR "/../shared/corpus"),
        QStringLiteral(DOCKET_SOURCE_DIR "/../../shared/corpus") };
    for (const QString& place : places) {
        if (!place.isEmpty() && QDir(place).exists())
            return QDir(place).absolutePath();
    }
    return {};
}
