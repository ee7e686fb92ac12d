#pragma once

#include "core/log/entry.h"

#include <QHash>
#include <QMap>

#include <span>

namespace docket::log
{

/// An entry without a case, as the fold of authority sees it.
struct AdminEntry {
    Entry entry;
    std::optional<QByteArray> payload;
};

/// Who may do what, as intervals of each device's sequence numbers (audit.md 4.6, step 2): independent of the order in
/// which entries arrive. Pure, like foldCase().
class Authority
{
public:
    /// Reads ws.init, key.enrol, key.revoke, role.grant, role.revoke and person.name; other kinds do nothing.
    static Authority fold(std::span<const AdminEntry> entries);

    /// The person who owned the device when it wrote entry `seq`; empty when it was not enrolled.
    QString personOf(const QByteArray& device, qint64 seq) const;
    /// Roles of the device at `seq`, sorted; empty when it was not enrolled.
    QStringList rolesOf(const QByteArray& device, qint64 seq) const;
    /// Empty when unknown or erased.
    QString nameOf(const QString& person) const { return m_names.value(person); }
    /// Every device ever enrolled, with its owner and its roles at its last permitted entry, sorted by person and
    /// device.
    QList<Reviewer> reviewers() const;
    /// Admin entries whose author was not allowed to write them: kept, shown, without effect.
    QList<EntryId> unauthorised() const { return m_unauthorised; }

    static QStringList allRoles();

private:
    /// Sequence numbers from which something holds, and those after which it ends; the smallest bound wins.
    struct Span {
        QList<qint64> from;
        QList<qint64> last;
        bool holds(qint64 seq) const;
        qint64 end() const;
    };
    struct Device {
        QString person;
        Span enrolled;
        QMap<QString, Span> roles;
    };
    bool hasRoot(const Entry& entry) const;
    void apply(const AdminEntry& admin);

    QMap<QByteArray, Device> m_devices;
    QMap<QString, QString> m_names;
    QList<EntryId> m_unauthorised;
};

} // namespace docket::log
