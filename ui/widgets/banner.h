#pragma once

#include "core/base/result.h"

#include <QFrame>

class QAction;
class QLabel;
class QHBoxLayout;

namespace docket::ui::widgets
{

class Theme;
class KeyButton;

/// A line across the window that says something the person must know: the thing, the cause, the way out, and a button
/// that is the way out where there is one. Law 10. Stays until it is answered or dismissed.
class Banner : public QFrame
{
    Q_OBJECT
public:
    enum class Kind { Notice, Fault };
    explicit Banner(const Theme& theme, QWidget* parent = nullptr);

    /// `wayOut` may be null; it is not owned.
    void say(Kind kind, const QString& headline, const QString& text, QAction* wayOut = nullptr);
    void sayError(const Error& error, QAction* wayOut = nullptr);
    void setDismissable(bool yes);
    void dismiss();
    QString headline() const;
    QString text() const;

Q_SIGNALS:
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Kind m_kind = Kind::Notice;
    QLabel* m_headline;
    QLabel* m_text;
    KeyButton* m_wayOut;
    KeyButton* m_close;
    QMetaObject::Connection m_wayOutConnection;
};

/// A sentence for people about an error code; the English cause of the core stands behind it.
QString errorHeadline(const Error& error);

} // namespace docket::ui::widgets
