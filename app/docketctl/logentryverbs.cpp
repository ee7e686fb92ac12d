#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"
#include "core/base/digest.h"
#include "ui/audit/words/logreader.h"

namespace docket::ctl
{

using namespace Qt::StringLiterals;
using Payload = log::TimelineItem::Payload;
using ui::audit::LogDetail;

namespace
{

constexpr qsizetype shortestPrefix = 4;

const QString prefixHelp = u"ENTRY is an id or its unique beginning; write -- before one that begins with a hyphen."_s;

/// The log alone and a reader on it.
struct Reading {
    std::unique_ptr<log::Store> store;
    ui::audit::LogReader reader;
};

Result<std::unique_ptr<Reading>> read(Session& session)
{
    auto reading = std::make_unique<Reading>();
    DOCKET_ASSIGN(reading->store, session.logAlone());
    DOCKET_TRY(reading->reader.attach(*reading->store, session.folder()));
    return reading;
}

Result<log::EntryId> entryOf(Reading& reading, const QString& text)
{
    const QString thing = u"entry \"%1\""_s.arg(text);
    if (text.size() < shortestPrefix)
        return fail(ErrorCode::Validation, thing, u"is too short"_s,
            u"give at least %1 characters of the id"_s.arg(shortestPrefix));
    DOCKET_ASSIGN(const auto ids, reading.reader.timeline().withPrefix(text, 2));
    if (ids.isEmpty())
        return fail(ErrorCode::NotFound, thing, u"is not in this log"_s, u"docketctl log list shows what is"_s);
    if (ids.size() > 1)
        return fail(ErrorCode::Validation, thing, u"is the beginning of more than one id"_s, u"give more of it"_s);
    return ids.first();
}

QString payloadWord(Payload payload)
{
    switch (payload) {
    case Payload::None:
        return u"none"_s;
    case Payload::Held:
        return u"held"_s;
    case Payload::Erased:
        return u"erased"_s;
    case Payload::Withheld:
        return u"withheld"_s;
    case Payload::Missing:
        break;
    }
    return u"missing"_s;
}

Result<int> prove(Session& session, const Arguments& arguments)
{
    log::EntryId id;
    QByteArray proof;
    {
        DOCKET_ASSIGN(const auto reading, read(session));
        DOCKET_ASSIGN(id, entryOf(*reading, arguments.at(0)));
        DOCKET_ASSIGN(const LogDetail detail, reading->reader.detail(id, false));
        if (detail.checkpoint > 0 || !detail.row.own) {
            DOCKET_ASSIGN(proof, reading->store->prove(id));
        }
    }
    if (proof.isEmpty()) {
        // No checkpoint covers it yet: this device signs one.
        DOCKET_ASSIGN(Workspace* const workspace, session.unlocked());
        DOCKET_ASSIGN(proof, workspace->log().prove(id));
    }
    const QString file = arguments.value(u"out"_s);
    if (file.isEmpty() || file == "-"_L1) {
        session.out().raw(proof);
        return Done;
    }
    DOCKET_TRY(session.write(file, proof));
    if (session.out().isJson())
        session.out().object({ { u"entry"_s, id.text() }, { u"file"_s, file }, { u"bytes"_s, proof.size() } });
    else
        session.out().line(u"%1 proves entry %2"_s.arg(file, id.text()));
    return Done;
}

QJsonArray linksJson(const QList<ui::audit::EntryLink>& links)
{
    QJsonArray out;
    for (const ui::audit::EntryLink& link : links)
        out.append(QJsonObject{ { u"entry"_s, link.id.text() }, { u"held"_s, link.held }, { u"words"_s, link.words } });
    return out;
}

Result<int> show(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(const auto reading, read(session));
    DOCKET_ASSIGN(const log::EntryId id, entryOf(*reading, arguments.at(0)));
    DOCKET_ASSIGN(const LogDetail detail, reading->reader.detail(id, false));
    const log::Entry& entry = detail.item.entry;
    const QString payload = QString::fromUtf8(detail.item.data);
    if (session.out().isJson()) {
        QJsonArray marks;
        for (const QString& mark : detail.markTexts)
            marks.append(mark);
        session.out().object({ { u"id"_s, id.text() }, { u"words"_s, detail.row.words }, { u"marks"_s, marks },
            { u"kind"_s, entry.kind }, { u"time"_s, jsonTime(entry.time) }, { u"reviewer"_s, detail.row.author },
            { u"device"_s, QString::fromUtf8(detail.item.deviceName) }, { u"seq"_s, entry.seq },
            { u"lamport"_s, entry.lamport }, { u"case"_s, jsonText(entry.caseId ? entry.caseId->text() : QString()) },
            { u"subject"_s, jsonText(detail.subject) }, { u"parents"_s, linksJson(detail.parents) },
            { u"children"_s, linksJson(detail.children) }, { u"payload_state"_s, payloadWord(detail.item.payload) },
            { u"payload"_s, jsonText(payload) }, { u"checkpoint"_s, detail.checkpoint },
            { u"witness"_s, jsonText(detail.witness ? detail.witness->name : QString()) },
            { u"verifier_key"_s, QString::fromUtf8(detail.verifierKey) },
            { u"note"_s, QString::fromUtf8(detail.note) } });
        return Done;
    }
    if (arguments.has(u"raw"_s)) {
        session.out().raw(detail.note);
        return Done;
    }
    session.out().line(detail.row.words);
    for (const QString& mark : detail.markTexts)
        session.out().line(u"  ! "_s + mark);
    session.out().line();
    QStringList parents;
    for (const ui::audit::EntryLink& parent : detail.parents)
        parents.append(parent.held ? parent.id.text() : parent.id.text() + u" (has not arrived)"_s);
    session.out().fields({ { u"id"_s, id.text() }, { u"kind"_s, entry.kind }, { u"time"_s, shortTime(entry.time) },
        { u"reviewer"_s, detail.row.author }, { u"device"_s, QString::fromUtf8(detail.item.deviceName) },
        { u"number"_s, QString::number(entry.seq) }, { u"clock"_s, QString::number(entry.lamport) },
        { u"case"_s, entry.caseId ? entry.caseId->text() : QString() }, { u"subject"_s, detail.subject },
        { u"parents"_s, parents.join(u' ') },
        { u"checkpoint"_s,
            detail.checkpoint > 0 ? u"over %1 entries"_s.arg(detail.checkpoint) : u"none covers it yet"_s },
        { u"witness"_s,
            detail.witness ? u"%1, %2"_s.arg(detail.witness->name, shortTime(detail.witness->time))
                           : u"nobody else has seen it"_s },
        { u"content"_s, detail.item.payload == Payload::Held ? QString() : payloadWord(detail.item.payload) } });
    if (!payload.isEmpty()) {
        session.out().line();
        session.out().line(payload);
    }
    return Done;
}

Result<int> witnesses(Session& session, const Arguments&)
{
    DOCKET_ASSIGN(const auto store, session.logAlone());
    DOCKET_ASSIGN(const auto devices, store->witnessed());
    QList<QStringList> rows;
    for (const log::Witnessed& device : devices) {
        if (session.out().isJson()) {
            QJsonArray by;
            for (const log::Witness& witness : device.by) {
                by.append(QJsonObject{ { u"reviewer"_s, jsonText(witness.name) },
                    { u"device"_s, QString::fromLatin1(toBase64Url(witness.device)) }, { u"size"_s, witness.size },
                    { u"time"_s, jsonTime(witness.time) }, { u"cosigned"_s, witness.cosigned } });
            }
            session.out().object(
                { { u"device"_s, QString::fromUtf8(device.tip.name) }, { u"reviewer"_s, jsonText(device.name) },
                    { u"own"_s, device.own }, { u"forked"_s, device.forked }, { u"first"_s, device.tip.first },
                    { u"size"_s, device.tip.size }, { u"root"_s, QString::fromLatin1(device.tip.root.toBase64()) },
                    { u"witnessed"_s, device.upTo }, { u"rewritable"_s, device.rewritable() }, { u"by"_s, by } });
            continue;
        }
        const QString who = device.by.isEmpty() ? u"nobody"_s : device.by.first().name;
        rows.append({ device.own ? device.name + u" (here)"_s : device.name, QString::number(device.tip.size),
            QString::number(device.upTo), QString::number(device.rewritable()), who,
            device.by.isEmpty() ? QString() : shortTime(device.by.first().time),
            device.forked ? u"two histories"_s : QString(), QString::fromUtf8(device.tip.name) });
    }
    if (!session.out().isJson()) {
        session.out().table(
            { u"LAPTOP OF"_s, u"ENTRIES"_s, u"SEEN"_s, u"REWRITABLE"_s, u"BY"_s, u"WHEN"_s, u"FORK"_s, u"DEVICE"_s },
            rows, { 7 });
    }
    return Done;
}

} // namespace

QList<Verb> logEntryVerbs()
{
    return {
        { u"log prove"_s, u"ENTRY [--out FILE]"_s,
            u"A proof that an entry is in the log, enough for an outsider (C2SP tlog-proof)."_s,
            u"Signs a checkpoint when none covers the entry yet. "_s + prefixHelp,
            { { u"out"_s, u"Where to write it; standard output without."_s, u"FILE"_s } }, 1, 1, prove },
        { u"log show"_s, u"ENTRY [--raw]"_s, u"One entry in words, its header and its content."_s, prefixHelp,
            { { u"raw"_s, u"The signed note, byte for byte."_s } }, 1, 1, show },
        { u"log witnesses"_s, {}, u"Who has seen how much of each device's log, and what could still be rewritten."_s,
            u"Exchange a bundle, or hand out a checkpoint, to shorten what could be rewritten."_s, {}, 0, 0,
            witnesses },
    };
}

} // namespace docket::ctl
