#include "ui/widgets/theme.h"

#include "ui/widgets/stylesheet.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>

#include <algorithm>
#include <array>
#include <cmath>

namespace docket::ui::widgets
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::array<const char16_t*, 4> choiceNames{ u"system", u"light", u"dark", u"contrast" };

} // namespace

QString themeChoiceName(ThemeChoice choice)
{
    return QString::fromUtf16(choiceNames[static_cast<size_t>(choice)]);
}

std::optional<ThemeChoice> themeChoiceFromName(QStringView name)
{
    for (size_t i = 0; i < choiceNames.size(); ++i) {
        if (name == QStringView(choiceNames[i]))
            return static_cast<ThemeChoice>(i);
    }
    return std::nullopt;
}

Theme::Theme(QObject* parent) : QObject(parent) { }

void Theme::setChoice(ThemeChoice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    refresh();
}

void Theme::setScale(qreal scale)
{
    const qreal bounded = std::clamp(scale, 0.8, 2.5);
    if (qFuzzyCompare(bounded, m_scale))
        return;
    m_scale = bounded;
    refresh();
}

int Theme::px(int designPixels) const
{
    const int scaled = static_cast<int>(std::lround(designPixels * m_scale));
    return designPixels > 0 ? std::max(1, scaled) : scaled;
}

QFont Theme::font(TextRole role) const
{
    QFont font;
    // Noto Sans carries the scripts that Inter lacks; both ship with the packages, the rest is the system's choice.
    font.setFamilies({ u"Inter"_s, u"Noto Sans"_s, u"Noto Sans Arabic"_s, u"Noto Sans Hebrew"_s, u"sans-serif"_s });
    font.setPixelSize(px(13));
    switch (role) {
    case TextRole::Title:
        font.setPixelSize(px(17));
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Heading:
        font.setPixelSize(px(14));
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Strong:
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Body:
        break;
    case TextRole::Small:
        font.setPixelSize(px(12));
        break;
    case TextRole::SmallStrong:
        font.setPixelSize(px(12));
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Mono:
        font.setFamilies({ u"JetBrains Mono"_s, u"Noto Sans Mono"_s, u"monospace"_s });
        font.setPixelSize(px(12));
        // Literal text shows what was typed: ">=" stays two characters.
        font.setStyleStrategy(QFont::PreferNoShaping);
        break;
    }
    return font;
}

QPalette Theme::palette() const
{
    const Tokens& t = tokens();
    QPalette p(t.text, t.panel, t.line, t.line, t.control, t.text, t.panel);
    p.setColor(QPalette::Window, t.panel);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.panel);
    p.setColor(QPalette::AlternateBase, t.bg);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::Button, t.panel);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.danger);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.onAccent);
    p.setColor(QPalette::ToolTipBase, t.panel);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::PlaceholderText, t.faint);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::Light, t.line);
    p.setColor(QPalette::Midlight, t.line);
    p.setColor(QPalette::Mid, t.control);
    p.setColor(QPalette::Dark, t.control);
    p.setColor(QPalette::Shadow, t.bg);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        p.setColor(QPalette::Disabled, role, t.faint);
    return p;
}

void Theme::install(QApplication& application)
{
    m_application = &application;
    application.installEventFilter(this);
    application.setStyle(QStyleFactory::create(u"Fusion"_s));
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(application.styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::refresh);
#endif
    refresh();
}

Scheme Theme::systemScheme() const
{
    if (qEnvironmentVariable("GTK_THEME").contains("HighContrast"_L1, Qt::CaseInsensitive))
        return Scheme::Contrast;
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark ? Scheme::Dark : Scheme::Light;
#else
    // Qt 6.4 has no colour scheme: a system is dark when the palette it hands out is. Ours is taken off to see it.
    QGuiApplication::setPalette(QPalette());
    const QPalette system = QGuiApplication::palette();
    return system.color(QPalette::Window).lightness() < system.color(QPalette::WindowText).lightness() ? Scheme::Dark
                                                                                                       : Scheme::Light;
#endif
}

void Theme::refresh()
{
    if (m_applying)
        return;
    m_applying = true;
    switch (m_choice) {
    case ThemeChoice::System:
        m_scheme = m_application ? systemScheme() : Scheme::Light;
        break;
    case ThemeChoice::Light:
        m_scheme = Scheme::Light;
        break;
    case ThemeChoice::Dark:
        m_scheme = Scheme::Dark;
        break;
    case ThemeChoice::Contrast:
        m_scheme = Scheme::Contrast;
        break;
    }
    if (m_application) {
        QApplication::setPalette(palette());
        QApplication::setFont(font(TextRole::Body));
        m_application->setStyleSheet(styleSheet(*this));
    }
    m_applying = false;
    Q_EMIT changed();
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_application && event->type() == QEvent::ThemeChange && m_choice == ThemeChoice::System)
        refresh();
    return QObject::eventFilter(watched, event);
}

} // namespace docket::ui::widgets
