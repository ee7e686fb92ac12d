#pragma once

#include "core/base/digest.h"
#include "core/log/fold/authority.h"
#include "core/log/format/cosignature.h"
#include "core/log/format/entryformat.h"
#include "core/log/keys/devicekey.h"
#include "tests/log/logfixture.h"

#include <QJsonArray>
#include <QSet>

#include <functional>

namespace docket::test
{

/// Hands over what another store holds, or a part of it, changed on the way where a test wants that.
class StoreSource final : public log::MergeSource
{
public:
    explicit StoreSource(log::Store& store) : m_store(store)
    {
        m_workspace = store.workspaceId().value();
        m_tips = store.tips().value();
    }

    std::function<void(QByteArray& note, qsizetype log, qint64 seq)> changeNote;
    std::function<bool(const log::SealedPayload&)> givePayload;
    std::function<void(log::SealedPayload&)> changePayload;
    QHash<QByteArray, qint64> firstSeq; ///< by device

    QByteArray workspaceId() const override { return m_workspace; }
    QList<log::IncomingLog> logs() const override
    {
        QList<log::IncomingLog> out;
        for (const log::LogTip& tip : m_tips) {
            const auto checkpoint = m_store.checkpointOf(tip);
            if (!checkpoint)
                qFatal("%s", qPrintable(checkpoint.error().text()));
            out.append({ tip.device, tip.name, firstSeq.value(tip.device, 1), *checkpoint });
        }
        return out;
    }
    Result<QByteArrayList> notes(qsizetype log, qint64 fromSeq, int limit) override
    {
        DOCKET_ASSIGN(QByteArrayList out, m_store.notesOf(m_tips.at(log), fromSeq, limit));
        if (changeNote)
            for (qsizetype i = 0; i < out.size(); ++i)
                changeNote(out[i], log, fromSeq + i);
        return out;
    }
    Status payloads(const TakePayload& take) override
    {
        DOCKET_ASSIGN(QList<log::SealedPayload> all, m_store.payloads(0, 1'000'000));
        for (log::SealedPayload& payload : all) {
            if (givePayload && !givePayload(payload))
                continue;
            if (changePayload)
                changePayload(payload);
            DOCKET_TRY(take(payload.id, payload.salt, payload.data));
        }
        return {};
    }

private:
    log::Store& m_store;
    QByteArray m_workspace;
    QList<log::LogTip> m_tips;
};

inline log::Draft adminDraft(const QString& kind, const QJsonObject& payload)
{
    return log::Draft{ kind, std::nullopt, QJsonDocument(payload).toJson(QJsonDocument::Compact), {} };
}

inline QString keyText(const QByteArray& key)
{
    return QString::fromLatin1(toBase64Url(key));
}

inline log::Secret cheapPassphrase()
{
    return log::Secret::copyOf("correct horse");
}

/// A second device with its own folder, enrolled by `root` and made from what `root` hands over.
struct PeerFixture {
    QTemporaryDir folder;
    FixedClock clock{ startTime() };
    std::unique_ptr<log::Store> store;
    QByteArray device;
    QString person;

    PeerFixture(log::Store& root, const QString& name, const QStringList& roles, const QString& ofPerson = {})
    {
        const log::SigningKey key = log::SigningKey::generate();
        device = key.publicKey;
        person = ofPerson.isEmpty() ? keyText(log::Secret::random(16).view().toByteArray()) : ofPerson;
        QList<log::Draft> drafts{ adminDraft(QStringLiteral("key.enrol"),
            { { QStringLiteral("dev"), keyText(device) }, { QStringLiteral("person"), person },
                { QStringLiteral("from_seq"), 1 },
                { QStringLiteral("cosigner"), keyText(log::cosignerKeyOf(key).publicKey) } }) };
        for (const QString& role : roles)
            drafts.append(adminDraft(QStringLiteral("role.grant"),
                { { QStringLiteral("dev"), keyText(device) }, { QStringLiteral("role"), role },
                    { QStringLiteral("from_seq"), 1 } }));
        drafts.append(adminDraft(
            QStringLiteral("person.name"), { { QStringLiteral("person"), person }, { QStringLiteral("name"), name } }));
        must(root.append(drafts));
        const QByteArray deviceName
            = log::deviceName(log::defaultDomain().toLatin1(), root.workspaceId().value(), device);
        QDir(folder.path()).mkpath(QStringLiteral("keys"));
        const auto sealed = log::SealedKey::seal(deviceName, key, cheapSeal());
        must(sealed);
        must(sealed->write(folder.filePath(QStringLiteral("keys/device.key"))));
        StoreSource source(root);
        auto made = log::Store::createFrom(folder.path(), source, clock);
        must(made);
        store = std::move(*made);
        must(store->unlock(cheapPassphrase()));
    }

    /// Takes what the other holds.
    Result<log::MergeReport> take(log::Store& other)
    {
        StoreSource source(other);
        return store->merge(source);
    }

    template <typename T> static void must(const T& result)
    {
        if (!result)
            qFatal("%s", qPrintable(result.error().text()));
    }
};

} // namespace docket::test
