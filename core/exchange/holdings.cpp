#include "core/exchange/holdings.h"

#include "core/exchange/bundle.h"
#include "core/log/format/entryformat.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int page = 256;

/// Takes what is larger; of equal sizes the one with a root.
void add(Holdings& holdings, const QByteArray& name, const Holding& next)
{
    Holding& known = holdings[name];
    if (next.size > known.size || (next.size == known.size && next.root))
        known = next;
}

void addLogs(Holdings& holdings, const QByteArray& payload)
{
    const QJsonArray logs = QJsonDocument::fromJson(payload).object().value("logs"_L1).toArray();
    for (const auto& value : logs) {
        const QJsonObject log = value.toObject();
        Holding holding{ log.value("size"_L1).toInteger(), std::nullopt };
        const QByteArray root = QByteArray::fromBase64(log.value("root"_L1).toString().toLatin1());
        if (root.size() == 32)
            holding.root = log::Hash::from(root);
        if (holding.size > 0)
            add(holdings, log.value("origin"_L1).toString().toUtf8(), holding);
    }
}

/// Reads a log backwards until it has said everything: each of these kinds names all that its writer held then.
Status addSaid(log::Store& store, const log::LogTip& tip, Holdings& holdings)
{
    bool seen = false;
    bool exchanged = false;
    for (qint64 end = tip.size; end > 0 && !(seen && exchanged); end -= page) {
        const qint64 from = std::max<qint64>(1, end - page + 1);
        DOCKET_ASSIGN(const QByteArrayList notes, store.notesOf(tip, from, static_cast<int>(end - from + 1)));
        for (qsizetype i = notes.size() - 1; i >= 0; --i) {
            const QByteArray& note = notes.at(i);
            const auto header = log::decodeText(QByteArrayView(note).first(note.indexOf("\n\n") + 1));
            if (!header)
                continue;
            const bool isSeen = header->kind == "log.seen";
            if (!(isSeen && !seen) && !(!exchanged && (header->kind == "import.made" || header->kind == "export.made")))
                continue;
            DOCKET_ASSIGN(const auto payload, store.payload(log::EntryId{ log::leafHash(note).toByteArray() }));
            if (!payload)
                continue;
            addLogs(holdings, *payload);
            (isSeen ? seen : exchanged) = true;
        }
    }
    return {};
}

} // namespace

Result<Holdings> saidBy(log::Store& store, const QByteArray& device)
{
    Holdings out;
    DOCKET_ASSIGN(const QList<log::LogTip> tips, store.tips());
    for (const log::LogTip& tip : tips) {
        if (tip.device == device)
            DOCKET_TRY(addSaid(store, tip, out));
    }
    return out;
}

Result<Holdings> holdingsOf(log::Store& store, const QByteArray& device)
{
    DOCKET_ASSIGN(Holdings out, saidBy(store, device));
    DOCKET_ASSIGN(const QList<log::LogTip> tips, store.tips());
    for (const log::LogTip& tip : tips) {
        if (tip.device == device && tip.first)
            add(out, tip.name, { tip.size, log::Hash::from(tip.root) });
    }
    return out;
}

Holdings holdingsFrom(Bundle& bundle)
{
    Holdings out;
    for (const Bundle::Log& log : bundle.logs())
        add(out, log.incoming.name, { log.size, log.root });
    return out;
}

Holdings commonHoldings(const QList<Holdings>& all)
{
    if (all.isEmpty())
        return {};
    Holdings out = all.first();
    for (const Holdings& one : all) {
        out.removeIf([&one](const auto& item) { return !one.contains(item.key()); });
        for (auto item = out.begin(); item != out.end(); ++item) {
            if (one.value(item.key()).size < item->size)
                *item = one.value(item.key());
        }
    }
    return out;
}

} // namespace docket::exchange
