#pragma once

#include "core/card/render.h"

#include <QAbstractListModel>
#include <QFrame>

class QLabel;

namespace docket::ui::widgets
{
class FixedRowView;
class Theme;
} // namespace docket::ui::widgets

namespace docket::ui::review
{

/// The headings of a card, one a row.
class OutlineModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { Depth = Qt::UserRole }; ///< steps below the highest level that the card uses, from 0

    using QAbstractListModel::QAbstractListModel;
    void setHeadings(const QList<card::Heading>& headings);
    const QList<card::Heading>& headings() const { return m_headings; }
    /// The heading that a line of the card stands under; -1 before the first.
    int rowOfLine(int line) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<card::Heading> m_headings;
    int m_top = 1; ///< highest level in use
};

/// The side outline: where in the card one is, and a way to every other part of it. Enter or a click leads there.
class Outline final : public QFrame
{
    Q_OBJECT
public:
    explicit Outline(const widgets::Theme& theme, QWidget* parent = nullptr);

    void setHeadings(const QList<card::Heading>& headings);
    /// What is being read; lines of the card.
    void setLine(int line);
    OutlineModel& model() { return *m_model; }
    widgets::FixedRowView* view() const { return m_view; }

Q_SIGNALS:
    void activated(int line);

private:
    void dress();

    const widgets::Theme& m_theme;
    OutlineModel* m_model;
    widgets::FixedRowView* m_view;
    QLabel* m_title;
    QLabel* m_none;
};

} // namespace docket::ui::review
