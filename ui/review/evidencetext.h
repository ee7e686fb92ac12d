#pragma once

#include "ui/review/evidence.h"
#include "ui/review/viewertable.h"

#include <QStringList>
#include <QTimeZone>

/// The sentences of the evidence pane. Pure but for translation and locale; GUI thread.
namespace docket::ui::review
{

/// A headline and what it means.
struct Message {
    QString headline;
    QString text;
    bool operator==(const Message&) const = default;
};

QString kindText(RepoKind kind);
/// "model by northwind", "48,210 downloads", …; the commit stands in `mono` because it is literal.
struct HeadText {
    QString title;
    QStringList before; ///< "model by northwind", "48,210 downloads", "12 likes"
    QString commit; ///< first seven characters; empty when unknown
    QString pinned; ///< "pinned 10:42"
    QStringList after; ///< "3 reports since 18 Nov", "gated", "taken down"
    QString trouble; ///< the last fetch failed, and why
};
HeadText headText(const Overview& overview, const QDateTime& now, const QTimeZone& zone);

/// "10:42" today, "18 Nov" this year, else "18 Nov 2024"; empty for an invalid time.
QString shortTime(const QDateTime& time, const QDateTime& now, const QTimeZone& zone);
QString sizeText(qint64 bytes);

Message noCardText(const std::optional<sync::CardRecord>& record, const std::optional<sync::RepoRecord>& repo);
Message errorText(const Error& error);
Message noTableText(const NoTable& refusal, RepoKind kind);
QString tableSummary(const ViewerTable& table);
QString filesSummaryText(const FilesSummary& summary);
/// "safe", "suspicious", "not scanned": a word for a level of the Hub's scan.
QString scanWord(QStringView level);

/// What happened in a thread, without its author: "closed this", "changed the title from “a” to “b”". Empty for a
/// comment.
QString eventText(const hub::Event& event);
/// "Hidden by mira-mod: Abuse"
QString hiddenText(const hub::Event& event);
/// Name, or "deleted account".
QString authorText(const hub::Author& author);
/// "Hub staff", "moderator", "owner", "member".
QStringList authorMarks(const hub::Author& author);
QString threadMeta(const hub::Thread& thread, const QDateTime& now, const QTimeZone& zone);
/// The title without the flag that the Hub's report form puts before it.
QString threadTitle(const hub::Thread& thread);
bool isReportThread(const hub::Thread& thread);
/// Reports first, then pinned, then newest; open before closed among equals.
void sortThreads(QList<hub::Thread>& threads);

} // namespace docket::ui::review
