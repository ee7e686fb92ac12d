#pragma once

#include "ui/audit/logpresenter.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace docket::ui::widgets
{
class ActionRegistry;
class KeyButton;
class Theme;
} // namespace docket::ui::widgets

namespace docket::ui::audit
{

/// What is shown of the log: a search line, and chips for case, kinds, person, laptop and days.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    FilterBar(const widgets::Theme& theme, const widgets::ActionRegistry& actions, LogPresenter& presenter,
        QWidget* parent = nullptr);
    void focusSearch();
    /// Shows the two lines for the days and goes there.
    void askDates();
    QLineEdit* searchLine() const { return m_search; }

Q_SIGNALS:
    void listWanted(); ///< Return or Down in the search line

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();
    void check(const QString& id, bool on);
    void showPeople();
    void takeDates();
    QString whoText() const;
    QString datesText() const;

    const widgets::Theme& m_theme;
    const widgets::ActionRegistry& m_actions;
    LogPresenter& m_presenter;
    QLineEdit* m_search;
    QLabel* m_meaning;
    widgets::KeyButton* m_scope;
    widgets::KeyButton* m_who;
    widgets::KeyButton* m_dates;
    QWidget* m_dateLine;
    QLineEdit* m_from;
    QLineEdit* m_to;
};

} // namespace docket::ui::audit
