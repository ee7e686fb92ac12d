#pragma once

#include "ui/widgets/tokens.h"

#include <QFont>
#include <QObject>
#include <QStringView>

#include <optional>

class QApplication;
class QPalette;

namespace docket::ui::widgets
{

enum class ThemeChoice { System, Light, Dark, Contrast };
/// "system", "light", "dark", "contrast": the words of the settings and of `--theme`.
QString themeChoiceName(ThemeChoice choice);
std::optional<ThemeChoice> themeChoiceFromName(QStringView name);

/// What a piece of text is; sizes 17/14/13/12 at scale 1.
enum class TextRole { Title, Heading, Strong, Body, Small, SmallStrong, Mono };

/// Spaces of the layout, in device-independent pixels at scale 1.
namespace space
{
inline constexpr int xs = 4;
inline constexpr int s = 8;
inline constexpr int m = 12;
inline constexpr int l = 16;
inline constexpr int xl = 24;
} // namespace space

/// Colours, type and sizes of the whole program, in one place. One object, made by the composition root and handed to
/// every widget that paints; widgets repaint on `changed`. Thread: GUI.
class Theme : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QObject* parent = nullptr);

    const Tokens& tokens() const { return tokensOf(m_scheme); }
    Scheme scheme() const { return m_scheme; }
    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);

    /// Text and sizes grow together: 0.8 … 2.5, 1 is the design size. The platform's own scaling comes on top.
    qreal scale() const { return m_scale; }
    void setScale(qreal scale);
    /// A size of the design, scaled and rounded; never 0 for a size above 0.
    int px(int designPixels) const;
    QFont font(TextRole role) const;

    /// Puts style, palette, font and style sheet on the application and follows it from then on, the system's light or
    /// dark included.
    void install(QApplication& application);
    QPalette palette() const;

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void changed();

private:
    void refresh();
    Scheme systemScheme() const;

    ThemeChoice m_choice = ThemeChoice::System;
    Scheme m_scheme = Scheme::Light;
    qreal m_scale = 1.0;
    QApplication* m_application = nullptr;
    bool m_applying = false;
};

} // namespace docket::ui::widgets
