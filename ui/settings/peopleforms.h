#pragma once

#include "ui/settings/peoplepresenter.h"

#include <QFrame>

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::settings
{

/// The box that the page opens for the presenter's form: what is going to happen in plain words, what has to be typed,
/// the button that does it and the one that does not. Null for Form::None.
QFrame* makePeopleForm(const widgets::Theme& theme, PeoplePresenter& presenter);

} // namespace docket::ui::settings
