#pragma once

#include "ui/settings/firstrunform.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::settings
{

/// What the workspace watches, as lines of text: quick to read, to paste and to hand on.
class WatchPage : public QWidget
{
    Q_OBJECT
public:
    WatchPage(const widgets::Theme& theme, const QStringList& lines, WatchCheck check, QWidget* parent = nullptr);

Q_SIGNALS:
    void submitted(const QStringList& lines);
    void closed(); ///< nothing is changed

protected:
    void focusInEvent(QFocusEvent* event) override;

private:
    void submit();

    WatchCheck m_check;
    QPlainTextEdit* m_lines;
    QLabel* m_note;
};

} // namespace docket::ui::settings
