#pragma once

#include <QObject>

namespace docket::ui::review
{

class TextEngineTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rewritesTheSamePage();
    void limitsRowsAndLength();
    void corpusAsksForNothing();
    void showsLinesLinksAndMarks();
    void newerPageWins();
};

} // namespace docket::ui::review
