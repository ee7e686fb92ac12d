#include "app/docketctl/casefile.h"
#include "app/docketctl/output.h"
#include "core/base/clock.h"

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

/// Foreign text inside a sentence or heading: one line, no markup of its own.
QString inlineText(const QString& text)
{
    QString safe = Output::clean(text).simplified();
    for (const QChar c : u"\\`*_[]<>#|"_s)
        safe.replace(c, u'\\' + c);
    return safe;
}

/// Foreign text as a quotation: every line is marked, so that it cannot look like ours.
QString quotation(const QString& text)
{
    QString out;
    for (const QString& line : Output::clean(text).split(u'\n'))
        out += u"> "_s + line + u'\n';
    return out;
}

/// Inside back ticks, which no pin, id or code holds.
QString code(const QString& text)
{
    QString safe = Output::clean(text).simplified();
    safe.remove(u'`');
    return u'`' + safe + u'`';
}

QString pinText(const log::Pin& pin)
{
    if (pin.commit.isEmpty())
        return u"no pinned revision"_s;
    return code(pin.path) + u" at "_s + code(pin.commit) + u", SHA-256 "_s + code(pin.sha256);
}

QString subjectPart(const CaseFile& file)
{
    QString out = u"- Case: "_s + code(file.row.caseText) + u"\n- Subject: "_s + code(file.row.subject.key())
        + u"\n- Status: "_s + cases::statusName(file.row.status);
    if (const QString flags = flagsOf(file.row); !flags.isEmpty())
        out += u" ("_s + flags + u')';
    out += u"\n- Severity: "_s + cases::severityName(file.row.severity) + u"\n- Priority: %1"_s.arg(file.row.priority);
    for (const cases::PriorityTerm& term : file.row.terms)
        out += u"\n  - %1: %2 (%3)"_s.arg(term.name).arg(term.points).arg(inlineText(term.value));
    if (file.repo) {
        const hub::RepoInfo& info = file.repo->info;
        out += u"\n- Author: "_s + inlineText(info.author) + u"\n- Revision: "_s + code(info.sha)
            + u"\n- Downloads: %1, likes: %2"_s.arg(info.downloads).arg(info.likes);
        for (const hub::ScanIssue& issue : info.scan.filesWithIssues)
            out += u"\n- Scan: "_s + code(issue.path) + u" is "_s + inlineText(issue.level);
    }
    if (file.card && !file.card->sha256.isEmpty()) {
        out += u"\n- Card: "_s
            + pinText({ file.card->commit, file.card->path, QString::fromLatin1(file.card->sha256) });
    }
    return out + u'\n';
}

QString reportsPart(const CaseDossier& dossier)
{
    QString out = u"\n## Reports\n"_s;
    for (const hub::Report& report : dossier.file.reports) {
        out += u"\n### Thread %1: "_s.arg(report.thread) + inlineText(report.rawTitle) + u"\n\n"_s
            + hub::reportCategoryName(report.category) + u", "_s + shortTime(report.opened) + u", "_s
            + (report.open ? u"open"_s : u"closed"_s) + u"\n\n"_s + quotation(report.excerpt);
    }
    for (const hub::Thread& thread : dossier.reportThreads) {
        out += u"\n### Comments of thread %1\n"_s.arg(thread.num);
        for (const hub::Event& event : thread.events) {
            if (event.type != hub::EventType::Comment)
                continue;
            out += u"\n"_s + inlineText(event.author.name) + u", "_s + shortTime(event.createdAt)
                + (event.hidden ? u", hidden\n"_s : u":\n\n"_s + quotation(event.raw));
            for (const sync::EarlierComment& one : dossier.earlier.value(event.id))
                out += u"\nBefore it was edited (found "_s + shortTime(one.seenAt) + u"):\n\n"_s + quotation(one.raw);
        }
    }
    return out;
}

QString anchorText(const CaseDossier& dossier, const QJsonObject& anchor)
{
    const auto parsed = policy::Anchor::fromJson(anchor);
    if (!parsed)
        return u"unreadable place"_s;
    const QString quote = parsed->quote.isEmpty() ? QString() : u": "_s + inlineText(parsed->quote.left(300));
    const auto now = evidenceOf(dossier, anchor);
    const QString became = now ? evidenceNowText(*now) : QString();
    return inlineText(parsed->place()) + (became.isEmpty() ? QString() : u"; "_s + became) + quote;
}

QString answersPart(const CaseDossier& dossier)
{
    QString out;
    for (const log::Assessment& one : dossier.file.state.assessments) {
        if (!isShown(dossier, one.person))
            continue;
        out += u"\n### "_s + inlineText(one.pack) + u" by "_s + inlineText(personName(dossier, one.person)) + u", "_s
            + shortTime(one.time) + u"\n\nLooked at "_s + pinText(one.pin) + u".\n\n"_s;
        for (const auto& value : one.answers) {
            const QJsonObject answer = value.toObject();
            out += u"- "_s + inlineText(answer[u"criterion"].toString()) + u": "_s
                + inlineText(answer[u"answer"].toString());
            if (const QString note = answer[u"note"].toString(); !note.isEmpty())
                out += u". "_s + inlineText(note);
            if (const QString none = answer[u"no_evidence"].toString(); !none.isEmpty())
                out += u" (no evidence: "_s + inlineText(none) + u')';
            out += u'\n';
            for (const auto& anchor : answer[u"evidence"].toArray())
                out += u"  - "_s + anchorText(dossier, anchor.toObject()) + u'\n';
        }
    }
    return out.isEmpty() ? out : u"\n## Answers\n"_s + out;
}

QString decisionText(const CaseDossier& dossier, const log::Decision& one)
{
    QString out = u"\n### "_s + inlineText(one.code.isEmpty() ? u"erased"_s : one.code) + u" by "_s
        + inlineText(personName(dossier, one.person)) + u", "_s + shortTime(one.time) + u"\n\n"_s;
    if (one.needsSecond && one.supporters.size() < 2)
        out += u"Waits for a second person.\n\n"_s;
    out += u"Looked at "_s + pinText(one.pin) + u". Entry "_s + code(one.entry.text()) + u".\n\n"_s
        + quotation(one.reason);
    if (const QString steps = one.payload[u"lower_steps"].toString(); !steps.isEmpty())
        out += u"\nWhy gentler steps do not suffice:\n\n"_s + quotation(steps);
    if (const QString notice = one.payload[u"notice"].toString(); !notice.isEmpty())
        out += u"\nNotice:\n\n"_s + quotation(notice);
    return out;
}

QString decisionsPart(const CaseDossier& dossier)
{
    QString out;
    for (const log::Decision& one : dossier.file.state.decisions) {
        if (isShown(dossier, one.person))
            out += decisionText(dossier, one);
    }
    if (!out.isEmpty())
        out = u"\n## Decisions\n"_s + out;
    QString past;
    for (const log::Decision& one : dossier.file.state.pastDecisions) {
        if (isShown(dossier, one.person))
            past += decisionText(dossier, one);
    }
    return past.isEmpty() ? out : out + u"\n## Earlier decisions\n"_s + past;
}

QString notesPart(const CaseDossier& dossier)
{
    QString out;
    for (const log::Note& note : dossier.file.state.notes) {
        if (!isShown(dossier, note.person))
            continue;
        out += u"\n"_s + inlineText(personName(dossier, note.person)) + u", "_s + shortTime(note.time) + u":\n\n"_s
            + quotation(note.text);
        for (const auto& anchor : note.anchors)
            out += u"\n- "_s + anchorText(dossier, anchor.toObject());
        if (!note.anchors.isEmpty())
            out += u'\n';
    }
    return out.isEmpty() ? out : u"\n## Notes\n"_s + out;
}

QString actionsPart(const CaseDossier& dossier)
{
    if (dossier.file.state.actions.isEmpty())
        return {};
    QString out = u"\n## On the Hub\n\n"_s;
    for (const log::Action& action : dossier.file.state.actions) {
        out += u"- "_s + inlineText(action.type) + u", "_s + log::actionStateName(action.state) + u", queued "_s
            + shortTime(action.queuedAt) + u" by "_s + inlineText(personName(dossier, action.person));
        if (!action.lastError.isEmpty())
            out += u": "_s + inlineText(action.lastError);
        out += u'\n';
    }
    return out;
}

QString entriesPart(const CaseDossier& dossier)
{
    QString out = u"\n## Log entries\n\n"_s;
    for (const log::Entry& entry : dossier.entries)
        out += u"- "_s + toIsoUtc(entry.time) + u' ' + inlineText(entry.kind) + u' ' + code(entry.id.text()) + u'\n';
    return dossier.entries.isEmpty() ? QString() : out;
}

} // namespace

QByteArray dossierMarkdown(const CaseDossier& dossier)
{
    QString out = u"# Case "_s + inlineText(dossier.file.row.title) + u"\n\nWritten "_s + toIsoUtc(dossier.now)
        + u" by docketctl " DOCKET_VERSION ".\n\n"_s;
    out += subjectPart(dossier.file);
    out += reportsPart(dossier);
    out += answersPart(dossier);
    out += decisionsPart(dossier);
    out += notesPart(dossier);
    out += actionsPart(dossier);
    out += entriesPart(dossier);
    return out.toUtf8();
}

} // namespace docket::ctl
