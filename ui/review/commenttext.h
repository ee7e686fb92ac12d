#pragma once

#include <QTextBrowser>

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

/// Sanitised HTML of a comment in a native text view: loads nothing, opens nothing, as tall as its text.
class CommentText final : public QTextBrowser
{
    Q_OBJECT
public:
    CommentText(const widgets::Theme& theme, const QString& safeHtml, QWidget* parent = nullptr);
    QVariant loadResource(int type, const QUrl& name) override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void linkActivated(int number);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void dress();
    void fit();
    const widgets::Theme& m_theme;
    QString m_html;
};

} // namespace docket::ui::review
