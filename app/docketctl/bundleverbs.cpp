#include "app/docketctl/interruption.h"
#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"
#include "core/base/digest.h"
#include "core/workspace/exchangework.h"

#include <QElapsedTimer>

namespace docket::ctl
{

using namespace Qt::StringLiterals;
using exchange::ImportPreview;
using exchange::Stage;

namespace
{

QString keyText(const QByteArray& key)
{
    return QString::fromLatin1(toBase64Url(key));
}

QString stageText(Stage stage, qint64 done, qint64 total)
{
    switch (stage) {
    case Stage::Packing:
        return u"packing %1 of %2"_s.arg(done).arg(total);
    case Stage::Writing:
        return u"writing %1 of %2"_s.arg(humanBytes(done), humanBytes(total));
    case Stage::Reading:
        return u"reading %1 of %2"_s.arg(humanBytes(done), humanBytes(total));
    case Stage::Checking:
        return u"checking log %1 of %2"_s.arg(done + 1).arg(total);
    case Stage::Merging:
        return u"verifying and adding %1 of %2 entries"_s.arg(done).arg(total);
    case Stage::Evidence:
        return u"evidence %1 of %2"_s.arg(done).arg(total);
    }
    return {};
}

exchange::Progress progressOn(Session& session)
{
    return
        [&session](Stage stage, qint64 done, qint64 total) { session.out().progress(stageText(stage, done, total)); };
}

/// Names for people, keys where there is no name.
QString namesOf(const QList<exchange::Recipient>& people, const QByteArrayList& devices)
{
    QStringList names;
    for (const QByteArray& device : devices) {
        QString name = keyText(device).left(8);
        for (const exchange::Recipient& one : people) {
            if (one.device == device && !one.name.isEmpty())
                name = one.name;
        }
        if (!names.contains(name))
            names.append(name);
    }
    return names.join(u", "_s);
}

Result<QList<Subject>> chosenCases(Session& session, ExchangeWork& work, const Arguments& arguments)
{
    DOCKET_ASSIGN(const qint64 limit, arguments.number(u"limit"_s, 0));
    DOCKET_ASSIGN(QList<Subject> cases, work.casesNamed(arguments.values(u"case"_s)));
    if (!arguments.has(u"filter"_s)) {
        if (arguments.has(u"limit"_s) && cases.isEmpty())
            return fail(ErrorCode::Usage, u"--limit"_s, u"there is no --filter to limit"_s, u"add --filter EXPR"_s);
        return cases;
    }
    const auto query = cases::parseQueueQuery(arguments.value(u"filter"_s), session.clock().now());
    if (!query) {
        Error error = query.error().error;
        error.code = ErrorCode::Usage;
        error.thing = u"--filter, at character %1"_s.arg(query.error().position + 1);
        return fail(std::move(error));
    }
    DOCKET_ASSIGN(const QList<Subject> found, work.casesOf(*query, limit));
    for (const Subject& subject : found) {
        if (!cases.contains(subject))
            cases.append(subject);
    }
    if (cases.isEmpty()) {
        return fail(ErrorCode::NotFound, u"--filter \"%1\""_s.arg(arguments.value(u"filter"_s)), u"no case matches"_s,
            u"docketctl queue shows what there is"_s);
    }
    return cases;
}

Result<int> exportVerb(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    const Interruption interruption;
    QElapsedTimer timer;
    timer.start();
    ExchangeWork work(*workspace);
    ExportChoice choice;
    choice.file = arguments.at(0);
    choice.since = arguments.has(u"since"_s);
    choice.sinceBundle = arguments.value(u"since-bundle"_s);
    DOCKET_ASSIGN(choice.cases, chosenCases(session, work, arguments));
    QStringList to = arguments.values(u"to"_s);
    if (to.isEmpty())
        to.append(u"all"_s);
    const bool headersOnly = to == QStringList{ u"none"_s };
    if (headersOnly && (choice.since || !choice.cases.isEmpty())) {
        return fail(
            ErrorCode::Usage, u"--to none"_s, u"goes with neither cases nor --since"_s, u"name somebody with --to"_s);
    }
    if (!headersOnly) {
        DOCKET_ASSIGN(choice.to, work.recipientsFor(to));
    }
    auto result = work.exportTo(choice, progressOn(session), interruption.token());
    session.out().endProgress();
    if (!result)
        return fail(std::move(result).error());
    const QString purpose = exchange::purposeName(!choice.cases.isEmpty() ? exchange::Purpose::WorkPack
            : choice.since || !choice.sinceBundle.isEmpty()               ? exchange::Purpose::Since
                                                                          : exchange::Purpose::All);
    if (session.out().isJson()) {
        QJsonArray devices;
        for (const QByteArray& device : std::as_const(result->to))
            devices.append(keyText(device));
        session.out().object({ { u"file"_s, choice.file }, { u"bundle"_s, keyText(result->id) },
            { u"purpose"_s, purpose }, { u"to"_s, devices }, { u"bytes"_s, result->bytes },
            { u"entries"_s, result->entries }, { u"payloads"_s, result->payloads }, { u"blobs"_s, result->blobs },
            { u"cases"_s, result->cases }, { u"missing_blobs"_s, result->missingBlobs },
            { u"seconds"_s, static_cast<double>(timer.elapsed()) / 1000 } });
        return Done;
    }
    session.out().line(
        u"Wrote %1 (%2): %3 entries, %4 payloads%5"_s.arg(choice.file, humanBytes(result->bytes))
            .arg(result->entries)
            .arg(result->payloads)
            .arg(result->cases > 0 ? u", %1 cases with %2 pieces of evidence"_s.arg(result->cases).arg(result->blobs)
                                   : QString()));
    if (headersOnly)
        session.out().line(u"It holds signed headers only: whoever has it can verify, nobody can read."_s);
    else
        session.out().line(u"Only %1 can read the payloads."_s.arg(namesOf(choice.to, result->to)));
    if (result->missingBlobs > 0) {
        session.out().note(u"%1 pieces of evidence that the log names are not stored here and so are not in it"_s.arg(
            result->missingBlobs));
    }
    return Done;
}

QJsonObject forkJson(const log::Fork& fork)
{
    return { { u"device"_s, keyText(fork.device) }, { u"seq"_s, fork.seq }, { u"held"_s, fork.held.text() },
        { u"other"_s, fork.other.text() } };
}

void printImport(Output& out, const exchange::ImportResult& result, const QString& from)
{
    const log::MergeReport& merge = result.merge;
    if (merge.newEntries == 0 && merge.newPayloads == 0 && result.blobs == 0 && result.hub.taken == 0)
        out.line(u"Nothing new: everything in it from %1 is here already."_s.arg(from));
    else
        out.line(u"Took %1 entries and %2 payloads from %3."_s.arg(merge.newEntries).arg(merge.newPayloads).arg(from));
    const auto line = [&out](qint64 count, const QString& text) {
        if (count > 0)
            out.line(text.arg(count));
    };
    line(result.blobs, u"%1 pieces of evidence stored"_s);
    line(result.hub.taken, u"%1 rows of the Hub's mirror brought up to date"_s);
    line(result.hub.newer, u"%1 rows left alone: ours are as new or newer"_s);
    line(result.hub.incomplete, u"%1 rows could not be taken"_s);
    line(merge.withheld, u"%1 entries came without their payload"_s);
    line(merge.refusedPayloads, u"%1 payloads refused: they were erased here"_s);
    line(merge.erased, u"%1 payloads erased: a redaction became complete"_s);
    line(merge.future, u"%1 entries carry a time more than a day ahead of this clock"_s);
    line(merge.pending, u"%1 entries wait for others that nobody here has seen"_s);
    line(merge.cosigned, u"vouched for %1 logs"_s);
    for (const log::Fork& fork : merge.forks) {
        out.line(
            u"FORK: device %1 signed two entries %2, %3 and %4; both are kept, somebody with the root key must decide"_s
                .arg(keyText(fork.device).left(8))
                .arg(fork.seq)
                .arg(fork.held.text().left(12), fork.other.text().left(12)));
    }
    if (result.evidenceRefused)
        out.line(u"Its evidence was left out: the device that made it is not enrolled here."_s);
}

Result<int> importVerb(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
    const Interruption interruption;
    QElapsedTimer timer;
    timer.start();
    ExchangeWork work(*workspace);
    QList<QByteArray> changed;
    auto result = work.importFrom(arguments.at(0), progressOn(session), interruption.token(), &changed);
    session.out().endProgress();
    if (!result)
        return fail(std::move(result).error());
    DOCKET_ASSIGN(const QList<exchange::Recipient> people, work.people());
    const QString from = namesOf(people, { result->manifest.from });
    if (!session.out().isJson()) {
        printImport(session.out(), *result, from);
        session.out().line(u"%1 cases changed."_s.arg(changed.size()));
        return Done;
    }
    const log::MergeReport& merge = result->merge;
    QJsonArray forks;
    for (const log::Fork& fork : merge.forks)
        forks.append(forkJson(fork));
    session.out().object({ { u"file"_s, arguments.at(0) }, { u"bundle"_s, result->manifest.idText() },
        { u"from"_s, keyText(result->manifest.from) }, { u"name"_s, from },
        { u"purpose"_s, exchange::purposeName(result->manifest.purpose) },
        { u"time"_s, jsonTime(result->manifest.time) }, { u"entries"_s, merge.newEntries },
        { u"payloads"_s, merge.newPayloads }, { u"withheld"_s, merge.withheld },
        { u"refused_payloads"_s, merge.refusedPayloads }, { u"erased"_s, merge.erased }, { u"future"_s, merge.future },
        { u"pending"_s, merge.pending }, { u"cosigned"_s, merge.cosigned }, { u"forks"_s, forks },
        { u"blobs"_s, result->blobs }, { u"rows"_s, result->hub.taken }, { u"rows_kept"_s, result->hub.newer },
        { u"rows_incomplete"_s, result->hub.incomplete }, { u"evidence_refused"_s, result->evidenceRefused },
        { u"recorded"_s, result->recorded }, { u"cases_changed"_s, changed.size() },
        { u"seconds"_s, static_cast<double>(timer.elapsed()) / 1000 } });
    return Done;
}

QString sealedWord(ImportPreview::Sealed sealed)
{
    switch (sealed) {
    case ImportPreview::Sealed::None:
        return u"none"_s;
    case ImportPreview::Sealed::ForUs:
        return u"for-us"_s;
    case ImportPreview::Sealed::NotForUs:
        return u"not-for-us"_s;
    case ImportPreview::Sealed::Unknown:
        return u"unknown"_s;
    }
    return {};
}

Result<int> showVerb(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(Workspace* const workspace, session.workspace());
    // With the keys at hand it can be told whether the payloads are for this device; without, everything else is.
    if (!workspace->isReadOnly())
        (void)workspace->unlock(log::Secret::take(qgetenv("DOCKET_PASSPHRASE")), session.keychain());
    const Interruption interruption;
    ExchangeWork work(*workspace);
    auto preview = work.inspect(arguments.at(0), progressOn(session), interruption.token());
    session.out().endProgress();
    if (!preview)
        return fail(std::move(preview).error());
    DOCKET_ASSIGN(const QList<exchange::Recipient> people, work.people());
    if (session.out().isJson()) {
        QJsonArray to;
        for (const QByteArray& device : std::as_const(preview->to))
            to.append(keyText(device));
        QJsonArray logs;
        for (const ImportPreview::Log& log : std::as_const(preview->logs)) {
            logs.append(
                QJsonObject{ { u"device"_s, keyText(log.device) }, { u"origin"_s, QString::fromLatin1(log.name) },
                    { u"name"_s, jsonText(log.person) }, { u"size"_s, log.size }, { u"new"_s, log.fresh } });
        }
        QJsonArray problems;
        for (const Error& problem : std::as_const(preview->problems))
            problems.append(problem.text());
        session.out().object({ { u"file"_s, arguments.at(0) }, { u"bundle"_s, keyText(preview->id) },
            { u"from"_s, keyText(preview->from) }, { u"name"_s, jsonText(preview->fromName) },
            { u"purpose"_s, exchange::purposeName(preview->purpose) }, { u"time"_s, jsonTime(preview->time) },
            { u"bytes"_s, preview->bytes }, { u"to"_s, to }, { u"logs"_s, logs }, { u"new"_s, preview->fresh },
            { u"cases"_s, preview->cases }, { u"blobs"_s, preview->blobs },
            { u"payloads"_s, sealedWord(preview->sealed) }, { u"importable"_s, preview->canBeImported() },
            { u"problems"_s, problems } });
    } else {
        session.out().fields({ { u"from"_s, namesOf(people, { preview->from }) },
            { u"made"_s, shortTime(preview->time) }, { u"purpose"_s, exchange::purposeName(preview->purpose) },
            { u"for"_s, namesOf(people, preview->to) }, { u"size"_s, humanBytes(preview->bytes) },
            { u"new entries"_s, u"%1, about %2 cases"_s.arg(preview->fresh).arg(preview->cases) },
            { u"evidence"_s, preview->blobs > 0 ? QString::number(preview->blobs) : QString() },
            { u"payloads"_s, sealedWord(preview->sealed) } });
        QList<QStringList> rows;
        for (const ImportPreview::Log& log : std::as_const(preview->logs)) {
            rows.append(
                { keyText(log.device).left(8), log.person, QString::number(log.size), QString::number(log.fresh) });
        }
        session.out().table({ u"DEVICE"_s, u"PERSON"_s, u"ENTRIES"_s, u"NEW"_s }, rows);
        for (const Error& problem : std::as_const(preview->problems))
            session.out().note(problem.text());
    }
    if (preview->refusal)
        return fail(*preview->refusal);
    return Done;
}

} // namespace

QList<Verb> bundleVerbs()
{
    return {
        { u"bundle export"_s,
            u"FILE [--to PERSON|DEVICE|all]... [--case CASE]... [--filter EXPR [--limit N]] [--since]"_s,
            u"Write a file for colleagues: everything, what they lack, or some cases to work on."_s,
            u"Without --to it is for every other enrolled device; --to none leaves all payloads out. With --case or\n"
            "--filter it is a work pack: these cases with their evidence, to be decided without a network."_s,
            { { u"to"_s, u"Who can read it: a name, a device, \"all\", \"none\". Repeatable."_s, u"WHO"_s },
                { u"case"_s, u"A case to pack. Repeatable."_s, u"CASE"_s },
                { u"filter"_s, u"Pack the cases of this queue."_s, u"EXPR"_s },
                { u"limit"_s, u"Only the first N of --filter."_s, u"N"_s },
                { u"since"_s, u"Leave out what they said they hold when they last exchanged with us."_s },
                { u"since-bundle"_s, u"The same, by a bundle of theirs."_s, u"FILE"_s } },
            1, 1, exportVerb },
        { u"bundle import"_s, u"FILE"_s,
            u"Take what a colleague's file brings: all of it, or nothing if it is damaged."_s,
            u"Importing any colleague's full bundle also brings back entries of this device that its own log lost."_s,
            {}, 1, 1, importVerb },
        { u"bundle show"_s, u"FILE"_s, u"What a file would bring, and from whom; changes nothing."_s, {}, {}, 1, 1,
            showVerb },
    };
}

} // namespace docket::ctl
