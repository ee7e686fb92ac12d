#pragma once

#include "core/hub/types.h"
#include "core/policy/relocate.h"
#include "core/sync/mirror.h"

namespace docket
{

/// What became of a piece of evidence after what it was taken from was updated. The pin stays what it is (law 2); this
/// only says where to look.
struct EvidenceNow {
    enum class State {
        Current, ///< nothing newer is stored
        There, ///< updated, and it still stands where it stood
        Moved, ///< the same words in other lines, or the same cell in another row
        Changed,
        Gone,
        Hidden, ///< a comment that was hidden since
        Unknown, ///< what it was taken from or what it became is not stored here
    };

    State state = State::Unknown;
    policy::Relocation where; ///< in the newest text
    QString commit; ///< newest revision; empty for comments
    QString sha256; ///< of the newest text, lower-case hex; empty when it is no card
    QString since; ///< oldest stored revision since which it is changed or gone
    QDateTime sinceSeen; ///< when this device first fetched that revision, UTC
    /// Whether there is something to say beside the place.
    bool isNews() const { return state != State::Current && state != State::Unknown; }
};

/// The same for every anchor, in their order. Reads stored texts and searches them: never on the GUI thread.
Result<QList<EvidenceNow>> evidenceNow(
    sync::Mirror& mirror, const Subject& subject, const QList<policy::Anchor>& anchors);

/// "current", "there", "moved", "changed", "gone", "hidden", "unknown": for scripts.
QString evidenceStateName(EvidenceNow::State state);
/// "still there, now lines 40-42", "changed since 9f31c0a, 21 Nov", "gone since 9f31c0a, 21 Nov": English, for the
/// command line. Empty when there is nothing to say.
QString evidenceNowText(const EvidenceNow& now);

/// The anchor as it is to be shown in the newest text: its lines or row there, and, where the words are the same, the
/// SHA-256 of that text. Its revision stays. Not to be recorded.
policy::Anchor shownNow(const policy::Anchor& anchor, const EvidenceNow& now);

} // namespace docket
