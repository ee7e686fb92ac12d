#pragma once

#include "ui/review/passage.h"

#include <QPlainTextEdit>

#include <optional>

class QSyntaxHighlighter;

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

/// A text made fit for a text view: decoded, at most 1 MB, lines at most 4,000 characters, and no characters that
/// reorder their neighbours (they are shown by name).
struct SourceText {
    QString text;
    bool cut = false; ///< something was left out; the text says where
};
SourceText prepareSource(const QByteArray& bytes);

/// The card as it was written, with line numbers and colours: the view behind "Source", and what is shown when the page
/// cannot be. Read only, selectable.
class SourceView final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit SourceView(const widgets::Theme& theme, QWidget* parent = nullptr);

    void setSource(const QByteArray& bytes, const QString& fileName);
    void scrollToLine(int line);
    /// Lines that evidence cites: on the ground of evidence, and marked beside their numbers.
    void setEvidence(const QList<LineSpan>& lines);
    bool hasSelection() const { return textCursor().hasSelection(); }
    /// Selected lines, from 1.
    std::pair<int, int> selectedLines() const;
    QString selectedText() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    class Gutter;
    int gutterWidth() const;
    void paintGutter(QPaintEvent* event);
    bool isEvidence(int line) const;
    void dress();

    const widgets::Theme& m_theme;
    Gutter* m_gutter;
    QSyntaxHighlighter* m_highlighter = nullptr;
    QString m_fileName;
    QList<LineSpan> m_evidence;
};

} // namespace docket::ui::review
