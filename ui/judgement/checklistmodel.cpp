#include "ui/judgement/checklistmodel.h"

#include "ui/judgement/judgementtext.h"

namespace docket::ui::judgement
{

using namespace Qt::StringLiterals;

ChecklistModel::ChecklistModel(JudgementPresenter& presenter, QObject* parent)
    : QAbstractListModel(parent), m_presenter(presenter)
{
    connect(&presenter, &JudgementPresenter::phaseChanged, this, [this] {
        // Recording keeps the rows on the screen.
        if (m_presenter.phase() != JudgementPresenter::Phase::Recording)
            rebuild();
    });
    connect(&presenter, &JudgementPresenter::answersChanged, this, [this](const QString& criterion) {
        const QModelIndex changed = indexOf(criterion);
        if (!changed.isValid())
            return;
        int heading = changed.row();
        while (heading > 0 && m_rows.at(heading).heading.isEmpty())
            --heading;
        for (const policy::ChecklistGroup& group : m_presenter.checklist().groups()) {
            if (groupTitle(group) == m_rows.at(heading).heading)
                m_rows[heading].progress = progressText(m_presenter.checklist().progress(group));
        }
        Q_EMIT dataChanged(index(heading), index(heading));
        Q_EMIT dataChanged(changed, changed);
    });
    connect(&presenter, &JudgementPresenter::currentChanged, this, [this] {
        const QModelIndex before = indexOf(m_shownCurrent);
        m_shownCurrent = m_presenter.current();
        for (const QModelIndex& changed : { before, indexOf(m_shownCurrent) }) {
            if (changed.isValid())
                Q_EMIT dataChanged(changed, changed);
        }
    });
    rebuild();
}

void ChecklistModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    if (m_presenter.phase() == JudgementPresenter::Phase::Ready) {
        for (const policy::ChecklistGroup& group : m_presenter.checklist().groups()) {
            m_rows.append({ groupTitle(group), progressText(m_presenter.checklist().progress(group)), {} });
            for (const policy::ChecklistItem& item : group.items)
                m_rows.append({ {}, {}, item.criterion->id });
        }
    }
    m_shownCurrent = m_presenter.current();
    endResetModel();
}

int ChecklistModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

Qt::ItemFlags ChecklistModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    return m_rows.at(index.row()).criterion.isEmpty() ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

QModelIndex ChecklistModel::indexOf(const QString& criterion) const
{
    for (int i = 0; !criterion.isEmpty() && i < m_rows.size(); ++i) {
        if (m_rows.at(i).criterion == criterion)
            return index(i);
    }
    return {};
}

QVariant ChecklistModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row& row = m_rows.at(index.row());
    const bool heading = row.criterion.isEmpty();
    switch (role) {
    case IsHeadingRole:
        return heading;
    case CriterionRole:
        return row.criterion;
    case CurrentRole:
        return !heading && row.criterion == m_presenter.current();
    case Qt::DisplayRole: {
        if (heading)
            return row.heading;
        const policy::ChecklistItem* item = m_presenter.checklist().item(row.criterion);
        return item ? item->criterion->question : QString();
    }
    case Qt::AccessibleTextRole: {
        if (heading)
            return tr("%1, %2").arg(row.heading, row.progress);
        const policy::ChecklistItem* item = m_presenter.checklist().item(row.criterion);
        const auto answer = m_presenter.checklist().answer(row.criterion);
        const QList<policy::Anchor> evidence = m_presenter.evidenceOf(row.criterion);
        QString text
            = tr("%1 Answer: %2. %n piece(s) of evidence.", nullptr, static_cast<int>(evidence.size()))
                  .arg(item ? item->criterion->question : QString(), answer ? answerText(answer->value) : tr("none"));
        for (const policy::Anchor& anchor : evidence) {
            const EvidenceNow* now = m_presenter.becameOf(anchor);
            if (const QString news = now ? becameText(*now) : QString(); !news.isEmpty())
                text += u' ' + anchor.place() + u": "_s + news + u'.';
        }
        return text;
    }
    case Qt::ToolTipRole: {
        const policy::ChecklistItem* item = m_presenter.checklist().item(row.criterion);
        return heading || !item ? QVariant() : QVariant(item->criterion->guidance);
    }
    default:
        return {};
    }
}

} // namespace docket::ui::judgement
