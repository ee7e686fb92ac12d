#include "ui/widgets/stylesheet.h"

#include "ui/widgets/theme.h"

#include <QHash>
#include <QRegularExpression>

namespace docket::ui::widgets
{

using namespace Qt::StringLiterals;

namespace
{

/// @name is a colour token, #n# a design size.
constexpr QStringView pattern = uR"(
QWidget { color: @text; }
QMainWindow, QDialog { background: @panel; }
QLabel { background: transparent; }
QLabel[role="dim"] { color: @dim; } QLabel[role="faint"] { color: @faint; }
QLabel[role="warn"] { color: @warn; } QLabel[role="danger"] { color: @danger; } QLabel[role="ok"] { color: @ok; }
QFrame[surface="panel"] { background: @panel; border: none; }
QFrame[surface="bg"] { background: @bg; border: none; }
QFrame[surface="top"] { background: @panel; border: none; border-bottom: 1px solid @line; }
QFrame[surface="bottom"] { background: @panel; border: none; border-top: 1px solid @line; }
QFrame[surface="hint"] { background: @hint; border: none; border-bottom: 1px solid @hintLine; }
QFrame[surface="float"] { background: @panel; border: 1px solid @control; border-radius: #8#px; }
QAbstractScrollArea { background: @panel; border: none; } QScrollArea > QWidget > QWidget { background: transparent; }
QAbstractScrollArea::corner { background: @panel; border: none; }
QSplitter::handle { background: @line; } QSplitter::handle:hover { background: @accent; }
QLineEdit, QPlainTextEdit, QTextEdit, QKeySequenceEdit QLineEdit { background: @panel; border: 1px solid @control;
  border-radius: #6#px; padding: #5#px #8#px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border-color: @accent; }
QLineEdit[fault="true"], QPlainTextEdit[fault="true"] { border-color: @danger; }
QLineEdit:disabled, QPlainTextEdit:disabled { background: @bg; color: @faint; }
QMenuBar { background: transparent; spacing: 0; }
QMenuBar::item { background: transparent; padding: #4#px #8#px; border-radius: #4#px; color: @dim; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @accentSoft; color: @accent; }
QMenu { background: @panel; border: 1px solid @control; padding: #4#px; }
QMenu::item { padding: #5#px #24#px #5#px #12#px; border-radius: #4#px; }
QMenu::item:selected { background: @accentSoft; color: @accent; } QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: #4#px #8#px; }
QToolTip { background: @panel; color: @text; border: 1px solid @control; padding: #6#px #8#px; }
QScrollBar:vertical { background: transparent; width: #10#px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: #10#px; margin: 0; }
QScrollBar::handle { background: @control; border-radius: #3#px; margin: #2#px; min-height: #24#px; min-width: #24#px; }
QScrollBar::handle:hover { background: @faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QHeaderView::section { background: @panel; color: @dim; border: none; border-bottom: 1px solid @line;
  padding: #4#px #8#px; }
QTabBar::tab { background: transparent; color: @dim; padding: #6#px #10#px #8#px #10#px; margin: 0;
  border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; } QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { color: @accent; }
QProgressBar { background: @line; border: none; border-radius: #2#px; max-height: #4#px; min-height: #4#px; }
QProgressBar::chunk { background: @accent; border-radius: #2#px; }
QRadioButton, QCheckBox { spacing: #8#px; background: transparent; }
QRadioButton:focus, QCheckBox:focus { color: @accent; }
QRadioButton:disabled, QCheckBox:disabled { color: @faint; }
QRadioButton::indicator, QCheckBox::indicator { width: #12#px; height: #12#px; border: 1px solid @control; background: @panel; }
QCheckBox::indicator { border-radius: #3#px; } QCheckBox::indicator:checked { background: @accent; border-color: @accent; }
QRadioButton::indicator { border-radius: #7#px; }
QRadioButton::indicator:checked { width: #6#px; height: #6#px; border: #4#px solid @accent; }
)";

} // namespace

QString styleSheet(const Theme& theme)
{
    const Tokens& t = theme.tokens();
    const QHash<QStringView, QColor> colours{
        { u"bg", t.bg },
        { u"panel", t.panel },
        { u"line", t.line },
        { u"control", t.control },
        { u"text", t.text },
        { u"dim", t.dim },
        { u"faint", t.faint },
        { u"accent", t.accent },
        { u"onAccent", t.onAccent },
        { u"accentSoft", t.accentSoft },
        { u"ok", t.ok },
        { u"warn", t.warn },
        { u"danger", t.danger },
        { u"hint", t.hint },
        { u"hintLine", t.hintLine },
    };
    QString out;
    out.reserve(pattern.size() + 1024);
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        if (c == u'@') {
            qsizetype end = i + 1;
            while (end < pattern.size() && pattern[end].isLetter())
                ++end;
            const QStringView name = pattern.sliced(i + 1, end - i - 1);
            Q_ASSERT_X(colours.contains(name), "styleSheet", qPrintable(name.toString()));
            out += colours.value(name).name();
            i = end - 1;
        } else if (c == u'#') {
            const qsizetype end = pattern.indexOf(u'#', i + 1);
            out += QString::number(theme.px(pattern.sliced(i + 1, end - i - 1).toInt()));
            i = end;
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace docket::ui::widgets
