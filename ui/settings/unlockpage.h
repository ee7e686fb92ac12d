#pragma once

#include "core/base/result.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace docket::ui::widgets
{
class Theme;
class KeyButton;
} // namespace docket::ui::widgets

namespace docket::ui::settings
{

/// Asks for the passphrase of a workspace. One can go on without: everything can be read, nothing decided.
class UnlockPage : public QWidget
{
    Q_OBJECT
public:
    UnlockPage(const widgets::Theme& theme, const QString& folder, QWidget* parent = nullptr);
    /// The passphrase was wrong, or worse.
    void showError(const Error& error);

Q_SIGNALS:
    void submitted(const QString& passphrase);
    void skipped(); ///< read only

protected:
    void focusInEvent(QFocusEvent* event) override;

private:
    void submit();

    QLineEdit* m_line;
    QLabel* m_note;
    widgets::KeyButton* m_open;
    QString m_noteText;
};

} // namespace docket::ui::settings
