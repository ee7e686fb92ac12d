#pragma once

#include "ui/web/cardengine.h"
#include "ui/web/cardpage.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointF>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

class QWebEngineProfile;
class QWebEngineView;

namespace docket::ui::web
{

/// CardEngine over Qt WebEngine. The browser's processes start with the first show(). One page process serves one card
/// after the other: the next body is put in place of the last (rendering.md 1.4 b: 50-70 ms instead of 150-200), unless
/// the page is large, heavy, hung or dead; then it is loaded into a new process.
class WebCardEngine : public QObject, public CardEngine
{
    Q_OBJECT
public:
    WebCardEngine(const CardEvents& events, const EngineSettings& settings, QWidget* parent);
    ~WebCardEngine() override;

    QWidget* widget() override;
    void show(const QByteArray& document, const QByteArray& style) override;
    void clear() override;
    void givePicture(int number, const QByteArray& bytes, const QByteArray& mimeType) override;
    void showBoxes(const QList<PictureBox>& boxes) override;
    void forgetPictures() override;
    void setLens(int number) override;
    void scrollToLine(int line) override;
    void mark(const QList<PageMark>& marks) override;
    void selection(std::function<void(PageSelection)> done) override;
    void find(const QString& text, bool backwards, std::function<void(int matches)> done) override;
    void setZoom(double factor) override;
    qint64 processId() const override;
    int exchanges() const override { return m_exchanges; }

    CardPage* page() const { return m_page.get(); } ///< for tests
    QWebEngineView* view() const { return m_view; } ///< for tests

protected:
    /// The pointer and the arrow keys move the lens: the page itself runs no script that could listen to them.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class State { Empty, Loading, Exchanging, Shown, Ended };
    void makePage();
    void dropPage();
    void load(const QByteArray& document);
    void exchange(const QByteArray& document);
    void loadFinished(bool ok);
    void laidOut();
    void processEnded(int status, int code);
    void poll();
    void endProcess();
    bool confined();
    void moveLens(const char* how, QPointF by);

    CardEvents m_events;
    EngineSettings m_settings;
    PageStore m_store;
    SchemeHandler m_handler;
    RequestGuard m_guard;
    QWidget* m_frame;
    std::unique_ptr<QWebEngineProfile> m_profile;
    std::unique_ptr<CardPage> m_page; ///< before the profile goes
    QWebEngineView* m_view = nullptr;

    State m_state = State::Empty;
    QByteArray m_style;
    QByteArray m_waiting; ///< a document to exchange in once the empty page is known to be confined
    int m_ticket = 0; ///< of the newest show(); answers of older ones are dropped
    qint64 m_checkedProcess = 0; ///< found confined
    bool m_killed = false; ///< we ended the process ourselves
    QTimer m_watchdog;
    QTimer m_poll;
    QTimer m_scrolled; ///< the page moved: ask it for the heading
    double m_zoom = 1;
    QPointer<QWidget> m_lensOver; ///< the widget whose pointer moves the lens; null: no lens
    bool m_lensMoving = false; ///< the page has not answered yet
    std::optional<QPointF> m_lensNext; ///< where the pointer went meanwhile
    int m_exchanges = 0;
};

} // namespace docket::ui::web
