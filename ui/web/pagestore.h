#pragma once

#include <QByteArray>
#include <QHash>
#include <QUrl>

#include <optional>

namespace docket::ui::web
{

/// Everything that exists under `card://c/`, in memory: one document, its style, the pictures that were revealed.
class PageStore
{
public:
    struct Answer {
        QByteArray contentType;
        QByteArray bytes;
        bool operator==(const Answer&) const = default;
    };

    /// Starts a new document: its number, from 1. Pictures of the one before are forgotten.
    int begin(const QByteArray& document, const QByteArray& style);
    /// The document of that number is shown by exchange: pictures start anew under a new number, bytes stay as they
    /// are.
    int beginExchange();
    int document() const { return m_document; }
    void addPicture(int number, const QByteArray& bytes, const QByteArray& mimeType);
    void forgetPictures() { m_pictures.clear(); }
    void clear();

    /// Nothing for anything but an exact GET of what is there.
    std::optional<Answer> answer(const QUrl& url, const QByteArray& method) const;

private:
    int m_document = 0;
    int m_loaded = 0; ///< the number under which the document itself may be asked for
    QByteArray m_html;
    QByteArray m_style;
    QHash<int, Answer> m_pictures;
};

} // namespace docket::ui::web
