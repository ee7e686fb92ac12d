#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QString>
#include <QStringList>

namespace docket::ui::widgets
{

/// Keys as data: which key sequences call which action. Holds only what differs from the defaults, so that new
/// defaults reach people who remapped something else. Value type.
/// File form (exported, kept in the settings folder):
/// `{"format":"docket.keymap/1","keys":{"queue.next":["J","Down"],"case.claim":[]}}`; an empty list means "no key".
/// Sequences are in Qt's portable text.
class KeyMap
{
public:
    /// The keys of `action`: the person's own, or `defaults`.
    QList<QKeySequence> keys(const QString& action, const QList<QKeySequence>& defaults) const;
    bool isRemapped(const QString& action) const { return m_own.contains(action); }
    void remap(const QString& action, const QList<QKeySequence>& keys) { m_own.insert(action, keys); }
    void restore(const QString& action) { m_own.remove(action); }
    void restoreAll() { m_own.clear(); }

    QByteArray toJson() const;
    /// Parse when it is not JSON of the form above; Validation names the first action with an unreadable key.
    static Result<KeyMap> fromJson(const QByteArray& json, const QString& thing);

    bool operator==(const KeyMap&) const = default;

private:
    QHash<QString, QList<QKeySequence>> m_own;
};

/// How a key reads on a keycap: "Ctrl K", "J", "?", "Ctrl ↵".
QString keyText(const QKeySequence& keys);

} // namespace docket::ui::widgets
