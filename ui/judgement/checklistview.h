#pragma once

#include <QListView>

namespace docket::ui::judgement
{

class ChecklistDelegate;

/// The list of questions: rows of different heights that follow the column's width.
class ChecklistView : public QListView
{
    Q_OBJECT
public:
    explicit ChecklistView(ChecklistDelegate& delegate, QWidget* parent = nullptr);
    /// Rows changed their height (evidence added, guidance shown).
    void layOutAgain();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    ChecklistDelegate& m_delegate;
};

} // namespace docket::ui::judgement
