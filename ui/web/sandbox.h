#pragma once

#include <QByteArray>
#include <QString>

/// Is the page's process confined? Chromium drops to a weaker sandbox without a word where user namespaces are
/// forbidden, so we look ourselves. Linux only.
namespace docket::ui::web
{

struct Confinement {
    bool seccomp = false; ///< filter mode
    bool ownProcessSpace = false; ///< process id name space of its own, below ours
    bool ownNetwork = false; ///< no way to the host's network
    bool holds() const { return seccomp && ownProcessSpace && ownNetwork; }
    /// English, what is missing; empty when it holds.
    QString missing() const;
};

/// From the text of /proc/<pid>/status and the targets of /proc/<pid>/ns/net and /proc/self/ns/net.
Confinement readConfinement(const QByteArray& status, const QString& theirNetwork, const QString& ourNetwork);
/// Of a living process.
Confinement confinementOf(qint64 pid);
/// Scripts and tests that run as root must switch the sandbox off (QTWEBENGINE_DISABLE_SANDBOX=1); then there is
/// nothing to check. The program itself never sets it.
bool sandboxSwitchedOff();

/// Resident set in bytes, 0 when the process is gone.
qint64 residentBytes(qint64 pid);

} // namespace docket::ui::web
