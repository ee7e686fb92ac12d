#pragma once

#include "ui/web/cardengine.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QTextBrowser;
class QTextDocument;

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

/// CardEngine without a browser: the same sanitised page in a QTextBrowser. For machines on which Chromium's sandbox
/// does not hold or Qt WebEngine is missing, and for whoever asks. It reads no file, opens no address and decodes no
/// picture, since all it shows is laid out in our own process. The page is parsed on a thread of the pool; laying out
/// is done in steps by Qt. Thread: GUI.
class TextEngine final : public QObject, public web::CardEngine
{
    Q_OBJECT
public:
    TextEngine(const web::CardEvents& events, const widgets::Theme& theme);
    ~TextEngine() override;

    QWidget* widget() override;
    /// A page beyond textPage()'s limits is said to be too heavy.
    void show(const QByteArray& document, const QByteArray& style) override;
    void clear() override;
    // Nothing happens: a picture is decoded in the browser's sandbox or not at all.
    void givePicture(int /*number*/, const QByteArray& /*bytes*/, const QByteArray& /*mimeType*/) override { }
    void showBoxes(const QList<web::PictureBox>& /*boxes*/) override { }
    void forgetPictures() override { }
    void setLens(int /*number*/) override { }
    void scrollToLine(int line) override;
    void mark(const QList<web::PageMark>& marks) override;
    void selection(std::function<void(web::PageSelection)> done) override;
    void find(const QString& text, bool backwards, std::function<void(int matches)> done) override;
    void setZoom(double factor) override;
    qint64 processId() const override { return 0; }
    int exchanges() const override { return 0; }

private:
    class View;
    void take(std::unique_ptr<QTextDocument> document);
    int lineAt(int position) const;

    web::CardEvents m_events;
    const widgets::Theme& m_theme;
    View* m_view;
    QPointer<QWidget> m_widget; ///< gone when its parent went first
    quint64 m_ticket = 0;
};

} // namespace docket::ui::review
