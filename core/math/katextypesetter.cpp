#include "core/math/katextypesetter.h"

#include "core/math/formulastyle.h"

#include <QCache>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJSEngine>
#include <QLoggingCategory>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <pthread.h>

#include <algorithm>
#include <ctime>
#include <mutex>

namespace docket::math
{

using namespace Qt::StringLiterals;

namespace
{

constexpr unsigned stackBytes = 8 * 1024 * 1024; // nested groups recurse; the engine's own limit ends in a RangeError
constexpr unsigned watchMs = 10; // how often the watchdog looks
constexpr qint64 smallestFormula = 200; // bytes, what an entry of the cache costs at least

constexpr int patience = 100; // ms; what did not work in this time is not tried again

/// No link, no picture, no class or id of the author's; expansions and sizes bounded; one set of macros per formula.
const auto function = u"(function (tex, display) {"
                      "  return katex.renderToString(tex, { displayMode: display, throwOnError: false, trust: false,"
                      "    strict: 'ignore', maxExpand: 200, maxSize: 20, output: 'html' }); })"_s;

/// The engine's compiler finds fault with the order of declarations in minified scripts, on 40 lines.
void silenceCompiler()
{
    static QLoggingCategory::CategoryFilter before = nullptr;
    before = QLoggingCategory::installFilter([](QLoggingCategory* category) {
        if (before)
            before(category);
        if (qstrcmp(category->categoryName(), "qt.qml.compiler") == 0)
            category->setEnabled(QtWarningMsg, false);
    });
}

} // namespace

/// The thread with the engine, and the watchdog: whoever waits for a formula ends it when its time is up.
class KatexTypesetter::Worker final : public QThread
{
public:
    explicit Worker(const Limits& limits) : m_limits(limits), m_cache(limits.cache)
    {
        setObjectName(u"formulas"_s);
        setStackSize(stackBytes);
    }

    ~Worker() override
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_stop = true;
            if (m_running)
                m_running->setInterrupted(true);
            m_wake.wakeAll();
        }
        wait();
    }

    Formula typeset(const QByteArray& tex, bool display, int limitMs)
    {
        const QByteArray key
            = QCryptographicHash::hash(QByteArray((display ? "D" : "I") + tex), QCryptographicHash::Sha256);
        const QMutexLocker turn(&m_turn);
        if (const QByteArray* known = m_cache.object(key))
            return { *known, 0 };
        if (limitMs <= 0 || tex.size() > m_limits.tex)
            return {};
        bool interrupted = false;
        Formula formula = ask(tex, display, qint64(limitMs) * 1'000'000, interrupted);
        if (interrupted && limitMs < patience)
            return formula; // with more time it may work
        if (formula.html.size() > m_limits.html)
            formula.html.clear();
        m_cache.insert(key, new QByteArray(formula.html), formula.html.size() + smallestFormula);
        return formula;
    }

    void warmUp()
    {
        const QMutexLocker lock(&m_mutex);
        m_wanted = true;
        begin();
        m_wake.wakeAll();
    }

    QByteArray style()
    {
        const QMutexLocker turn(&m_turn);
        if (m_style.isEmpty())
            m_style = formulaStyle();
        return m_style;
    }

private:
    struct Request {
        QString tex;
        bool display = false;
        bool done = false;
        bool interrupted = false;
        QByteArray html;
        qint64 spent = 0; ///< ns
    };

    void begin()
    {
        if (!isRunning() && QCoreApplication::instance())
            start();
    }

    Formula ask(const QByteArray& tex, bool display, qint64 limit, bool& interrupted)
    {
        const QMutexLocker lock(&m_mutex);
        begin();
        if (!isRunning())
            return {};
        Request request{ QString::fromUtf8(tex), display, false, false, {}, 0 };
        m_request = &request;
        m_wake.wakeAll();
        while (!request.done) {
            m_answered.wait(&m_mutex, watchMs);
            if (m_running && !request.done && clock(m_clock) - m_began > limit)
                m_running->setInterrupted(true);
        }
        m_request = nullptr;
        interrupted = request.interrupted;
        return { request.html, int(request.spent / 1000) };
    }

    static qint64 clock(clockid_t id)
    {
        timespec time{};
        clock_gettime(id, &time);
        return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
    }

    void run() override
    {
        std::unique_ptr<QJSEngine> engine;
        QJSValue typesetter;
        QMutexLocker lock(&m_mutex);
        pthread_getcpuclockid(pthread_self(), &m_clock);
        while (!m_stop) {
            if (!(m_request && !m_request->done) && !(m_wanted && !engine)) {
                m_wake.wait(&m_mutex);
                continue;
            }
            if (!engine) {
                m_wanted = false;
                lock.unlock();
                static std::once_flag once;
                std::call_once(once, silenceCompiler);
                engine = std::make_unique<QJSEngine>();
                engine->evaluate(QString::fromUtf8(katexFile(u"katex.min.js"_s)), u"katex.js"_s);
                typesetter = engine->evaluate(function);
                lock.relock();
                continue;
            }
            Request& request = *m_request;
            m_running = engine.get();
            m_began = clock(CLOCK_THREAD_CPUTIME_ID);
            lock.unlock();
            const QJSValue result = typesetter.call({ request.tex, request.display });
            lock.relock();
            m_running = nullptr;
            request.spent = clock(CLOCK_THREAD_CPUTIME_ID) - m_began;
            if (result.isString() && !result.toString().startsWith("<span class=\"katex-error\""_L1))
                request.html = result.toString().toUtf8();
            request.interrupted = engine->isInterrupted();
            if (request.interrupted) { // whatever state it left behind goes with it
                typesetter = {};
                engine.reset();
            }
            request.done = true;
            m_answered.wakeAll();
        }
    }

    const Limits m_limits;
    QMutex m_turn; ///< one caller at a time; guards the cache and the style sheet
    QCache<QByteArray, QByteArray> m_cache;
    QByteArray m_style;

    QMutex m_mutex; ///< guards what follows
    QWaitCondition m_wake;
    QWaitCondition m_answered;
    Request* m_request = nullptr;
    QJSEngine* m_running = nullptr; ///< works on the request
    clockid_t m_clock{}; ///< CPU time of this thread
    qint64 m_began = 0; ///< CPU time at which it began, ns
    bool m_wanted = false; ///< the engine, without a request
    bool m_stop = false;
};

KatexTypesetter::KatexTypesetter() : KatexTypesetter(Limits()) { }

KatexTypesetter::KatexTypesetter(const Limits& limits) : m_worker(std::make_unique<Worker>(limits)) { }

KatexTypesetter::~KatexTypesetter() = default;

card::FormulaTypesetter::Formula KatexTypesetter::typeset(const QByteArray& tex, bool display, int limitMs) const
{
    return m_worker->typeset(tex, display, limitMs);
}

QByteArray KatexTypesetter::styleSheet() const
{
    return m_worker->style();
}

void KatexTypesetter::warmUp() const
{
    m_worker->warmUp();
}

} // namespace docket::math
