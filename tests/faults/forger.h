#pragma once

#include "core/log/format/entryformat.h"
#include "tests/faults/judge.h"

#include <functional>

namespace docket::test
{

/// A device that signs what the store would not: takes the key of a workspace and writes entries into log.db by hand,
/// with the tree brought up to date, so that nothing but the change is wrong.
class Forger
{
public:
    /// The workspace must not be open; its key has the usual passphrase, its log fewer than 256 entries.
    explicit Forger(const QString& folder);

    /// The header of an entry that would be right as the next one of the device, on a case, without payload.
    log::EntryHeader next(const log::CaseId& caseId) const;
    log::EntryId append(const log::EntryHeader& header);
    const log::SigningKey& key() const { return m_key; }
    QByteArray name() const { return m_name; }

private:
    QString m_folder;
    log::SigningKey m_key;
    QByteArray m_name;
    QByteArray m_workspace;
    log::CompactRange m_range;
    log::EntryId m_last;
    qint64 m_lamport = 0;
};

} // namespace docket::test
