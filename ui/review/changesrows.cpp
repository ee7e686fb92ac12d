#include "ui/review/changesrows.h"

#include "ui/review/changestext.h"
#include "ui/review/evidencework.h"

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using changes::ChangeKind;
using changes::Compared;
using Mark = ChangesRow::Mark;
using Type = ChangesRow::Type;
using Side = card::CardDiff::Side;

namespace
{

constexpr int context = 3; ///< unchanged lines beside a change
constexpr int mostLines = 20'000;
constexpr int smallestFold = 2;

Mark markOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added:
        return Mark::Added;
    case ChangeKind::Removed:
        return Mark::Removed;
    case ChangeKind::Renamed:
        return Mark::Renamed;
    case ChangeKind::Changed:
        return Mark::Replaced;
    case ChangeKind::Reordered:
        break;
    }
    return Mark::None;
}

class Builder
{
public:
    Builder(const ChangesEvidence& evidence, const ChangesLayout& layout)
        : m_evidence(evidence), m_changes(evidence.changes), m_layout(layout)
    {
    }

    ChangesRows build()
    {
        card();
        fields();
        files();
        columns();
        rows();
        return std::move(m_out);
    }

private:
    ChangesRow& push(Type type, Mark mark = Mark::None)
    {
        ChangesRow row;
        row.type = type;
        row.mark = mark;
        return m_out.rows.emplace_back(std::move(row));
    }
    void beginChange()
    {
        m_out.rows.back().change = int(m_out.changes.size());
        m_out.changes.push_back(int(m_out.rows.size()) - 1);
    }
    void section(const QString& title, const QString& count)
    {
        ChangesRow& row = push(Type::Section);
        row.text = title;
        row.detail = count;
    }
    void note(const QString& text)
    {
        if (!text.isEmpty())
            push(Type::Note).text = text;
    }
    ChangesRow& item(Mark mark, const QString& text, const QString& detail = {})
    {
        ChangesRow& row = push(Type::Item, mark);
        row.text = text;
        row.detail = detail;
        beginChange();
        return m_out.rows.back();
    }
    void value(Mark mark, const QString& text)
    {
        const QString shown = shownLine(text).text;
        bool first = true;
        for (const card::TextRange& piece : wrapped(shown, m_layout.columns * (m_layout.sideBySide ? 2 : 1))) {
            ChangesRow& row = push(Type::Value, mark);
            row.text = shown.sliced(piece.start, piece.length);
            row.first = std::exchange(first, false);
        }
    }

    void line(Mark mark, int before, int after)
    {
        QList<card::TextRange> left;
        QList<card::TextRange> right;
        if (before >= 0 && (mark != Mark::None || m_layout.sideBySide))
            left = wrapped(sideOf(m_evidence, Side::Before, before).text, m_layout.columns);
        if (after >= 0)
            right = wrapped(sideOf(m_evidence, Side::After, after).text, m_layout.columns);
        for (qsizetype i = 0; i < std::max(left.size(), right.size()); ++i) {
            ChangesRow& row = push(Type::Line, mark);
            row.before = before;
            row.after = after;
            row.pieceBefore = left.value(i);
            row.pieceAfter = right.value(i);
            row.first = i == 0;
        }
    }

    /// Unchanged lines of the newer card; `shift` leads to the older one.
    void same(int from, int to, int shift, bool atStart, bool atEnd)
    {
        const int head = atStart ? from : std::min(to, from + context);
        const int tail = atEnd ? to : std::max(head, to - context);
        const bool open = m_layout.unfolded || m_layout.opened.contains(head) || tail - head < smallestFold;
        for (int i = from; i < (open ? to : head); ++i)
            line(Mark::None, i + shift, i);
        if (open)
            return;
        ChangesRow& row = push(Type::Fold);
        row.before = head + shift;
        row.after = head;
        row.lines = tail - head;
        row.text = foldText(tail - head);
        row.detail = ChangesText::tr("Enter opens");
        for (int i = tail; i < to; ++i)
            line(Mark::None, i + shift, i);
    }

    void card()
    {
        const card::CardDiff& diff = m_changes.card;
        section(ChangesText::tr("Card"),
            diff.blocks.empty() ? QString() : ChangesText::tr("−%1 +%2 lines").arg(diff.removed).arg(diff.added));
        if (m_changes.cardState != Compared::Both) {
            note(notComparedText(m_changes.cardState, ChangesText::tr("card")));
            return;
        }
        if (diff.blocks.empty()) {
            note(ChangesText::tr("The same text."));
            return;
        }
        int after = 0;
        int laid = 0;
        for (const card::DiffBlock& block : diff.blocks) {
            same(after, block.after, block.before - block.after, after == 0, false);
            bool first = true;
            const auto layout = m_layout.sideBySide ? card::DiffLayout::SideBySide : card::DiffLayout::Unified;
            for (const card::DiffRow& row : card::rowsOf(diff, block, layout)) {
                if (++laid > mostLines)
                    break;
                const size_t begin = m_out.rows.size();
                using Kind = card::DiffRow::Kind;
                line(row.kind == Kind::Removed       ? Mark::Removed
                        : row.kind == Kind::Added    ? Mark::Added
                        : row.kind == Kind::Replaced ? Mark::Replaced
                                                     : Mark::None,
                    row.before - 1, row.after - 1);
                if (std::exchange(first, false)) {
                    m_out.rows[begin].change = int(m_out.changes.size());
                    m_out.changes.push_back(int(begin));
                }
            }
            after = block.after + block.added;
            if (laid > mostLines) {
                note(ChangesText::tr(
                    "Only the first %1 changed lines are laid out here; “docketctl changes” prints all.")
                         .arg(mostLines));
                return;
            }
        }
        const int shift = diff.before.lineCount() - diff.after.lineCount();
        same(after, diff.after.lineCount(), shift, false, true);
    }

    void fields()
    {
        section(ChangesText::tr("Metadata"), countText(int(m_changes.fields.size())));
        if (m_changes.cardState != Compared::Both)
            note(notComparedText(m_changes.cardState, ChangesText::tr("card")));
        else if (!m_changes.metadataReadable)
            note(ChangesText::tr("One of the metadata blocks cannot be read as YAML; its lines are compared above."));
        else if (m_changes.fields.isEmpty())
            note(ChangesText::tr("The same fields."));
        for (const changes::FieldChange& field : m_changes.fields) {
            QString detail = field.weighty ? ChangesText::tr("weighs: licence, origin, gating or audience") : QString();
            if (field.kind == ChangeKind::Reordered)
                detail = ChangesText::tr("the same items in another order");
            item(markOf(field.kind), shownLine(field.path).text, detail).loud = field.weighty;
            if (field.kind == ChangeKind::Reordered)
                continue;
            const bool items = !field.removedItems.isEmpty() || !field.addedItems.isEmpty();
            if (field.kind != ChangeKind::Added && (!items || !field.removedItems.isEmpty()))
                value(Mark::Removed, items ? field.removedItems.join(u", "_s) : field.before);
            if (field.kind != ChangeKind::Removed && (!items || !field.addedItems.isEmpty()))
                value(Mark::Added, items ? field.addedItems.join(u", "_s) : field.after);
        }
    }

    void files()
    {
        section(ChangesText::tr("Files"), countText(int(m_changes.files.size())));
        if (m_changes.filesState != Compared::Both)
            note(notComparedText(m_changes.filesState, ChangesText::tr("file list")));
        else if (m_changes.files.isEmpty())
            note(ChangesText::tr("The same files."));
        for (const changes::FileChange& file : m_changes.files) {
            const bool warns = work::isWarning(file.scanLevel);
            item(markOf(file.kind), shownLine(file.path).text, fileChangeText(file)).loud = warns;
        }
    }

    void columns()
    {
        if (m_changes.tablesState == Compared::Neither)
            return; // no data set, or one whose rows were never fetched
        section(ChangesText::tr("Columns"), countText(m_changes.columnCount()));
        if (m_changes.tablesState != Compared::Both) {
            note(notComparedText(m_changes.tablesState, ChangesText::tr("sample of rows")));
            return;
        }
        if (m_changes.columnCount() == 0)
            note(ChangesText::tr("The same columns."));
        for (const changes::TableChange& table : m_changes.tables) {
            const QString name = table.config + u'/' + table.split;
            if (table.kind != ChangeKind::Changed)
                item(markOf(table.kind), shownLine(name).text, ChangesText::tr("the whole table"));
            note(table.unreadable.isEmpty() ? QString() : name + u": "_s + table.unreadable);
            for (const changes::ColumnChange& column : table.columns)
                item(markOf(column.kind), shownLine(column.name).text,
                    shownLine(columnChangeText(column) + u"  ·  "_s + name).text);
        }
    }

    void rows()
    {
        if (m_changes.tablesState != Compared::Both)
            return;
        section(ChangesText::tr("Rows"), countText(m_changes.rowCount()));
        if (m_changes.rowCount() == 0)
            note(ChangesText::tr("The same rows in the sample."));
        for (const changes::TableChange& table : m_changes.tables) {
            for (const changes::RowChange& row : table.rows) {
                item(markOf(row.kind), rowChangeTitle(row), table.config + u'/' + table.split);
                for (const changes::CellChange& cell : row.cells) {
                    if (row.kind != ChangeKind::Added)
                        value(Mark::Removed, cell.column + u": "_s + cell.before);
                    if (row.kind != ChangeKind::Removed)
                        value(Mark::Added, cell.column + u": "_s + cell.after);
                }
            }
            if (table.omittedRows > 0)
                note(ChangesText::tr("%1 more rows of this sample differ.").arg(table.omittedRows));
        }
    }

    const ChangesEvidence& m_evidence;
    const changes::RevisionChanges& m_changes;
    const ChangesLayout& m_layout;
    ChangesRows m_out;
};

} // namespace

ShownLine sideOf(const ChangesEvidence& evidence, Side side, int line)
{
    const card::CardDiff& diff = evidence.changes.card;
    const StyledLines& styles = side == Side::Before ? evidence.stylesBefore : evidence.stylesAfter;
    static const std::vector<StyledRange> none;
    return shownLine((side == Side::Before ? diff.before : diff.after).text(line), diff.words(side, line),
        size_t(line) < styles.size() ? styles[size_t(line)] : none);
}

ChangesRows layOut(const ChangesEvidence& evidence, const ChangesLayout& layout)
{
    return Builder(evidence, layout).build();
}

} // namespace docket::ui::review
