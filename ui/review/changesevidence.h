#pragma once

#include "core/card/render.h"
#include "core/changes/revisionchanges.h"
#include "core/sync/mirror.h"

#include <memory>

namespace docket::ui::review
{

/// A stretch of a line in one syntax colour (index into code::styleColours).
struct StyledRange {
    card::TextRange range;
    int style = 0;
};
/// By line, from 0; empty where nothing was coloured.
using StyledLines = std::vector<std::vector<StyledRange>>;

/// Two revisions compared, with the colours of the card's text.
struct ChangesEvidence {
    changes::RevisionChanges changes;
    QByteArray cardSha256Before;
    StyledLines stylesBefore;
    StyledLines stylesAfter;
};
using ChangesPtr = std::shared_ptr<const ChangesEvidence>;

namespace work
{
/// Worker threads only. NotFound for a revision that is not stored; Cancelled when `stop` was asked for.
Result<ChangesPtr> readChanges(sync::Mirror& mirror, const RepoKey& repo, const QString& from, const QString& to,
    const card::CodeHighlighter* highlighter, const std::stop_token& stop);
/// The same over revisions in memory.
ChangesPtr compareForView(const sync::Revision& from, const sync::Revision& to,
    const card::CodeHighlighter* highlighter, const std::stop_token& stop = {});
/// The colours of a text as the highlighter writes them (escaped text in <span class="kN">).
StyledLines stylesFrom(QStringView html);
} // namespace work

} // namespace docket::ui::review
