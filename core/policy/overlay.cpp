#include "core/policy/overlay.h"

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

/// What an overlay may not loosen; empty: it is at least as strict.
QString loosened(const Criterion& base, const Criterion& changed)
{
    if (changed.polarity != base.polarity)
        return u"changes the polarity"_s;
    if ((changed.appliesTo & base.appliesTo) != base.appliesTo)
        return u"drops a kind of subject"_s;
    if (changed.severity < base.severity)
        return u"lowers the severity from %1 to %2"_s.arg(severityName(base.severity), severityName(changed.severity));
    for (const QString& code : changed.permittedActions) {
        if (!base.permittedActions.contains(code))
            return u"permits %1, which the pack does not"_s.arg(code);
    }
    // Codes are graduated, so their text order is their order of strength.
    if (changed.maxUnilateral > base.maxUnilateral)
        return u"raises maxUnilateral from %1 to %2"_s.arg(base.maxUnilateral, changed.maxUnilateral);
    if (changed.viewing < base.viewing)
        return u"opens the viewing mode"_s;
    if (base.evidenceRequired && !changed.evidenceRequired)
        return u"drops the need for evidence"_s;
    if (base.secondReviewer && !changed.secondReviewer)
        return u"drops the second reviewer"_s;
    if (!base.publicChannel && changed.publicChannel)
        return u"opens the public channel"_s;
    if (base.escalation.mandatory) {
        if (!changed.escalation.mandatory)
            return u"drops a mandatory escalation"_s;
        for (Desk desk : base.escalation.to) {
            if (!changed.escalation.to.contains(desk))
                return u"drops the escalation to %1"_s.arg(deskName(desk));
        }
        if (base.escalation.deadlineHours > 0
            && (changed.escalation.deadlineHours == 0
                || changed.escalation.deadlineHours > base.escalation.deadlineHours))
            return u"extends the deadline of a mandatory escalation"_s;
    }
    return {};
}

Criterion* find(Pack& pack, const QString& id)
{
    for (Section& section : pack.sections) {
        for (Criterion& criterion : section.criteria) {
            if (criterion.id == id)
                return &criterion;
        }
    }
    return nullptr;
}

Section& sectionOf(Pack& pack, const Section& like)
{
    for (Section& section : pack.sections) {
        if (section.id == like.id)
            return section;
    }
    pack.sections += Section{ like.id, like.title, like.intro, {} };
    return pack.sections.last();
}

} // namespace

Result<Pack> applyOverlay(const Pack& base, const Pack& overlay)
{
    if (overlay.extends != base.id())
        return fail(ErrorCode::Validation, QString(overlay.origin + u" $.extends"_s),
            u"extends %1, not %2"_s.arg(overlay.extends, base.id()));
    if (overlay.kind != base.kind)
        return fail(ErrorCode::Validation, QString(overlay.origin + u" $.kind"_s),
            u"is %1, but the extended pack is %2"_s.arg(packKindName(overlay.kind), packKindName(base.kind)),
            u"use the kind of the extended pack"_s);
    if (!overlay.decisions.isEmpty())
        return fail(ErrorCode::Validation, QString(overlay.origin + u" $.decisions"_s),
            u"an overlay of the decision vocabulary may change its settings only"_s);

    Pack out = base;
    out.packId = overlay.packId;
    out.version = overlay.version;
    out.title = overlay.title;
    out.language = overlay.language;
    out.effectiveFrom = overlay.effectiveFrom;
    out.supersedes = overlay.supersedes;
    out.extends = overlay.extends;
    out.sha256 = overlay.sha256;
    out.origin = overlay.origin;
    out.closingQuestions += overlay.closingQuestions;
    for (auto it = overlay.settings.begin(); it != overlay.settings.end(); ++it)
        out.settings.insert(it.key(), it.value());
    for (const Source& source : overlay.sources) {
        const Source* known = out.source(source.id);
        if (!known)
            out.sources += source;
        else if (known->url != source.url || known->effective != source.effective)
            return fail(ErrorCode::Validation, QString(overlay.origin + u" $.source"_s),
                u"source %1 differs from that of the extended pack"_s.arg(source.id), u"give it another id"_s);
    }
    for (const Section& section : overlay.sections) {
        for (const Criterion& criterion : section.criteria) {
            for (const Basis& basis : criterion.basis) {
                if (!out.source(basis.sourceId()))
                    return fail(ErrorCode::Validation, QString(overlay.origin + u' ' + criterion.id),
                        u"\"%1\" is not among the sources of this pack or of %2"_s.arg(basis.sourceId(), base.id()),
                        u"add it to $.source"_s);
            }
            Criterion* known = find(out, criterion.id);
            if (!known) {
                sectionOf(out, section).criteria += criterion;
                continue;
            }
            if (const QString cause = loosened(*known, criterion); !cause.isEmpty())
                return fail(ErrorCode::Validation, QString(overlay.origin + u' ' + criterion.id),
                    u"the overlay "_s + cause, u"an overlay may add, raise and restrict only"_s);
            *known = criterion;
        }
    }
    return out;
}

} // namespace docket::policy
