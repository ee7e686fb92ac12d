#pragma once

#include "ui/widgets/theme.h"

#include <QLabel>
#include <QScrollArea>

class QPlainTextEdit;
class QVBoxLayout;

namespace docket::ui::audit
{

/// A label that wraps, in one of the theme's types, following its changes. `role` as in stylesheet.h.
QLabel* textLabel(const widgets::Theme& theme, const QString& text, widgets::TextRole type, const QString& role = {});
/// Heading of a section.
QLabel* sectionLabel(const widgets::Theme& theme, const QString& text);
/// Literal text in a frame, at most `lines` high, that can be selected and copied; always left to right.
QPlainTextEdit* literalView(const widgets::Theme& theme, const QString& text, const QString& name, int lines);
/// A quoted box with one sentence.
QWidget* noticeBox(const widgets::Theme& theme, const QString& text, const QString& role = {});

/// A column that scrolls and is made anew whenever what it shows changes.
class ColumnPane : public QScrollArea
{
    Q_OBJECT
public:
    explicit ColumnPane(const widgets::Theme& theme, QWidget* parent = nullptr);

protected:
    /// An empty column in place of the old one; add to it, then call finish().
    QVBoxLayout* begin();
    void finish();
    const widgets::Theme& theme() const { return m_theme; }

private:
    const widgets::Theme& m_theme;
    QVBoxLayout* m_column = nullptr;
};

} // namespace docket::ui::audit
