#pragma once

#include "ui/review/passage.h"

#include <QList>
#include <QPlainTextEdit>

#include <optional>

class QSyntaxHighlighter;

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

/// A text made fit for a text view: decoded, at most 1 MB, lines at most 4,000 characters. Characters that nobody sees
/// or that reorder their neighbours stand there by code ("‹U+202E›"), blanks at the ends of lines as dots and arrows;
/// words of look-alike letters are pointed out.
struct SourceText {
    struct Mark {
        enum class Kind { Invisible, LineEnd, MixedScript };
        Kind kind = Kind::Invisible;
        int start = 0; ///< UTF-16 units in `text`
        int length = 0;
        QString original; ///< what the file has here
        bool operator==(const Mark&) const = default;
    };
    QString text;
    QList<Mark> marks; ///< in order, apart
    bool cut = false; ///< something was left out; the text says where

    /// The file's own characters behind a part of `text`. A mark that is touched counts whole.
    QString original(int start, int end) const;
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
    /// As the file has it, without our marks.
    QString selectedText() const;

Q_SIGNALS:
    void topLineChanged(int line); ///< the first line on the screen

protected:
    QMimeData* createMimeDataFromSelection() const override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    class Gutter;
    int gutterWidth() const;
    void paintGutter(QPaintEvent* event);
    bool isEvidence(int line) const;
    void dress();
    void showMarks();

    const widgets::Theme& m_theme;
    SourceText m_source;
    Gutter* m_gutter;
    QSyntaxHighlighter* m_highlighter = nullptr;
    QString m_fileName;
    QList<LineSpan> m_evidence;
    int m_topLine = 1; ///< on the screen, as it was said last
};

} // namespace docket::ui::review
