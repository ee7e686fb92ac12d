#pragma once

#include "ui/widgets/theme.h"

#include <QWidget>

#include <functional>
#include <memory>

namespace docket::app
{

/// A screen set up for one picture: production widgets over fixture sources. Owns all of it.
class Stage
{
public:
    virtual ~Stage() = default;
    virtual QWidget& window() = 0;
    /// Called once when the first screen is settled: keys, cases, overlays.
    virtual void act() { }
    virtual bool isSettled() const = 0;
};

/// A named picture. The catalogue is in scenarios.cpp; rooms add theirs there.
struct Scenario {
    QString name; ///< file name without ".png"
    ui::widgets::ThemeChoice theme = ui::widgets::ThemeChoice::Light;
    qreal scale = 1.0;
    bool rightToLeft = false;
    QSize size{ 1440, 900 };
    std::function<std::unique_ptr<Stage>(ui::widgets::Theme& theme)> make;
};

QList<Scenario> scenarios();

} // namespace docket::app
