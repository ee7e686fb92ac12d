#pragma once

#include <QString>

namespace docket::ui::widgets
{

class Theme;

/// The style sheet of stock widgets (fields, menus, tabs, scroll bars, tool tips), generated from the theme's tokens.
/// Widgets that paint themselves do not appear in it. Properties it answers to:
/// `surface` = "panel" | "bg" | "hint" on a QFrame, `role` = "dim" | "faint" | "warn" | "danger" | "ok" on a QLabel,
/// `fault` = true on a field.
QString styleSheet(const Theme& theme);

} // namespace docket::ui::widgets
