#pragma once

#include "ui/web/pagestore.h"

#include <QWebEnginePage>
#include <QWebEngineUrlRequestInterceptor>
#include <QWebEngineUrlSchemeHandler>

#include <functional>
#include <memory>

class QWebEngineProfile;

namespace docket::ui::web
{

/// Registers `card` as a scheme (rendering.md 1.1). Before the first profile, once; later calls do nothing.
void registerCardScheme();

/// Answers `card://c/…` from memory.
class SchemeHandler : public QWebEngineUrlSchemeHandler
{
    Q_OBJECT
public:
    explicit SchemeHandler(const PageStore& store, QObject* parent = nullptr);
    void requestStarted(QWebEngineUrlRequestJob* job) override;

private:
    const PageStore& m_store;
};

/// Blocks every request that is not one of ours.
class RequestGuard : public QWebEngineUrlRequestInterceptor
{
    Q_OBJECT
public:
    explicit RequestGuard(const PageStore& store, QObject* parent = nullptr);
    void interceptRequest(QWebEngineUrlRequestInfo& info) override;

private:
    const PageStore& m_store;
};

/// An off-the-record profile with everything switched off that can be (rendering.md 1.2).
std::unique_ptr<QWebEngineProfile> makeProfile(SchemeHandler* handler, RequestGuard* guard);

/// A page that goes nowhere, opens nothing, asks for nothing.
class CardPage : public QWebEnginePage
{
    Q_OBJECT
public:
    CardPage(QWebEngineProfile* profile, const PageStore& store, QObject* parent = nullptr);

    std::function<void(int)> linkActivated;
    std::function<void(int)> pictureActivated;
    std::function<void(int)> moreActivated;
    /// Calls `page.js`'s function with JSON arguments ("1, \"x\"") in a world of its own.
    void call(const char* function, const QByteArray& arguments, std::function<void(const QVariant&)> done = {});

protected:
    bool acceptNavigationRequest(const QUrl& url, NavigationType type, bool isMainFrame) override;
    QWebEnginePage* createWindow(WebWindowType type) override;
    QStringList chooseFiles(FileSelectionMode mode, const QStringList& old, const QStringList& mimeTypes) override;
    void javaScriptAlert(const QUrl& origin, const QString& text) override;
    bool javaScriptConfirm(const QUrl& origin, const QString& text) override;
    bool javaScriptPrompt(const QUrl& origin, const QString& text, const QString& preset, QString* result) override;
    void javaScriptConsoleMessage(
        JavaScriptConsoleMessageLevel level, const QString& message, int line, const QString& source) override;

private:
    void refuseRequests();
    void follow(const QUrl& url);
    const PageStore& m_store;
};

} // namespace docket::ui::web
