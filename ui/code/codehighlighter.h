#pragma once

#include "core/card/render.h"

#include <QColor>

#include <array>
#include <memory>

class QSyntaxHighlighter;
class QTextDocument;

/// Code in colour, over KSyntaxHighlighting (rendering.md 4).
namespace docket::ui::code
{

/// Colours by kind of token; the `kN` of the page and the text views use the same.
inline constexpr int styleCount = 31; ///< KSyntaxHighlighting::Theme::TextStyle, Normal … Others
using StyleColours = std::array<QColor, styleCount>; ///< invalid: the text's own colour
/// Few colours, each 4.5:1 on its ground: light, dark.
const StyleColours& styleColours(bool dark);
/// ".k1{color:#8250df} …", for the page and for text documents.
QString styleRules(bool dark, const QString& prefix = {});

/// The repository of syntax definitions costs 40 ms to build and each definition up to 50 ms: made at the first use,
/// which is on a worker thread, or ahead of time by warmUp(). Thread: highlight() may be called from any thread; calls
/// wait for each other.
class CodeHighlighter final : public card::CodeHighlighter
{
public:
    struct Limits {
        qsizetype block = 200 * 1024; ///< characters; larger blocks stay plain
        qsizetype line = 4 * 1024; ///< characters; longer lines stay plain
        int milliseconds = 150; ///< a block; what is left then stays plain
    };
    CodeHighlighter();
    explicit CodeHighlighter(const Limits& limits);
    ~CodeHighlighter() override;

    QString highlight(QStringView code, QStringView language) const override;
    /// Builds the repository and the definitions that cards use most. Any thread.
    void warmUp() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Highlights a text view that shows a file, as Markdown (with YAML front matter), YAML, JSON … by the file's name.
/// Only for texts within `CodeHighlighter::Limits`. Owned by `document`; nullptr when nothing is known of the name.
QSyntaxHighlighter* highlightDocument(QTextDocument* document, const QString& fileName, bool dark);

} // namespace docket::ui::code
