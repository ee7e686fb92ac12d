#pragma once

#include "ui/judgement/judgementpresenter.h"

#include <QAbstractListModel>

namespace docket::ui::judgement
{

/// The checklist as rows: a heading for each group, then its questions. Thread: GUI.
class ChecklistModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IsHeadingRole = Qt::UserRole + 1,
        CriterionRole, ///< id, empty on headings
        CurrentRole,
    };
    explicit ChecklistModel(JudgementPresenter& presenter, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    struct Row {
        QString heading; ///< set on headings
        QString progress; ///< "2 of 5"
        QString criterion;
    };
    const Row& row(int index) const { return m_rows.at(index); }
    QModelIndex indexOf(const QString& criterion) const;

private:
    void rebuild();

    JudgementPresenter& m_presenter;
    QList<Row> m_rows;
    QString m_shownCurrent;
};

} // namespace docket::ui::judgement
