#pragma once

#include "ui/exchange/exchangepresenter.h"

namespace docket::ui::exchange
{

/// What the screen says, translated. One paragraph a string.
QString stageWords(core::Stage stage, qint64 done, qint64 total);
QString obstacleWords(ExchangePresenter::Obstacle obstacle);
QStringList writtenWords(const ExchangePresenter& presenter);
QStringList previewWords(const ExchangePresenter& presenter);
QStringList takenWords(const ExchangePresenter& presenter);
/// Forks and the like: what somebody has to act on.
QStringList warningWords(const ExchangePresenter& presenter);

} // namespace docket::ui::exchange
