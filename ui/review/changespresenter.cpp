#include "ui/review/changespresenter.h"

#include "ui/review/changestext.h"

#include <algorithm>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using Side = card::CardDiff::Side;

ChangesPresenter::ChangesPresenter(EvidenceSource& source, QObject* parent)
    : QAbstractListModel(parent), m_source(source)
{
}

void ChangesPresenter::setState(State state, const Message& message)
{
    m_state = state;
    m_message = message;
    Q_EMIT changed();
}

void ChangesPresenter::layOutAgain()
{
    beginResetModel();
    m_rows = m_evidence ? layOut(*m_evidence, m_layout) : ChangesRows();
    endResetModel();
}

void ChangesPresenter::clear()
{
    ++m_ticket;
    m_evidence.reset();
    m_revisions.clear();
    m_from.clear();
    m_to.clear();
    m_layout.opened.clear();
    layOutAgain();
    setState(State::Empty);
}

void ChangesPresenter::open(const RepoKey& repo, const QString& pinned)
{
    clear();
    m_repo = repo;
    const quint64 ticket = ++m_ticket;
    setState(State::Loading);
    m_source.revisions(repo, this, [this, ticket, pinned](Result<QList<sync::RevisionHead>> revisions) {
        if (ticket != m_ticket)
            return;
        if (!revisions) {
            setState(State::Failed, errorText(revisions.error()));
            return;
        }
        m_revisions = std::move(*revisions);
        if (m_revisions.size() < 2) {
            setState(State::OneRevision, oneRevisionText(!m_revisions.isEmpty()));
            return;
        }
        const QString newest = m_revisions.at(0).commit;
        const bool known = pinned != newest
            && std::any_of(
                m_revisions.cbegin(), m_revisions.cend(), [&](const auto& head) { return head.commit == pinned; });
        compare(known ? pinned : QString(m_revisions.at(1).commit), newest);
    });
}

void ChangesPresenter::compare(const QString& from, const QString& to)
{
    m_from = from;
    m_to = to;
    m_layout.opened.clear();
    const quint64 ticket = ++m_ticket;
    setState(State::Loading);
    m_source.changes(m_repo, from, to, this, [this, ticket](Result<ChangesPtr> evidence) {
        if (ticket != m_ticket)
            return;
        if (!evidence) {
            setState(State::Failed, errorText(evidence.error()));
            return;
        }
        m_evidence = std::move(*evidence);
        layOutAgain();
        setState(State::Changes);
    });
}

void ChangesPresenter::setColumns(int columns)
{
    if (m_layout.columns == columns)
        return;
    m_layout.columns = columns;
    layOutAgain();
}

void ChangesPresenter::setSideBySide(bool on)
{
    m_layout.sideBySide = on;
    layOutAgain();
}

void ChangesPresenter::setUnfolded(bool on)
{
    m_layout.unfolded = on;
    m_layout.opened.clear();
    layOutAgain();
}

bool ChangesPresenter::unfold(int index)
{
    if (index < 0 || index >= rowCount() || row(index).type != ChangesRow::Type::Fold)
        return false;
    m_layout.opened.insert(row(index).after);
    layOutAgain();
    return true;
}

int ChangesPresenter::nextChange(int row, bool backwards) const
{
    const std::vector<int>& all = m_rows.changes;
    if (backwards) {
        const auto it = std::lower_bound(all.begin(), all.end(), row);
        return it == all.begin() ? -1 : *std::prev(it);
    }
    const auto it = std::upper_bound(all.begin(), all.end(), row);
    return it == all.end() ? -1 : *it;
}

std::optional<policy::Anchor> ChangesPresenter::anchorFor(int index) const
{
    if (!m_evidence || index < 0 || index >= rowCount())
        return std::nullopt;
    const ChangesRow& at = row(index);
    const changes::RevisionChanges& all = m_evidence->changes;
    if (at.type != ChangesRow::Type::Line)
        return std::nullopt;
    const bool old = at.after < 0;
    policy::Anchor anchor;
    anchor.kind = policy::Anchor::Kind::CardText;
    anchor.path = all.cardPath;
    anchor.commit = old ? all.from.commit : all.to.commit;
    anchor.sha256 = QString::fromLatin1(old ? m_evidence->cardSha256Before : all.cardSha256);
    anchor.lineStart = anchor.lineEnd = (old ? at.before : at.after) + 1;
    anchor.quote = (old ? all.card.before.text(at.before) : all.card.after.text(at.after)).left(anchor.kMaxQuote);
    return anchor;
}

int ChangesPresenter::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.rows.size());
}

QVariant ChangesPresenter::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    const ChangesRow& at = row(index.row());
    const auto marked = [&](const QString& text) {
        switch (at.mark) {
        case ChangesRow::Mark::Removed:
            return ChangesText::tr("removed: %1").arg(text);
        case ChangesRow::Mark::Added:
            return ChangesText::tr("added: %1").arg(text);
        case ChangesRow::Mark::Replaced:
            return ChangesText::tr("changed: %1").arg(text);
        case ChangesRow::Mark::Renamed:
            return ChangesText::tr("renamed: %1").arg(text);
        case ChangesRow::Mark::None:
            break;
        }
        return text;
    };
    if (at.type != ChangesRow::Type::Line)
        return marked(at.detail.isEmpty() ? at.text : at.text + u", "_s + at.detail);
    const auto piece = [&](Side side, int line, const card::TextRange& range) {
        return sideOf(*m_evidence, side, line).text.mid(range.start, range.length);
    };
    if (at.mark == ChangesRow::Mark::Replaced)
        return ChangesText::tr("line %1, was: %2, is: %3")
            .arg(at.after + 1)
            .arg(piece(Side::Before, at.before, at.pieceBefore), piece(Side::After, at.after, at.pieceAfter));
    const bool old = at.after < 0;
    return marked(
        ChangesText::tr("line %1: %2")
            .arg((old ? at.before : at.after) + 1)
            .arg(old ? piece(Side::Before, at.before, at.pieceBefore) : piece(Side::After, at.after, at.pieceAfter)));
}

} // namespace docket::ui::review
