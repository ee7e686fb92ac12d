#pragma once

#include "core/policy/pack.h"

#include <QHash>
#include <QStringList>

namespace docket::policy
{

/// The packs at hand: built in (a Qt resource) and those of a folder of the workspace. A bad file is reported and left
/// out; it never hides a good one. Immutable after loading, so it may be read from any thread.
class PackLibrary
{
public:
    /// Only what ships with the program. The shipped packs are tested, so this has no problems().
    static PackLibrary builtIn();
    /// Built-in packs plus `folder`/*.json (a missing folder is an empty one). A file that claims the id and version of
    /// a loaded pack with other bytes is a problem: a pack is immutable once published.
    static PackLibrary load(const QString& folder);

    /// All, overlays applied, in order of kind and id.
    const QList<Pack>& packs() const { return m_packs; }
    /// "hf-content" (the newest version, or the overlay that extends it) or "hf-content@2025.04.10-r1". nullptr:
    /// unknown.
    const Pack* find(QStringView id) const;
    /// The criterion of this id in the newest packs, with its pack.
    const Criterion* criterion(QStringView id, const Pack** pack = nullptr) const;
    /// The decision vocabulary in force; its codes. The built-in one always exists.
    const Pack& vocabulary() const;
    const DecisionCode* decision(QStringView code) const { return vocabulary().decision(code); }
    /// The newest pack of every id whose kind suits the subject: content for all, conduct for threads (and for
    /// repositories with `withThread`), the card pack of the repository's kind.
    QList<const Pack*> inForce() const;
    /// Those of inForce() whose kind suits the subject: content for repositories and threads, conduct for threads (and
    /// for repositories `withThread`), the card pack of the repository's kind for repositories.
    QList<const Pack*> packsFor(const Subject& subject, bool withThread = false) const;
    /// What could not be loaded and why.
    const QList<Error>& problems() const { return m_problems; }
    /// The bytes of a pack's file as they were hashed, for `policy show` and for `policy.adopt`.
    QByteArray bytesOf(QStringView id) const;

private:
    void add(const QByteArray& bytes, const QString& origin);
    void applyOverlays();
    void finish();

    QList<Pack> m_packs;
    QHash<QString, QString> m_replacedBy; // id() of a pack -> id() of the overlay on it
    QString m_vocabulary; // id()
    QHash<QString, QByteArray> m_bytes; // id() -> file bytes
    QList<Error> m_problems;
};

} // namespace docket::policy
