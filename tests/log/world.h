#pragma once

#include "core/log/fold/authority.h"
#include "core/log/fold/fold.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <set>

namespace docket::test
{

/// What one device writes next in a World.
struct WorldDraft {
    QString kind;
    QJsonObject payload;
    std::optional<log::CaseId> caseId = std::nullopt;
    /// Entries of the case that the author saw, by number; nullopt: all there are.
    std::optional<QList<qsizetype>> seen = std::nullopt;
    qint64 seq = 0; ///< 0: after the device's newest entry; another one makes a fork
    qint64 lamport = 0; ///< 0: just above what was seen
    qint64 version = 1;
    QString policy = {};
};

/// A workspace of several devices written by hand: entries with ids, chains, clocks and parents as the store would give
/// them, but without signatures. Tests of the fold deliver any part of it in any order.
class World
{
public:
    struct Written {
        log::Entry entry;
        std::optional<QByteArray> payload;
    };

    /// The public key of a device, the same for a name in every run; a point that may be enrolled.
    static QByteArray keyOf(const QString& device);
    static QString keyText(const QString& device);
    /// The random id of a person, likewise.
    static QString personId(const QString& name);

    qsizetype write(const QString& device, const WorldDraft& draft);
    /// Admin entries in a word each; they return the entry's number.
    qsizetype init(const QString& root, const QStringList& roots);
    qsizetype enrol(const QString& author, const QString& device, const QString& person, qint64 from = 1);
    qsizetype grant(const QString& author, const QString& device, const QString& role, qint64 from = 1);
    qsizetype revokeKey(const QString& author, const QString& device, qint64 last);
    qsizetype revokeRole(const QString& author, const QString& device, const QString& role, qint64 last);
    qsizetype approve(const QString& author, qsizetype revocation);
    qsizetype rotate(const QString& author, const QString& next);
    void erase(qsizetype number) { m_written[number].payload.reset(); }

    const QList<Written>& written() const { return m_written; }
    const log::Entry& entry(qsizetype number) const { return m_written.at(number).entry; }
    qint64 lastSeq(const QString& device) const { return m_seq.value(device); }

    /// Folds what is in `delivered` (numbers, in the order given; repetitions allowed).
    log::Authority authority(const QList<qsizetype>& delivered) const;
    log::CaseState state(const QList<qsizetype>& delivered, const log::CaseId& caseId) const;
    QList<qsizetype> everything() const;
    log::Authority authority() const { return authority(everything()); }

private:
    QList<Written> m_written;
    QHash<QString, qint64> m_seq;
    QHash<QString, qint64> m_lamport; ///< of the device's newest entry
};

} // namespace docket::test
