#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QtPlugin>

#include <functional>

class QWidget;

/// The browser that shows a card, seen from outside. Qt WebEngine doubles the start of a program that links it, so it
/// lives in a plugin that is loaded with the first card (reference: performance, "start"); this header is all that the
/// program knows of it. No signals here: plugin and program each hold their own copy of every static library.
namespace docket::ui::web
{

/// What the page says. All calls come on the GUI thread. Unset functions are not called.
struct CardEvents {
    std::function<void()> shown; ///< laid out and painted for the first time
    std::function<void()> tooHeavy; ///< took longer than the watchdog allows; its process was ended
    std::function<void(QString)> crashed; ///< its process died; English cause
    std::function<void(QString)> unsafe; ///< the process is not confined as it should be; nothing is shown
    std::function<void(int)> linkActivated; ///< number of the card's link table
    std::function<void(int)> pictureActivated; ///< the reviewer pressed the box of this very picture
    std::function<void(int)> moreActivated; ///< number of the card's cuts: go on reading there
    std::function<void(int)> headingReached; ///< line of the heading under which one reads; 0 before the first
    std::function<void(bool)> selectionChanged; ///< whether any text is selected
};

/// What is selected in the page.
struct PageSelection {
    QString text;
    int firstLine = 0; ///< `data-line` of the block that holds the start, 0 when none
    int lastLine = 0; ///< of the block that holds the end
    QString before = {}; ///< text of the page right before, a few lines at most
    QString after = {};
};

/// The box of a picture as the page shall show it. The words are shown as they are.
struct PictureBox {
    int number = 0;
    bool shown = false; ///< with the picture in it, whose bytes were given; else words only
    bool blurred = false;
    bool grey = false;
    bool busy = false; ///< being fetched
    QString state; ///< "Blurred and grey"
    QString action; ///< what pressing the box does; empty: nothing
    QString remark; ///< why there is no picture, or what is asked; may be empty
    QString name; ///< for people who hear the page
};

/// A passage to mark.
struct PageMark {
    QString quote;
    int line = 0; ///< of its block; 0 searches everywhere
};

struct EngineSettings {
    int watchdogMs = 5000;
    qint64 maximumRendererBytes = qint64(1500) * 1024 * 1024; ///< resident set of the page's process
};

/// One page. Thread: GUI.
class CardEngine
{
public:
    virtual ~CardEngine() = default;

    /// Owned by the caller once it has a parent.
    virtual QWidget* widget() = 0;
    /// `document` is a whole page without script (core/card/page.h); `style` is what card://c/style.css answers.
    virtual void show(const QByteArray& document, const QByteArray& style) = 0;
    /// Nothing to show; the process goes away.
    virtual void clear() = 0;
    /// Bytes for a box that is to be shown with its picture. They are decoded in the page's process only.
    virtual void givePicture(int number, const QByteArray& bytes, const QByteArray& mimeType) = 0;
    virtual void showBoxes(const QList<PictureBox>& boxes) = 0;
    /// No picture is shown any more, and none can be asked for.
    virtual void forgetPictures() = 0;
    /// A round window over a blurred picture, which follows the pointer and the arrow keys. 0: none.
    virtual void setLens(int number) = 0;
    virtual void scrollToLine(int line) = 0;
    virtual void mark(const QList<PageMark>& marks) = 0;
    virtual void selection(std::function<void(PageSelection)> done) = 0;
    virtual void find(const QString& text, bool backwards, std::function<void(int matches)> done) = 0;
    virtual void setZoom(double factor) = 0;
    /// Process id of the page, 0 when there is none; for tests and the log.
    virtual qint64 processId() const = 0;
    /// How many documents were shown by exchanging the content of a living page.
    virtual int exchanges() const = 0;
};

class CardEngineFactory
{
public:
    virtual ~CardEngineFactory() = default;
    virtual CardEngine* create(const CardEvents& events, const EngineSettings& settings, QWidget* parent) = 0;
};

} // namespace docket::ui::web

#define DOCKET_CARD_ENGINE_IID "org.docket.CardEngine/3"
Q_DECLARE_INTERFACE(docket::ui::web::CardEngineFactory, DOCKET_CARD_ENGINE_IID)
