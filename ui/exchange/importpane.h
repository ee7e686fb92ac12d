#pragma once

#include "ui/exchange/exchangepresenter.h"
#include "ui/widgets/theme.h"

#include <QWidget>

class QLineEdit;

namespace docket::ui::widgets
{
class KeyButton;
}

namespace docket::ui::exchange
{

/// Taking in: which file, what is in it, then progress and what came of it.
class ImportPane : public QWidget
{
    Q_OBJECT
public:
    ImportPane(const widgets::Theme& theme, ExchangePresenter& presenter, QWidget* parent = nullptr);
    void chooseFile();

private:
    void show();

    const widgets::Theme& m_theme;
    ExchangePresenter& m_presenter;
    QLineEdit* m_file;
    widgets::KeyButton* m_take;
    QWidget* m_outcome;
};

} // namespace docket::ui::exchange
