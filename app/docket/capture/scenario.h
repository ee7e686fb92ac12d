#pragma once

#include "core/base/result.h"
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
    /// Called when the screen is settled: keys, cases, overlays. True: there is more to do once that has settled.
    virtual bool act() { return false; }
    virtual bool isSettled() const = 0;
};

/// A named picture. The catalogue is in scenarios.cpp; rooms add theirs there.
struct Scenario {
    QString name; ///< file name without ".png"
    ui::widgets::ThemeChoice theme = ui::widgets::ThemeChoice::Light;
    qreal scale = 1.0;
    bool rightToLeft = false;
    QString language{}; ///< empty: the program's
    QSize size{ 1440, 900 };
    std::function<std::unique_ptr<Stage>(ui::widgets::Theme& theme)> make;
};

QList<Scenario> scenarios();
/// With a case open: evidence and judgement. Part of scenarios().
QList<Scenario> reviewScenarios();
/// One picture a file, named after it: the window, tall, with the card in it. Storage when a file cannot be read.
Result<QList<Scenario>> cardScenarios(const QStringList& files);
/// The log's screen. Part of scenarios().
QList<Scenario> logScenarios();
/// Handing work over and taking it in. Part of scenarios().
QList<Scenario> exchangeScenarios();
/// People and devices. Part of scenarios().
QList<Scenario> peopleScenarios();

} // namespace docket::app
