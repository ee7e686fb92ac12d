#include "core/changes/revisionchanges.h"

#include <numeric>

namespace docket::changes
{

using namespace Qt::StringLiterals;

namespace
{

Compared comparedOf(bool before, bool after)
{
    return before ? after ? Compared::Both : Compared::OnlyBefore : after ? Compared::OnlyAfter : Compared::Neither;
}

void compareCardsInto(RevisionChanges& out, const QByteArray& from, const QByteArray& to)
{
    out.card = card::diffCards(from, to);
    const card::FrontMatter before = card::parseFrontMatter(card::splitFrontMatter(from));
    const card::FrontMatter after = card::parseFrontMatter(card::splitFrontMatter(to));
    const auto readable = [](const card::FrontMatter& matter) {
        return matter.valid || matter.state == card::FrontMatterState::None || matter.raw.trimmed().isEmpty();
    };
    out.metadataReadable = readable(before) && readable(after);
    if (out.metadataReadable)
        out.fields = compareFields(before, after);
}

} // namespace

QString comparedName(Compared compared)
{
    switch (compared) {
    case Compared::Both:
        return u"both"_s;
    case Compared::OnlyAfter:
        return u"only-after"_s;
    case Compared::OnlyBefore:
        return u"only-before"_s;
    case Compared::Neither:
        break;
    }
    return u"neither"_s;
}

int RevisionChanges::columnCount() const
{
    return std::accumulate(tables.cbegin(), tables.cend(), 0, [](int sum, const TableChange& table) {
        return sum + int(table.columns.size()) + (table.kind == ChangeKind::Changed ? 0 : 1);
    });
}

int RevisionChanges::rowCount() const
{
    return std::accumulate(tables.cbegin(), tables.cend(), 0,
        [](int sum, const TableChange& table) { return sum + int(table.rows.size()) + table.omittedRows; });
}

RevisionChanges compareRevisions(const sync::Revision& from, const sync::Revision& to, const std::stop_token& stop)
{
    RevisionChanges out;
    out.from = from.head;
    out.to = to.head;
    out.cardPath = to.cardPath.isEmpty() ? from.cardPath : to.cardPath;
    out.cardSha256 = to.cardSha256;
    out.cardState = comparedOf(from.card.has_value(), to.card.has_value());
    if (out.cardState == Compared::Both && from.cardSha256 != to.cardSha256)
        compareCardsInto(out, *from.card, *to.card);
    if (stop.stop_requested())
        return out;
    out.filesState = comparedOf(from.files.has_value(), to.files.has_value());
    if (out.filesState == Compared::Both)
        out.files = compareFiles(*from.files, *to.files);
    if (stop.stop_requested())
        return out;
    out.tablesState = comparedOf(!from.tables.isEmpty(), !to.tables.isEmpty());
    if (out.tablesState == Compared::Both)
        out.tables = compareTables(from.tables, to.tables);
    return out;
}

RevisionChanges compareCards(const QByteArray& from, const QByteArray& to)
{
    RevisionChanges out;
    out.cardState = Compared::Both;
    compareCardsInto(out, from, to);
    return out;
}

} // namespace docket::changes
