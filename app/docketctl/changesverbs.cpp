#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"
#include "core/changes/changesjson.h"

namespace docket::ctl
{

using namespace Qt::StringLiterals;
using changes::ChangeKind;

namespace
{

constexpr int context = 2; ///< unchanged lines beside a change

QString sign(ChangeKind kind)
{
    return kind == ChangeKind::Added ? u"+"_s : kind == ChangeKind::Removed ? u"-"_s : u"~"_s;
}

/// The words that differ stand in brackets: [-gone-], {+come+}.
QString marked(const card::CardDiff& diff, card::CardDiff::Side side, int line)
{
    const bool old = side == card::CardDiff::Side::Before;
    QString text = (old ? diff.before : diff.after).text(line);
    const QList<card::TextRange> words = diff.words(side, line);
    for (auto it = words.crbegin(); it != words.crend(); ++it) {
        text.insert(it->start + it->length, old ? u"-]"_s : u"+}"_s);
        text.insert(it->start, old ? u"[-"_s : u"{+"_s);
    }
    return text;
}

void printCard(Output& out, const card::CardDiff& diff)
{
    const int total = diff.after.lineCount();
    int shown = 0; // lines of the newer card that were printed or passed over
    const auto same = [&](int from, int to) {
        for (int i = std::max(from, 0); i < std::min(to, total); ++i)
            out.line(u"  "_s + diff.after.text(i));
    };
    for (const card::DiffBlock& block : diff.blocks) {
        const int trail = std::min(shown == 0 ? 0 : shown + context, block.after);
        same(shown, trail);
        const int lead = std::max(trail, block.after - context);
        if (lead > trail || shown == 0)
            out.line(u"@@ -%1 +%2 @@"_s.arg(block.before + 1).arg(block.after + 1));
        same(lead, block.after);
        for (const card::DiffRow& row : card::rowsOf(diff, block, card::DiffLayout::Unified)) {
            const bool old = row.kind == card::DiffRow::Kind::Removed;
            const auto side = old ? card::CardDiff::Side::Before : card::CardDiff::Side::After;
            out.line((old ? u"- "_s : u"+ "_s) + marked(diff, side, (old ? row.before : row.after) - 1));
        }
        shown = block.after + block.added;
    }
    if (!diff.blocks.empty())
        same(shown, shown + context);
}

void printFields(Output& out, const changes::RevisionChanges& all)
{
    if (!all.metadataReadable)
        out.line(u"metadata: one of the blocks cannot be read as YAML"_s);
    for (const changes::FieldChange& field : all.fields) {
        QString text = u"metadata %1 %2"_s.arg(sign(field.kind), field.path);
        if (field.kind == ChangeKind::Reordered)
            text += u": the same items in another order"_s;
        else if (!field.removedItems.isEmpty() || !field.addedItems.isEmpty())
            text += u":"_s + (field.removedItems.isEmpty() ? QString() : u" -"_s + field.removedItems.join(u" -"_s))
                + (field.addedItems.isEmpty() ? QString() : u" +"_s + field.addedItems.join(u" +"_s));
        else if (field.kind == ChangeKind::Changed)
            text += u": %1 -> %2"_s.arg(field.before, field.after);
        else
            text += u": "_s + (field.kind == ChangeKind::Added ? field.after : field.before);
        out.line(field.weighty ? text + u"  (weighs)"_s : text);
    }
}

void printRest(Output& out, const changes::RevisionChanges& all)
{
    const auto lacks = [&](changes::Compared state, const QString& what) {
        if (state != changes::Compared::Both)
            out.line(what
                + u": not compared, stored for %1"_s.arg(state == changes::Compared::Neither ? u"neither revision"_s
                        : state == changes::Compared::OnlyAfter ? u"the newer revision only"_s
                                                                : u"the older revision only"_s));
    };
    lacks(all.filesState, u"files"_s);
    for (const changes::FileChange& file : all.files) {
        QString text = u"file %1 %2"_s.arg(sign(file.kind), file.path);
        if (!file.oldPath.isEmpty())
            text += u", was "_s + file.oldPath;
        if (file.sizeBefore >= 0 && file.sizeAfter >= 0 && file.sizeBefore != file.sizeAfter)
            text += u", %1 -> %2"_s.arg(humanBytes(file.sizeBefore), humanBytes(file.sizeAfter));
        out.line(text);
    }
    if (all.tablesState != changes::Compared::Neither)
        lacks(all.tablesState, u"rows"_s);
    for (const changes::TableChange& table : all.tables) {
        const QString name = table.config + u'/' + table.split;
        if (table.kind != ChangeKind::Changed)
            out.line(u"table %1 %2"_s.arg(sign(table.kind), name));
        if (!table.unreadable.isEmpty())
            out.line(u"table %1: %2"_s.arg(name, table.unreadable));
        for (const changes::ColumnChange& column : table.columns)
            out.line(u"column %1 %2/%3: %4 -> %5"_s.arg(sign(column.kind), name, column.name,
                column.typeBefore.isEmpty() ? u"none"_s : column.typeBefore,
                column.typeAfter.isEmpty() ? u"none"_s : column.typeAfter));
        for (const changes::RowChange& row : table.rows) {
            out.line(u"row %1 %2 %3"_s.arg(sign(row.kind), name).arg(row.after < 0 ? row.before : row.after));
            for (const changes::CellChange& cell : row.cells)
                out.line(u"    %1: %2 -> %3"_s.arg(cell.column, cell.before, cell.after));
        }
        if (table.omittedRows > 0)
            out.line(u"    and %1 more rows"_s.arg(table.omittedRows));
    }
}

/// 0 when something differs, 1 when nothing does.
Result<int> print(Session& session, const changes::RevisionChanges& all)
{
    if (session.out().isJson()) {
        session.out().object(changes::toJson(all));
        return all.isEmpty() ? No : Done;
    }
    printCard(session.out(), all.card);
    printFields(session.out(), all);
    if (!all.to.commit.isEmpty())
        printRest(session.out(), all);
    if (all.isEmpty())
        session.out().note(u"nothing differs"_s);
    return all.isEmpty() ? No : Done;
}

Result<int> cardDiff(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(const QByteArray from, session.read(arguments.at(0)));
    DOCKET_ASSIGN(const QByteArray to, session.read(arguments.at(1)));
    return print(session, changes::compareCards(from, to));
}

/// The revision whose commit begins so.
Result<QString> commitOf(const QList<sync::RevisionHead>& heads, const QString& text, const RepoKey& repo)
{
    QStringList found;
    for (const sync::RevisionHead& head : heads) {
        if (text.size() >= 4 && head.commit.startsWith(text))
            found.append(head.commit);
    }
    if (found.size() == 1)
        return found.first();
    QStringList known;
    for (const sync::RevisionHead& head : heads)
        known.append(head.commit.left(12));
    return fail(ErrorCode::NotFound, u"revision \"%1\" of %2"_s.arg(text, repo.key()),
        found.isEmpty() ? u"is not stored here"_s : u"is not the only one that begins so"_s,
        known.isEmpty() ? u"sync first"_s : u"stored are %1"_s.arg(known.join(u", "_s)));
}

Result<int> revisionChanges(Session& session, const Arguments& arguments)
{
    DOCKET_ASSIGN(Workspace * workspace, session.workspace());
    DOCKET_ASSIGN(const Subject subject, Subject::parse(arguments.at(0)));
    sync::Mirror& mirror = workspace->mirror();
    DOCKET_ASSIGN(const QList<sync::RevisionHead> heads, mirror.revisions(subject.repo));
    if (heads.size() < 2 && arguments.count() < 2) {
        session.out().note(
            u"%1: %2 revision stored here; changes are seen after the author changed something and a sync"_s.arg(
                subject.repo.key(), heads.isEmpty() ? u"no"_s : u"one"_s));
        return No;
    }
    QString from = heads.value(1).commit;
    QString to = heads.value(0).commit;
    if (arguments.count() > 1) {
        DOCKET_ASSIGN(from, commitOf(heads, arguments.at(1), subject.repo));
    }
    if (arguments.count() > 2) {
        DOCKET_ASSIGN(to, commitOf(heads, arguments.at(2), subject.repo));
    }
    DOCKET_ASSIGN(const auto before, mirror.revision(subject.repo, from));
    DOCKET_ASSIGN(const auto after, mirror.revision(subject.repo, to));
    if (!session.out().isJson())
        session.out().line(u"%1  %2 -> %3"_s.arg(subject.repo.key(), from.left(12), to.left(12)));
    return print(session, changes::compareRevisions(*before, *after));
}

} // namespace

QList<Verb> changesVerbs()
{
    return {
        { u"card diff"_s, u"FILE FILE"_s, u"what sets two cards apart, by lines, words and fields"_s,
            u"Ends with 1 when nothing differs."_s, {}, 2, 2, cardDiff },
        { u"changes"_s, u"REPO [FROM [TO]]"_s, u"what the author changed between two stored revisions"_s,
            u"REPO is model:ID, dataset:ID or space:ID; FROM and TO are commits or their beginnings. Without them the "
            "newest revision is compared with the one before it. Ends with 1 when nothing differs."_s,
            {}, 1, 3, revisionChanges },
    };
}

} // namespace docket::ctl
