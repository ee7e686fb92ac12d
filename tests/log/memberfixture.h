#pragma once

#include "core/log/fold/authority.h"
#include "core/log/members/joining.h"
#include "core/log/members/membership.h"
#include "tests/log/peerfixture.h"

#include <QDirIterator>

namespace docket::test
{

/// What a store holds, taken over by another.
inline Result<log::MergeReport> takeAll(log::Store& into, log::Store& from)
{
    StoreSource source(from);
    return into.merge(source);
}

/// A device that joined the way people do: invitation, request, enrolment, answer.
struct Newcomer {
    QTemporaryDir folder;
    FixedClock clock{ startTime() };
    std::unique_ptr<log::Store> store;
    log::JoinRequest request;

    Newcomer(log::Membership membership, log::Store& inviter, const QString& name, const QStringList& roles = {},
        const QString& person = {})
    {
        const auto invitation = membership.invitation();
        PeerFixture::must(invitation);
        const auto bytes = log::prepareJoin(folder.path(), *invitation, name, cheapSeal(), clock.now());
        PeerFixture::must(bytes);
        const auto read = log::readJoinRequest(*bytes);
        PeerFixture::must(read);
        request = *read;
        PeerFixture::must(membership.enrol(request, roles, person));
        StoreSource source(inviter);
        auto made = log::Store::createFrom(folder.path(), source, clock);
        PeerFixture::must(made);
        store = std::move(*made);
        PeerFixture::must(store->unlock(cheapPassphrase()));
        PeerFixture::must(store->renewExchangeKey());
    }
    /// Writes `count` entries of a case.
    QList<log::Entry> work(int count, int firstCase = 1)
    {
        QList<log::Draft> drafts;
        for (int i = 0; i < count; ++i)
            drafts.append(draft(QStringLiteral("case.note"), caseNumber(firstCase + i),
                { { QStringLiteral("text"), QStringLiteral("n") } }));
        const auto written = store->append(drafts);
        PeerFixture::must(written);
        return *written;
    }
};

inline log::PersonDevice deviceIn(log::Store& store, const QByteArray& key)
{
    const auto all = log::people(store);
    PeerFixture::must(all);
    for (const log::Person& person : *all)
        for (const log::PersonDevice& device : person.devices)
            if (device.key == key)
                return device;
    return {};
}

/// Every form in which a secret might lie about.
inline QByteArrayList spellings(QByteArrayView secret)
{
    const QByteArray bytes = secret.toByteArray();
    return { bytes, bytes.toHex(), bytes.toHex().toUpper(), bytes.toBase64(QByteArray::OmitTrailingEquals),
        toBase64Url(bytes) };
}

/// The file below the folder that holds one of the spellings; empty when none does.
inline QString leakIn(const QString& folder, QByteArrayView secret)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        for (const QByteArray& form : spellings(secret))
            if (bytes.contains(form))
                return file.fileName();
    }
    return {};
}

inline void copyWorkspace(const QString& from, const QString& to)
{
    QDir(to + QStringLiteral("/keys")).removeRecursively();
    QFile::remove(to + QLatin1Char('/') + log::logFileName());
    QDir(to).mkpath(QStringLiteral("keys"));
    if (!QFile::copy(from + QLatin1Char('/') + log::logFileName(), to + QLatin1Char('/') + log::logFileName()))
        qFatal("log.db cannot be copied");
    const QDir keys(from + QStringLiteral("/keys"));
    for (const QString& name : keys.entryList(QDir::Files))
        if (!QFile::copy(keys.filePath(name), to + QStringLiteral("/keys/") + name))
            qFatal("keys cannot be copied");
}

} // namespace docket::test
