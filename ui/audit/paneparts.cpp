#include "ui/audit/paneparts.h"

#include <QFrame>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QVBoxLayout>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;
using widgets::TextRole;
using widgets::Theme;

QLabel* textLabel(const Theme& theme, const QString& text, TextRole type, const QString& role)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (!role.isEmpty())
        label->setProperty("role", role);
    // At the leading edge of the window whatever the script of the text: the eye runs down one line.
    const auto side = QGuiApplication::isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
    label->setAlignment(Qt::AlignAbsolute | Qt::AlignVCenter | side);
    label->setFont(theme.font(type));
    QObject::connect(&theme, &Theme::changed, label, [label, &theme, type] { label->setFont(theme.font(type)); });
    return label;
}

QLabel* sectionLabel(const Theme& theme, const QString& text)
{
    QLabel* label = textLabel(theme, text, TextRole::SmallStrong, u"dim"_s);
    label->setContentsMargins(0, theme.px(8), 0, 0);
    return label;
}

QPlainTextEdit* literalView(const Theme& theme, const QString& text, const QString& name, int lines)
{
    auto* view = new QPlainTextEdit(text);
    view->setAccessibleName(name);
    view->setReadOnly(true);
    view->setTabChangesFocus(true);
    view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    view->setLayoutDirection(Qt::LeftToRight);
    view->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    const auto dress = [view, &theme, lines, text] {
        const QFont font = theme.font(TextRole::Mono);
        view->setFont(font);
        // Long lines wrap; what that makes of the height is known when the width is, so this is a generous guess.
        qsizetype wanted = 0;
        for (const QStringView line : QStringView(text).split(u'\n'))
            wanted += 1 + line.size() / 58;
        const int shown = static_cast<int>(std::min<qsizetype>(wanted, lines));
        view->setFixedHeight(QFontMetrics(font).lineSpacing() * shown + theme.px(22));
    };
    QObject::connect(&theme, &Theme::changed, view, dress);
    dress();
    return view;
}

QWidget* noticeBox(const Theme& theme, const QString& text, const QString& role)
{
    auto* box = new QFrame;
    box->setProperty("surface", u"hint"_s);
    auto* row = new QVBoxLayout(box);
    row->setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6));
    row->addWidget(textLabel(theme, text, TextRole::Body, role));
    return box;
}

ColumnPane::ColumnPane(const Theme& theme, QWidget* parent) : QScrollArea(parent), m_theme(theme)
{
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
}

QVBoxLayout* ColumnPane::begin()
{
    auto* content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(m_theme.px(16), m_theme.px(14), m_theme.px(16), m_theme.px(16));
    m_column->setSpacing(m_theme.px(6));
    return m_column;
}

void ColumnPane::finish()
{
    m_column->addStretch(1);
    QWidget* content = m_column->parentWidget();
    // A button of the old column may be what is being clicked.
    if (QWidget* old = takeWidget())
        old->deleteLater();
    setWidget(content);
    content->show();
}

} // namespace docket::ui::audit
