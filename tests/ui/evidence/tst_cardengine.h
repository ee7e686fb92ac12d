#pragma once

#include "ui/web/webcardengine.h"

#include <QObject>

namespace docket::ui::web
{

class CardEngineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noProcessBeforeTheFirstCard();
    void showsAndExchanges();
    void linksComeAsNumbers();
    void selectionHasLines();
    void formulasAreLaidOut();
    void pictureOnlyWhenRevealed();
    void lensFollows();
    void marksPassages();
    void deadProcessIsSaidAndTheNextCardComes();
    void heavyPageIsEnded();
    void hostileCardsReachNobody_data();
    void hostileCardsReachNobody();
    void pluginLoads();
    void cleanup();

private:
    WebCardEngine* start(const EngineSettings& settings = {});
    static bool waitFor(const std::function<bool()>& done, int milliseconds);
    bool show(const QByteArray& markdown);
    QVariant ask(const char* function, const QByteArray& arguments = {});

    std::unique_ptr<WebCardEngine> m_engine;
    int m_shown = 0;
    int m_heavy = 0;
    QStringList m_crashes;
    QStringList m_unsafe;
    QList<int> m_links;
    QList<int> m_pictures;
    bool m_selected = false;
};

} // namespace docket::ui::web
