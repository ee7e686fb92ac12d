#pragma once

#include "core/base/clock.h"
#include "core/log/store/store.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

/// Fails the test with the error's text.
#define VERIFY_OK(expression)                                                                                          \
    do {                                                                                                               \
        const auto& verifyResult = (expression);                                                                       \
        QVERIFY2(verifyResult.has_value(), verifyResult ? "" : qPrintable(verifyResult.error().text()));               \
    } while (false)

namespace docket::test
{

inline QDateTime startTime()
{
    return fromIsoUtc(u"2026-11-20T08:00:00.000Z");
}

inline log::Seal cheapSeal()
{
    return log::Seal::withPassphrase(log::Secret::copyOf("correct horse"), log::KdfCost::Cheap);
}

/// A fresh workspace folder with a log of one reviewer.
struct LogFixture {
    QTemporaryDir folder;
    FixedClock clock{ startTime() };
    std::unique_ptr<log::Store> store;

    LogFixture()
    {
        auto created
            = log::Store::create(folder.path(), QStringLiteral("Ada"), log::defaultDomain(), cheapSeal(), clock);
        if (created)
            store = std::move(*created);
        else
            qFatal("%s", qPrintable(created.error().text()));
    }
    /// A copy of the files of another workspace, opened for reading; spares making one for each row of a table.
    explicit LogFixture(const QString& otherFolder)
    {
        QDir(folder.path()).mkpath(QStringLiteral("keys"));
        for (const QString& name : { log::logFileName(), QStringLiteral("keys/device.key") })
            if (!QFile::copy(otherFolder + QLatin1Char('/') + name, folder.filePath(name)))
                qFatal("the workspace cannot be copied");
        auto opened = log::Store::open(folder.path(), log::Access::ReadOnly, clock);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text()));
        store = std::move(*opened);
    }
    QString logPath() const { return folder.path() + QLatin1Char('/') + log::logFileName(); }
    Result<std::unique_ptr<log::Store>> reopen(log::Access access = log::Access::ReadWrite)
    {
        store.reset();
        return log::Store::open(folder.path(), access, clock);
    }
};

inline log::CaseId caseNumber(int number)
{
    QByteArray bytes(16, 'c');
    bytes[0] = static_cast<char>(number & 0xff);
    bytes[1] = static_cast<char>((number >> 8) & 0xff);
    return log::CaseId{ bytes };
}

inline log::Draft draft(const QString& kind, const log::CaseId& caseId, const QJsonObject& payload)
{
    return log::Draft{ kind, caseId, QJsonDocument(payload).toJson(QJsonDocument::Compact), {} };
}

} // namespace docket::test
