// Hostile cards in a page where everything is switched on: JavaScript, no Content-Security-Policy, a server that
// listens. What keeps them quiet here is the sanitiser alone. DOCKET_HOSTILE=long runs every payload and card, else a
// sample.

#include "core/card/render.h"
#include "tests/card/corpus.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QWebEnginePage>
#include <QWebEngineProfile>
#include <QWebEngineSettings>
#include <QWebEngineUrlRequestInterceptor>

#include <memory>

using namespace docket;
using namespace Qt::StringLiterals;

namespace
{

using Document = QPair<QString, QByteArray>; ///< name, HTML of a body

bool isLong()
{
    return qgetenv("DOCKET_HOSTILE") == "long";
}

/// Lets everything through and counts it.
class Sink : public QWebEngineUrlRequestInterceptor
{
public:
    void interceptRequest(QWebEngineUrlRequestInfo& info) override
    {
        const QString url = info.requestUrl().toString();
        if (url.startsWith(u"data:"_s) || url.startsWith(u"about:"_s) || url.startsWith(u"blob:"_s))
            return;
        requests.append(url);
    }
    QStringList requests; ///< on the GUI thread
};

class OpenPage : public QWebEnginePage
{
public:
    using QWebEnginePage::QWebEnginePage;
    int navigations = 0;
    int windows = 0;
    bool refuse = false;

protected:
    bool acceptNavigationRequest(const QUrl& url, NavigationType, bool mainFrame) override
    {
        const QString text = url.toString();
        if (!refuse || text.startsWith(u"about:srcdoc"_s) || text == u"about:blank"_s)
            return true;
        ++navigations;
        last = text + (mainFrame ? u" (page)"_s : u" (frame)"_s);
        return false;
    }
    QWebEnginePage* createWindow(WebWindowType) override
    {
        ++windows;
        return nullptr;
    }
    void javaScriptAlert(const QUrl&, const QString&) override { }
    bool javaScriptConfirm(const QUrl&, const QString&) override { return false; }
    bool javaScriptPrompt(const QUrl&, const QString&, const QString&, QString*) override { return false; }
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString&, int, const QString&) override { }

public:
    QString last;
};

QByteArray body(const card::RenderedCard& card)
{
    return card.frontMatterHtml + card.bodyHtml;
}

} // namespace

class TestHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_visitors = 0;
        QVERIFY(m_server.isListening() || m_server.listen(QHostAddress::LocalHost));
        m_address = u"http://127.0.0.1:%1/x"_s.arg(m_server.serverPort()).toUtf8();
        connect(&m_server, &QTcpServer::newConnection, this, &TestHostile::greet, Qt::UniqueConnection);
        m_profile = std::make_unique<QWebEngineProfile>();
        m_profile->setUrlRequestInterceptor(&m_sink);
        QWebEngineSettings* settings = m_profile->settings();
        for (const auto on : { QWebEngineSettings::JavascriptEnabled, QWebEngineSettings::JavascriptCanOpenWindows,
                 QWebEngineSettings::LocalContentCanAccessRemoteUrls, QWebEngineSettings::PluginsEnabled,
                 QWebEngineSettings::DnsPrefetchEnabled, QWebEngineSettings::HyperlinkAuditingEnabled })
            settings->setAttribute(on, true);
        open();
    }
    void cleanup()
    {
        m_page.reset();
        m_profile.reset();
    }

    /// The same page with what the authors wrote: it must fire, else the rest of this file proves nothing.
    void control()
    {
        if (test::corpusPath().isEmpty())
            QSKIP("corpus not found");
        QList<Document> documents;
        int number = 0;
        for (const auto& [name, payload] : test::hostilePayloads()) // those that stop a browser are not for a control
            if (number++ % (isLong() ? 5 : 25) == 0 && !payload.contains("while(") && !payload.contains("for("))
                documents << Document(name, listened(payload));
        for (const QByteArray& own : ownPayloads())
            documents << Document(u"own"_s, listened(own));
        const Outcome outcome = show(documents, true);
        qInfo("control: %lld documents, %lld fired, %lld requests, %d visitors, %d navigations",
            static_cast<long long>(documents.size()), static_cast<long long>(outcome.fired.size()),
            static_cast<long long>(m_sink.requests.size()), m_visitors, m_page->navigations);
        QVERIFY(outcome.fired.size() > documents.size() / 10);
        QVERIFY(m_sink.requests.size() > 10);
        QVERIFY(m_visitors > 0);
    }

    /// A page of the sanitiser with one script put back: found by hooks and by audit.
    void oneEscapeIsFound()
    {
        const QByteArray quiet = body(card::renderCard("# T\n\ntext"));
        const Outcome outcome = show({ { u"quiet"_s, quiet }, { u"loud"_s, quiet + "<b onfocus=alert(1)>x</b>" },
                                         { u"quiet"_s, quiet }, { u"comment"_s, quiet + "<!-- x -->" } },
            false);
        QCOMPARE(outcome.fired, QStringList{ u"loud: alert"_s });
        QCOMPARE(outcome.faults.size(), 2);
    }

    void payloads()
    {
        if (test::corpusPath().isEmpty())
            QSKIP("corpus not found");
        const auto all = test::hostilePayloads();
        QVERIFY(all.size() > 3800);
        QList<Document> documents;
        int number = 0;
        const auto add = [&](const QString& name, const QByteArray& payload) {
            if (!isLong() && number++ % 16 != 0)
                return;
            const QByteArray text = listened(payload);
            documents << Document(name + u" as a card"_s, body(card::renderCard(text)));
            documents << Document(
                name + u" as HTML"_s, body(card::renderComment(QByteArray("<div>" + text + "</div>\n\n" + text))));
        };
        for (const auto& [name, payload] : all)
            add(name, payload);
        number = 0;
        for (const QByteArray& own : ownPayloads()) {
            number = 0; // all of them, always
            add(u"own "_s + QString::fromUtf8(own.left(40)), own);
        }
        quiet(documents, "payloads");
    }

    void cards_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("models") << u"model_cards"_s;
        QTest::newRow("datasets") << u"dataset_cards"_s;
        QTest::newRow("spaces") << u"space_cards"_s;
    }
    void cards()
    {
        if (test::corpusPath().isEmpty())
            QSKIP("corpus not found");
        QFETCH(QString, folder);
        QList<Document> documents;
        int number = 0;
        for (const QString& path : test::corpusFiles(folder)) {
            if (!isLong() && number++ % 20 != 0)
                continue;
            card::RenderOptions options;
            options.deadlineMs = 5000;
            options.maximumNodes = isLong() ? 20'000 : 3000;
            documents << Document(path, body(card::renderCard(listened(test::readFile(path)), options)));
        }
        QVERIFY(!documents.isEmpty());
        quiet(documents, QTest::currentDataTag());
    }

private:
    struct Outcome {
        QStringList fired; ///< "name: what"
        QStringList faults;
    };

    /// Ways past older sanitisers: foreign content that ends early, attributes that a second parser reads otherwise,
    /// and everything that asks for something without a script.
    static QList<QByteArray> ownPayloads()
    {
        return { "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<math><annotation-xml encoding=\"text/html\"><style><img src=1 onerror=alert(1)></style>",
            "<svg><desc><noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=alert(1) "
            "src>\">",
            "<svg><style>&lt;img src=x onerror=alert(1)&gt;</style></svg>",
            "<select><template><style><a rel=\"</style></template></select><img id=x onerror=alert(1) src=y>\">",
            "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<body onload=alert(1)>",
            "<script>alert(1)</script>", "<iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>",
            "<details open ontoggle=alert(1)>x</details>", "<a href=\"java&Tab;script:alert(1)\">x</a>",
            "[x](javascript:alert(1))", "![x](x\"onerror=alert(1)//)", "<input autofocus onfocus=alert(1)>",
            "<video><source onerror=alert(1) src=x></video>",
            "<style>@keyframes x{}</style><b style=animation-name:x onanimationstart=alert(1)>x</b>",
            "<img src=@><link rel=stylesheet href=@><link rel=prefetch href=@><link rel=preconnect href=@>",
            "<style>@import '@';b{background:url(@)}</style><table background=@><tr><td background=@>x</table>",
            "<video src=@ poster=@></video><object data=@></object><embed src=@><iframe src=@></iframe>",
            "<meta http-equiv=refresh content=\"0;url=@\"><base href=@><form action=@><button>x</button></form>",
            "![x](@) <img srcset=\"@ 2x\"> <picture><source srcset=@><img></picture> <a href=@ ping=@>x</a>",
            "<body background=@><input type=image src=@><svg><image href=@ /><use href=\"@#x\"/></svg>",
            "<b style=\"background:url(@)\">x</b><ul style=\"list-style:url(@)\"><li>x</ul>" };
    }

    /// Every address leads to our server, so that whoever comes is seen.
    QByteArray listened(const QByteArray& payload) const
    {
        static const QRegularExpression anywhere(u"(https?:)?//[\\w.-]+\\.[a-z]{2,}(:[0-9]+)?[^\\s\"'<>)]*"_s);
        QString text = QString::fromUtf8(payload);
        if (text.contains(u"=@"_s) || text.contains(u"(@"_s) || text.contains(u"'@"_s) || text.contains(u"\"@"_s))
            text.replace(u'@', QString::fromUtf8(m_address));
        return text.replace(anywhere, QString::fromUtf8(m_address)).toUtf8();
    }

    void greet()
    {
        while (QTcpSocket* guest = m_server.nextPendingConnection()) {
            ++m_visitors;
            guest->write("HTTP/1.1 204 None\r\nConnection: close\r\n\r\n");
            connect(guest, &QTcpSocket::disconnected, guest, &QObject::deleteLater);
            guest->disconnectFromHost();
        }
    }

    void open()
    {
        m_page = std::make_unique<OpenPage>(m_profile.get());
        m_page->setHtml(u"<!doctype html><html><body></body></html>"_s, QUrl(u"about:blank"_s));
        QSignalSpy loaded(m_page.get(), &QWebEnginePage::loadFinished);
        QVERIFY(loaded.count() || loaded.wait(30'000));
        QFile harness(QStringLiteral(DOCKET_SOURCE_DIR "/tests/ui/hostile/harness.js"));
        QVERIFY(harness.open(QIODevice::ReadOnly));
        QVERIFY(ask(QString::fromUtf8(harness.readAll())).toBool());
        m_page->refuse = true;
        m_sink.requests.clear();
    }

    QVariant ask(const QString& script)
    {
        QEventLoop loop;
        QVariant answer;
        QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
        m_page->runJavaScript(script, [&](const QVariant& value) {
            answer = value;
            loop.quit();
        });
        loop.exec();
        return answer;
    }

    Outcome show(const QList<Document>& documents, bool raw)
    {
        Outcome outcome;
        constexpr qsizetype mostBytes = 3 * 1024 * 1024;
        for (qsizetype from = 0; from < documents.size();) {
            QJsonArray batch;
            qsizetype bytes = 0;
            qsizetype to = from;
            for (; to < documents.size() && to - from < (raw ? 20 : 60) && bytes < mostBytes; ++to) {
                batch.append(QString::fromUtf8(documents[to].second));
                bytes += documents[to].second.size();
            }
            QString script = QString::fromUtf8(QJsonDocument(batch).toJson(QJsonDocument::Compact));
            script.replace(u'\u2028', u"\\u2028"_s).replace(u'\u2029', u"\\u2029"_s);
            const int started = ask(u"__run.start(%1, %2)"_s.arg(script, raw ? u"true"_s : u"false"_s)).toInt();
            const QDeadlineTimer deadline(raw ? 4000 : 60'000);
            while (started == batch.size() && !deadline.hasExpired() && ask(u"__run.waiting()"_s).toInt() > 0)
                QTest::qWait(5);
            QTest::qWait(raw ? 100 : 20); // what is started later than the load
            const QJsonArray results = QJsonDocument::fromJson(ask(u"__run.result()"_s).toString().toUtf8()).array();
            if (!raw && results.size() != batch.size() + 1)
                outcome.faults += u"the page was lost with %1"_s.arg(documents[from].first);
            for (qsizetype i = 0; i < results.size(); ++i) {
                const QString name = from + i < to ? documents[from + i].first : u"page"_s;
                const QJsonObject result = results[i].toObject();
                for (const QJsonValue& what : result["fired"_L1].toArray())
                    outcome.fired += name + u": "_s + what.toString();
                for (const QJsonValue& what : result["faults"_L1].toArray())
                    outcome.faults += name + u": "_s + what.toString();
                if (!raw && result["loads"_L1].toInt() != 1)
                    outcome.faults += name + u": loaded %1 times"_s.arg(result["loads"_L1].toInt());
            }
            from = to;
        }
        return outcome;
    }

    void quiet(const QList<Document>& documents, const char* what)
    {
        QElapsedTimer timer;
        timer.start();
        const Outcome outcome = show(documents, false);
        qInfo("%s: %lld documents in %lld ms: %lld fired, %lld faults, %lld requests, %d visitors", what,
            static_cast<long long>(documents.size()), static_cast<long long>(timer.elapsed()),
            static_cast<long long>(outcome.fired.size()), static_cast<long long>(outcome.faults.size()),
            static_cast<long long>(m_sink.requests.size()), m_visitors);
        for (const QString& told : (outcome.fired + outcome.faults).mid(0, 20))
            qWarning("%s", qPrintable(told.left(300)));
        QCOMPARE(outcome.fired, QStringList());
        QCOMPARE(outcome.faults, QStringList());
        QCOMPARE(m_sink.requests, QStringList());
        QCOMPARE(m_visitors, 0);
        QCOMPARE(m_page->last, QString());
        QCOMPARE(m_page->windows, 0);
    }

    QTcpServer m_server;
    Sink m_sink;
    std::unique_ptr<QWebEngineProfile> m_profile;
    std::unique_ptr<OpenPage> m_page;
    QByteArray m_address;
    int m_visitors = 0;
};

int main(int argc, char** argv)
{
    // No name is ever resolved: nothing of this leaves the machine. Only our own server can be reached.
    qputenv("QTWEBENGINE_CHROMIUM_FLAGS", "--host-resolver-rules=\"MAP * ~NOTFOUND, EXCLUDE 127.0.0.1\"");
    qunsetenv("QTWEBENGINE_REMOTE_DEBUGGING");
    const QApplication application(argc, argv);
    TestHostile test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_hostile.moc"
