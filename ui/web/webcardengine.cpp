#include "ui/web/webcardengine.h"

#include "ui/web/sandbox.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QOpenGLContext>
#include <QSurfaceFormat>
#include <QVBoxLayout>
#include <QWebEngineFindTextResult>
#include <QWebEngineProfile>
#include <QWebEngineView>

#include <csignal>

// Exported by QtGui for Qt's own modules; declared in a private header.
QT_BEGIN_NAMESPACE
Q_GUI_EXPORT void qt_gl_set_global_share_context(QOpenGLContext* context);
QT_END_NAMESPACE

namespace docket::ui::web
{

using namespace Qt::StringLiterals;

namespace
{

/// Above this the browser's own loader, which paints while it parses, is the better way in.
constexpr qsizetype largestExchange = qsizetype(256) * 1024;
/// A page that has grown beyond this is not used again.
constexpr qint64 largestReuse = qint64(300) * 1024 * 1024;
constexpr int pollMs = 500;
constexpr int scrolledMs = 100; ///< between two questions where one reads
constexpr int lensStep = 24; ///< of an arrow key, CSS pixels

QByteArray json(const QJsonArray& values)
{
    QByteArray array = QJsonDocument(values).toJson(QJsonDocument::Compact);
    array.replace("\xe2\x80\xa8", "\\u2028").replace("\xe2\x80\xa9", "\\u2029"); // line ends in old JavaScript
    return array;
}

QByteArray quoted(const QString& text)
{
    const QByteArray array = json(QJsonArray{ text });
    return array.mid(1, array.size() - 2);
}

/// Qt WebEngine reads the format of the shared OpenGL context when it starts, also when it draws in software, and
/// crashes where there is none. Qt::AA_ShareOpenGLContexts would make one with the program: 90 ms of every start on a
/// machine without graphics. One that is never created is enough, since nothing is drawn with it.
void provideShareContext()
{
    if (QOpenGLContext::globalShareContext())
        return;
    auto* context = new QOpenGLContext(QCoreApplication::instance());
    context->setFormat(QSurfaceFormat::defaultFormat());
    qt_gl_set_global_share_context(context);
}

/// The document without its body: what is loaded first, so that a process is looked at before it meets a card.
QByteArray shellOf(const QByteArray& document)
{
    const qsizetype body = document.indexOf("<body");
    return body < 0 ? QByteArray() : document.left(body) + "<body></body></html>";
}

} // namespace

WebCardEngine::WebCardEngine(const CardEvents& events, const EngineSettings& settings, QWidget* parent)
    : m_events(events), m_settings(settings), m_handler(m_store), m_guard(m_store), m_frame(new QWidget(parent))
{
    auto* layout = new QVBoxLayout(m_frame);
    layout->setContentsMargins(0, 0, 0, 0);
    connect(m_frame, &QObject::destroyed, this, [this] { m_frame = nullptr; });
    m_watchdog.setSingleShot(true);
    m_watchdog.setInterval(settings.watchdogMs);
    connect(&m_watchdog, &QTimer::timeout, this, &WebCardEngine::endProcess);
    m_scrolled.setSingleShot(true);
    m_scrolled.setInterval(scrolledMs);
    connect(&m_scrolled, &QTimer::timeout, this, [this] {
        if (m_state != State::Shown)
            return;
        m_page->call("heading", {}, [this, ticket = m_ticket](const QVariant& line) {
            if (ticket == m_ticket && m_events.headingReached)
                m_events.headingReached(line.toInt());
        });
    });
    m_poll.setInterval(pollMs);
    connect(&m_poll, &QTimer::timeout, this, &WebCardEngine::poll);
}

WebCardEngine::~WebCardEngine()
{
    m_events = {};
    dropPage();
    delete m_frame;
    m_profile.reset();
}

QWidget* WebCardEngine::widget()
{
    return m_frame;
}

void WebCardEngine::makePage()
{
    if (!m_profile) {
        provideShareContext();
        registerCardScheme();
        m_profile = makeProfile(&m_handler, &m_guard);
    }
    m_page = std::make_unique<CardPage>(m_profile.get(), m_store);
    m_page->linkActivated = m_events.linkActivated;
    m_page->pictureActivated = m_events.pictureActivated;
    m_page->moreActivated = m_events.moreActivated;
    m_page->setBackgroundColor(Qt::transparent);
    connect(m_page.get(), &QWebEnginePage::loadFinished, this, &WebCardEngine::loadFinished);
    connect(m_page.get(), &QWebEnginePage::renderProcessTerminated, this,
        [this](QWebEnginePage::RenderProcessTerminationStatus status, int code) { processEnded(int(status), code); });
    connect(m_page.get(), &QWebEnginePage::selectionChanged, this, [this] {
        if (m_events.selectionChanged && m_state == State::Shown)
            m_events.selectionChanged(m_page->hasSelection());
    });
    connect(m_page.get(), &QWebEnginePage::scrollPositionChanged, this, [this] {
        if (m_events.headingReached && !m_scrolled.isActive())
            m_scrolled.start();
    });
    m_view = new QWebEngineView(m_frame);
    m_view->setContextMenuPolicy(Qt::NoContextMenu);
    m_view->setAcceptDrops(false);
    m_view->setPage(m_page.get());
    m_view->setZoomFactor(m_zoom);
    m_frame->layout()->addWidget(m_view);
    m_frame->setFocusProxy(m_view);
}

void WebCardEngine::dropPage()
{
    m_watchdog.stop();
    m_poll.stop();
    m_scrolled.stop();
    m_waiting.clear();
    if (m_page)
        m_page->disconnect(this);
    if (m_frame)
        m_frame->setFocusProxy(nullptr);
    delete m_view;
    m_view = nullptr;
    m_page.reset();
    m_checkedProcess = 0;
    m_lensOver = nullptr;
    m_state = State::Empty;
}

void WebCardEngine::show(const QByteArray& document, const QByteArray& style)
{
    ++m_ticket;
    setLens(0);
    const bool sameStyle = style == m_style;
    m_style = style;
    const bool busy = m_state == State::Loading || m_state == State::Exchanging;
    if (busy && m_state == State::Loading && !m_waiting.isEmpty() && sameStyle && document.size() <= largestExchange) {
        m_waiting = document; // the process is only starting: it gets the newer card
        m_watchdog.start();
        return;
    }
    const qint64 process = processId();
    const bool living = m_page && m_state == State::Shown && process > 0 && process == m_checkedProcess;
    if (living && sameStyle && document.size() <= largestExchange && residentBytes(process) < largestReuse) {
        exchange(document);
        return;
    }
    // Busy, heavy or dead: a new page, so that what hangs cannot hold up what comes.
    if (m_page && (busy || m_state == State::Ended))
        dropPage();
    if (!m_page)
        makePage();
    if (document.size() <= largestExchange && m_checkedProcess == 0) {
        m_waiting = document;
        load(shellOf(document));
    } else {
        load(document);
    }
}

void WebCardEngine::load(const QByteArray& document)
{
    m_state = State::Loading;
    m_killed = false;
    const int number = m_store.begin(document, m_style);
    m_watchdog.start();
    m_poll.start();
    m_page->load(QUrl(u"card://c/doc/%1"_s.arg(number)));
}

void WebCardEngine::loadFinished(bool ok)
{
    if (m_state != State::Loading)
        return;
    if (!ok) {
        if (m_killed)
            return; // processEnded says why
        m_watchdog.stop();
        m_state = State::Ended;
        if (m_events.crashed)
            m_events.crashed(u"the browser refused to load the page"_s);
        return;
    }
    if (!confined())
        return;
    if (!m_waiting.isEmpty()) {
        const QByteArray document = std::exchange(m_waiting, {});
        exchange(document);
        --m_exchanges; // the first card of a process is not a saving
        return;
    }
    m_page->call("layout", {}, [this, ticket = m_ticket](const QVariant&) {
        if (ticket == m_ticket)
            laidOut();
    });
}

bool WebCardEngine::confined()
{
    const qint64 process = processId();
    if (process > 0 && (process == m_checkedProcess || sandboxSwitchedOff())) {
        m_checkedProcess = process;
        return true;
    }
    const Confinement confinement = confinementOf(process);
    if (confinement.holds()) {
        m_checkedProcess = process;
        return true;
    }
    dropPage();
    m_store.clear();
    if (m_events.unsafe)
        m_events.unsafe(confinement.missing());
    return false;
}

void WebCardEngine::exchange(const QByteArray& document)
{
    m_state = State::Exchanging;
    ++m_exchanges;
    m_killed = false;
    m_store.beginExchange();
    m_watchdog.start();
    m_poll.start();
    m_page->call("exchange", quoted(QString::fromUtf8(document)), [this, ticket = m_ticket](const QVariant& height) {
        if (ticket == m_ticket && height.isValid())
            laidOut();
    });
}

void WebCardEngine::laidOut()
{
    m_watchdog.stop();
    m_state = State::Shown;
    if (m_events.shown)
        m_events.shown();
}

void WebCardEngine::clear()
{
    ++m_ticket;
    dropPage();
    m_store.clear();
}

void WebCardEngine::endProcess()
{
    const qint64 process = processId();
    m_killed = true;
    m_state = State::Ended;
    m_poll.stop();
    if (process > 0)
        ::kill(static_cast<pid_t>(process), SIGKILL);
    if (m_events.tooHeavy)
        m_events.tooHeavy();
}

void WebCardEngine::processEnded(int status, int code)
{
    m_watchdog.stop();
    m_poll.stop();
    m_checkedProcess = 0;
    m_waiting.clear();
    m_state = State::Ended;
    if (m_killed)
        return; // said already
    if (m_events.crashed)
        m_events.crashed(u"the page's process ended (status %1, code %2)"_s.arg(status).arg(code));
}

void WebCardEngine::poll()
{
    if (residentBytes(processId()) > m_settings.maximumRendererBytes)
        endProcess();
}

void WebCardEngine::givePicture(int number, const QByteArray& bytes, const QByteArray& mimeType)
{
    if (m_state == State::Shown)
        m_store.addPicture(number, bytes, mimeType);
}

void WebCardEngine::showBoxes(const QList<PictureBox>& boxes)
{
    if (m_state != State::Shown || boxes.isEmpty())
        return;
    QJsonArray array;
    for (const PictureBox& box : boxes)
        array.append(QJsonObject{ { u"number"_s, box.number }, { u"shown"_s, box.shown }, { u"blurred"_s, box.blurred },
            { u"grey"_s, box.grey }, { u"busy"_s, box.busy }, { u"state"_s, box.state }, { u"action"_s, box.action },
            { u"remark"_s, box.remark }, { u"name"_s, box.name } });
    m_page->call("boxes", json(array) + ", " + QByteArray::number(m_store.document()));
}

void WebCardEngine::forgetPictures()
{
    setLens(0);
    m_store.forgetPictures();
    if (m_state == State::Shown)
        m_page->call("forgetPictures", {});
}

void WebCardEngine::setLens(int number)
{
    if (m_lensOver)
        m_lensOver->removeEventFilter(this);
    m_lensOver = number > 0 && m_state == State::Shown ? m_view->focusProxy() : nullptr;
    m_lensMoving = false;
    m_lensNext.reset();
    if (m_lensOver)
        m_lensOver->installEventFilter(this);
    if (m_state == State::Shown)
        m_page->call("lens", QByteArray::number(number));
}

void WebCardEngine::moveLens(const char* how, QPointF by)
{
    if (m_state != State::Shown)
        return;
    m_lensMoving = true;
    m_page->call(how, QByteArray::number(by.x()) + ", " + QByteArray::number(by.y()), [this](const QVariant&) {
        m_lensMoving = false;
        if (m_lensNext)
            moveLens("lensTo", *std::exchange(m_lensNext, std::nullopt));
    });
}

bool WebCardEngine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_lensOver)
        return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::MouseMove) {
        const QPointF at = static_cast<QMouseEvent*>(event)->position() / m_zoom;
        if (m_lensMoving)
            m_lensNext = at;
        else
            moveLens("lensTo", at);
    } else if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const QPointF step = key->key() == Qt::Key_Left ? QPointF(-lensStep, 0)
            : key->key() == Qt::Key_Right               ? QPointF(lensStep, 0)
            : key->key() == Qt::Key_Up                  ? QPointF(0, -lensStep)
            : key->key() == Qt::Key_Down                ? QPointF(0, lensStep)
                                                        : QPointF();
        if (!step.isNull() && !(key->modifiers() & ~Qt::KeypadModifier)) {
            moveLens("lensBy", step);
            return true; // else the page would scroll
        }
    }
    return QObject::eventFilter(watched, event);
}

void WebCardEngine::scrollToLine(int line)
{
    if (m_state == State::Shown)
        m_page->call("scrollToLine", QByteArray::number(line));
}

void WebCardEngine::mark(const QList<PageMark>& marks)
{
    if (m_state != State::Shown)
        return;
    QJsonArray array;
    for (const PageMark& mark : marks)
        array.append(QJsonObject{ { u"quote"_s, mark.quote }, { u"line"_s, mark.line } });
    m_page->call("mark", json(array));
}

void WebCardEngine::selection(std::function<void(PageSelection)> done)
{
    if (m_state != State::Shown) {
        done({});
        return;
    }
    m_page->call("selection", {}, [done = std::move(done)](const QVariant& value) {
        const QVariantMap map = value.toMap();
        done({ map.value(u"text"_s).toString(), map.value(u"first"_s).toInt(), map.value(u"last"_s).toInt(),
            map.value(u"before"_s).toString(), map.value(u"after"_s).toString() });
    });
}

void WebCardEngine::find(const QString& text, bool backwards, std::function<void(int matches)> done)
{
    if (m_state != State::Shown) {
        if (done)
            done(0);
        return;
    }
    const QWebEnginePage::FindFlags flags = backwards ? QWebEnginePage::FindBackward : QWebEnginePage::FindFlags();
    m_page->findText(text, flags, [done = std::move(done)](const QWebEngineFindTextResult& result) {
        if (done)
            done(result.numberOfMatches());
    });
}

void WebCardEngine::setZoom(double factor)
{
    m_zoom = factor;
    if (m_view)
        m_view->setZoomFactor(factor);
}

qint64 WebCardEngine::processId() const
{
    return m_page ? m_page->renderProcessPid() : 0;
}

} // namespace docket::ui::web
