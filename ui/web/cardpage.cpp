#include "ui/web/cardpage.h"

#include "ui/web/requestpolicy.h"

#include <QBuffer>
#include <QFile>
#include <QWebEngineCertificateError>
#include <QWebEngineClientCertificateSelection>
#include <QWebEngineDownloadRequest>
#include <QWebEngineFileSystemAccessRequest>
#include <QWebEngineFullScreenRequest>
#include <QWebEngineNewWindowRequest>
#include <QWebEngineProfile>
#include <QWebEngineQuotaRequest>
#include <QWebEngineRegisterProtocolHandlerRequest>
#include <QWebEngineScript>
#include <QWebEngineSettings>
#include <QWebEngineUrlRequestInfo>
#include <QWebEngineUrlRequestJob>
#include <QWebEngineUrlScheme>

static void initWebResources()
{
    Q_INIT_RESOURCE(web);
}

namespace docket::ui::web
{

using namespace Qt::StringLiterals;

void registerCardScheme()
{
    if (QWebEngineUrlScheme::schemeByName("card").name() == "card")
        return;
    QWebEngineUrlScheme scheme("card");
    scheme.setSyntax(QWebEngineUrlScheme::Syntax::Host);
    scheme.setFlags(QWebEngineUrlScheme::SecureScheme | QWebEngineUrlScheme::NoAccessAllowed);
    QWebEngineUrlScheme::registerScheme(scheme);
}

SchemeHandler::SchemeHandler(const PageStore& store, QObject* parent)
    : QWebEngineUrlSchemeHandler(parent), m_store(store)
{
}

void SchemeHandler::requestStarted(QWebEngineUrlRequestJob* job)
{
    const std::optional<PageStore::Answer> answer = m_store.answer(job->requestUrl(), job->requestMethod());
    if (!answer) {
        job->fail(QWebEngineUrlRequestJob::UrlNotFound);
        return;
    }
    auto* bytes = new QBuffer(job);
    bytes->setData(answer->bytes);
    bytes->open(QIODevice::ReadOnly);
    job->reply(answer->contentType, bytes);
}

RequestGuard::RequestGuard(const PageStore& store, QObject* parent)
    : QWebEngineUrlRequestInterceptor(parent), m_store(store)
{
}

void RequestGuard::interceptRequest(QWebEngineUrlRequestInfo& info)
{
    // Default: no. Only what the store would answer passes, and that is checked to the byte.
    info.block(!m_store.answer(info.requestUrl(), info.requestMethod()).has_value());
}

std::unique_ptr<QWebEngineProfile> makeProfile(SchemeHandler* handler, RequestGuard* guard)
{
    auto profile = std::make_unique<QWebEngineProfile>(); // no name: off the record, no file is written
    profile->setHttpCacheType(QWebEngineProfile::NoCache);
    profile->setPersistentCookiesPolicy(QWebEngineProfile::NoPersistentCookies);
    profile->setSpellCheckEnabled(false);
    profile->setUrlRequestInterceptor(guard);
    profile->installUrlSchemeHandler("card", handler);
    QObject::connect(profile.get(), &QWebEngineProfile::downloadRequested, profile.get(),
        [](QWebEngineDownloadRequest* download) { download->cancel(); });

    QWebEngineSettings* settings = profile->settings();
    using S = QWebEngineSettings;
    for (const S::WebAttribute off :
        { S::JavascriptEnabled, S::JavascriptCanOpenWindows, S::JavascriptCanAccessClipboard, S::JavascriptCanPaste,
            S::LocalStorageEnabled, S::LocalContentCanAccessRemoteUrls, S::LocalContentCanAccessFileUrls,
            S::HyperlinkAuditingEnabled, S::ErrorPageEnabled, S::PluginsEnabled, S::PdfViewerEnabled,
            S::FullScreenSupportEnabled, S::ScreenCaptureEnabled, S::WebGLEnabled, S::Accelerated2dCanvasEnabled,
            S::AutoLoadIconsForPage, S::TouchIconsEnabled, S::AllowRunningInsecureContent,
            S::AllowGeolocationOnInsecureOrigins, S::AllowWindowActivationFromJavaScript, S::DnsPrefetchEnabled,
            S::NavigateOnDropEnabled, S::FocusOnNavigationEnabled, S::XSSAuditingEnabled, S::SpatialNavigationEnabled })
        settings->setAttribute(off, false);
    for (const S::WebAttribute on : { S::AutoLoadImages, S::WebRTCPublicInterfacesOnly, S::PlaybackRequiresUserGesture,
             S::LinksIncludedInFocusChain })
        settings->setAttribute(on, true);
    settings->setUnknownUrlSchemePolicy(QWebEngineSettings::DisallowUnknownUrlSchemes);
    return profile;
}

CardPage::CardPage(QWebEngineProfile* profile, const PageStore& store, QObject* parent)
    : QWebEnginePage(profile, parent), m_store(store)
{
    refuseRequests();
}

void CardPage::refuseRequests()
{
    connect(this, &QWebEnginePage::featurePermissionRequested, this,
        [this](const QUrl& origin, QWebEnginePage::Feature feature) {
            setFeaturePermission(origin, feature, QWebEnginePage::PermissionDeniedByUser);
        });
    connect(this, &QWebEnginePage::fullScreenRequested, this,
        [](QWebEngineFullScreenRequest request) { request.reject(); });
    connect(this, &QWebEnginePage::quotaRequested, this, [](QWebEngineQuotaRequest request) { request.reject(); });
    connect(this, &QWebEnginePage::registerProtocolHandlerRequested, this,
        [](QWebEngineRegisterProtocolHandlerRequest request) { request.reject(); });
    connect(this, &QWebEnginePage::fileSystemAccessRequested, this,
        [](QWebEngineFileSystemAccessRequest request) { request.reject(); });
    connect(this, &QWebEnginePage::selectClientCertificate, this,
        [](QWebEngineClientCertificateSelection selection) { selection.selectNone(); });
    connect(this, &QWebEnginePage::certificateError, this,
        [](QWebEngineCertificateError error) { error.rejectCertificate(); });
    // Middle, Ctrl and Shift clicks come here; nothing is opened.
    connect(this, &QWebEnginePage::newWindowRequested, this,
        [this](QWebEngineNewWindowRequest& request) { follow(request.requestedUrl()); });
}

void CardPage::follow(const QUrl& url)
{
    const NavigationAnswer answer = answerNavigation(url, true, true, m_store.document());
    if (answer.kind == NavigationAnswer::Kind::Link && linkActivated)
        linkActivated(answer.number);
    else if (answer.kind == NavigationAnswer::Kind::Picture && pictureActivated)
        pictureActivated(answer.number);
    else if (answer.kind == NavigationAnswer::Kind::More && moreActivated)
        moreActivated(answer.number);
}

bool CardPage::acceptNavigationRequest(const QUrl& url, NavigationType type, bool isMainFrame)
{
    const bool byReviewer = type == NavigationTypeLinkClicked;
    const NavigationAnswer answer = answerNavigation(url, byReviewer, isMainFrame, m_store.document());
    if (answer.kind == NavigationAnswer::Kind::Load)
        return type == NavigationTypeTyped; // our own load(); never a link to the page itself
    if (byReviewer && isMainFrame)
        follow(url);
    return false;
}

QWebEnginePage* CardPage::createWindow(WebWindowType /*type*/)
{
    return nullptr;
}

QStringList CardPage::chooseFiles(
    FileSelectionMode /*mode*/, const QStringList& /*old*/, const QStringList& /*mimeTypes*/)
{
    return {};
}

void CardPage::javaScriptAlert(const QUrl& /*origin*/, const QString& /*text*/) { }

bool CardPage::javaScriptConfirm(const QUrl& /*origin*/, const QString& /*text*/)
{
    return false;
}

bool CardPage::javaScriptPrompt(
    const QUrl& /*origin*/, const QString& /*text*/, const QString& /*preset*/, QString* /*result*/)
{
    return false;
}

void CardPage::javaScriptConsoleMessage(
    JavaScriptConsoleMessageLevel /*level*/, const QString& /*message*/, int /*line*/, const QString& /*source*/)
{
    // A card has no script; what the browser says about refused resources is not for our log.
}

void CardPage::call(const char* function, const QByteArray& arguments, std::function<void(const QVariant&)> done)
{
    static const QString functions = [] {
        initWebResources();
        QFile file(u":/docket/web/page.js"_s);
        [[maybe_unused]] const bool open = file.open(QIODevice::ReadOnly);
        Q_ASSERT(open);
        return QString::fromUtf8(file.readAll()).trimmed();
    }();
    const QString code = functions + u'.' + QString::fromLatin1(function) + u'(' + QString::fromUtf8(arguments) + u')';
    if (done)
        runJavaScript(code, QWebEngineScript::ApplicationWorld,
            [done = std::move(done)](const QVariant& result) { done(result); });
    else
        runJavaScript(code, QWebEngineScript::ApplicationWorld);
}

} // namespace docket::ui::web
