#include "core/workspace/exchangework.h"

#include <algorithm>

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int pageSize = 500;

} // namespace

Result<QList<exchange::Recipient>> ExchangeWork::people()
{
    return exchange::possibleRecipients(m_workspace.log(), m_workspace.clock().now());
}

Result<QList<exchange::Recipient>> ExchangeWork::recipientsFor(const QStringList& words)
{
    return exchange::recipientsFor(m_workspace.log(), words, m_workspace.clock().now());
}

Result<QList<Subject>> ExchangeWork::casesNamed(const QStringList& words)
{
    DOCKET_TRY(m_workspace.refreshView());
    QList<Subject> out;
    for (const QString& word : words) {
        DOCKET_ASSIGN(const cases::CaseRow row, m_workspace.view().find(word));
        if (!out.contains(row.subject))
            out.append(row.subject);
    }
    return out;
}

Result<QList<Subject>> ExchangeWork::casesOf(const cases::QueueQuery& query, qint64 limit)
{
    DOCKET_TRY(m_workspace.refreshView());
    QList<Subject> out;
    std::optional<cases::PageKey> after;
    while (limit == 0 || out.size() < limit) {
        const int wanted = static_cast<int>(limit == 0 ? pageSize : std::min<qint64>(pageSize, limit - out.size()));
        DOCKET_ASSIGN(const QList<cases::CaseRow> page, m_workspace.view().page(query, after, wanted));
        for (const cases::CaseRow& row : page)
            out.append(row.subject);
        if (page.size() < wanted)
            break;
        after = cases::CaseView::keyOf(query, page.constLast());
    }
    return out;
}

Result<exchange::ExportResult> ExchangeWork::exportTo(
    const ExportChoice& choice, const exchange::Progress& progress, const std::stop_token& stop)
{
    log::Store& store = m_workspace.log();
    // Whoever gets the bundle learns where to encrypt the answer to.
    DOCKET_TRY(store.renewExchangeKey());
    exchange::ExportRequest request;
    request.file = choice.file;
    request.to = choice.to;
    request.subjects = choice.cases;
    if (!choice.cases.isEmpty())
        request.purpose = exchange::Purpose::WorkPack;
    else if (choice.since)
        request.purpose = exchange::Purpose::Since;
    if (!choice.sinceBundle.isEmpty()) {
        DOCKET_ASSIGN(const auto theirs, exchange::Bundle::open(choice.sinceBundle, m_workspace.folder(), {}, stop));
        request.held = exchange::holdingsFrom(*theirs);
    } else if (choice.since) {
        QList<exchange::Holdings> all;
        for (const exchange::Recipient& recipient : choice.to) {
            DOCKET_ASSIGN(const exchange::Holdings one, exchange::holdingsOf(store, recipient.device));
            all.append(one);
        }
        request.held = exchange::commonHoldings(all);
    }
    return exchange::exportBundle(
        store, m_workspace.mirror(), m_workspace.folder(), m_workspace.clock().now(), request, progress, stop);
}

Result<exchange::ImportPreview> ExchangeWork::inspect(
    const QString& file, const exchange::Progress& progress, const std::stop_token& stop)
{
    return exchange::inspectBundle(m_workspace.log(), m_workspace.folder(), file, progress, stop);
}

Result<exchange::ImportResult> ExchangeWork::importFrom(
    const QString& file, const exchange::Progress& progress, const std::stop_token& stop, QList<QByteArray>* changed)
{
    DOCKET_TRY(m_workspace.log().renewExchangeKey());
    DOCKET_ASSIGN(exchange::ImportResult result,
        exchange::importBundle(m_workspace.log(), m_workspace.mirror(), m_workspace.folder(), file, progress, stop));
    DOCKET_ASSIGN(const QList<QByteArray> cases, m_workspace.changedCases());
    if (changed)
        *changed = cases;
    return result;
}

} // namespace docket
