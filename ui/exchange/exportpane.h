#pragma once

#include "ui/exchange/exchangepresenter.h"
#include "ui/widgets/theme.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QProgressBar;
class QSpinBox;
class QVBoxLayout;

namespace docket::ui::widgets
{
class KeyButton;
}

namespace docket::ui::exchange
{

/// Handing over: what, to whom, where to; then progress and what came of it.
class ExportPane : public QWidget
{
    Q_OBJECT
public:
    ExportPane(const widgets::Theme& theme, ExchangePresenter& presenter, QWidget* parent = nullptr);
    void chooseFile();

protected:
    void focusInEvent(QFocusEvent* event) override;

private:
    void addScopes(QVBoxLayout* column);
    void addTarget(QVBoxLayout* column);
    void show();
    void showPeople();
    void showOutcome();

    const widgets::Theme& m_theme;
    ExchangePresenter& m_presenter;
    QButtonGroup* m_scopes;
    QSpinBox* m_limit = nullptr;
    QLabel* m_cases = nullptr;
    QWidget* m_people;
    QStringList m_shownPeople; ///< ids, to make the boxes anew only when people change
    QLineEdit* m_file = nullptr;
    widgets::KeyButton* m_write = nullptr;
    QLabel* m_obstacle = nullptr;
    QWidget* m_outcome;
};

} // namespace docket::ui::exchange
