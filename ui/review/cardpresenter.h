#pragma once

#include "core/policy/anchor.h"
#include "ui/review/evidencesource.h"
#include "ui/review/evidencetext.h"
#include "ui/review/passage.h"
#include "ui/web/cardengine.h"

#include <QObject>
#include <QSet>

namespace docket::ui::review
{

/// What the Card tab shows and why, without a window. The browser is told what to do by the tab; what it says comes in
/// here.
class CardPresenter final : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Empty, ///< no case
        Loading,
        NoCard, ///< message() says what that means
        Failed, ///< the fetch or the reading failed; message() names the cause
        Page, ///< rendered, goes to the browser
        Text, ///< rendered, goes to the text view; message() says why when it was not asked for
        Source, ///< as text with line numbers; message() says why when it was not asked for
    };
    CardPresenter(EvidenceSource& source, PictureSource* pictures, QObject* parent = nullptr);

    void open(const RepoKey& repo, const std::optional<sync::RepoRecord>& record, const card::RenderOptions& options);
    /// The same with a card that was read ahead.
    void openPrepared(const RepoKey& repo, const std::optional<sync::RepoRecord>& record, CardEvidence evidence);
    /// Another case is coming; its card is not known yet.
    void expect();
    /// No case.
    void clear();

    State state() const { return m_state; }
    const Message& message() const { return m_message; }
    const CardEvidence& evidence() const { return m_evidence; }
    /// How the reviewer wants cards: laid out by the browser, by the text view, or as written.
    enum class Look { Page, Text, Source };
    /// Holds for the cards that follow, too.
    void setLook(Look look);
    Look look() const { return m_look; }
    /// The card is laid out, by whichever view.
    bool isLaidOut() const { return m_state == State::Page || m_state == State::Text; }
    /// The view cannot lay this card out: as written, until the next card.
    void pageTooHeavy();
    /// The browser broke down: the text view from now on, until the next card.
    void pageCrashed(const QString& cause);
    void pageUnsafe(const QString& cause);
    void engineMissing(const Error& error);

    /// The passage as evidence; nullopt when nothing is selected or there is no pinned card.
    std::optional<policy::Anchor> anchorFor(const web::PageSelection& selection) const;
    /// A passage of these lines.
    std::optional<policy::Anchor> anchorForLines(int first, int last, const Passage& passage) const;
    /// Words of the source view, which stand in these lines as the file has them.
    std::optional<policy::Anchor> anchorForSource(int first, int last, const QString& words) const;

    /// First picture that was not asked for yet, 0 when none is left.
    int nextPicture() const;
    int hiddenPictures() const;
    /// Fetches one picture; pictureReady or pictureRefused follows.
    void reveal(int number);
    const card::Link* link(int number) const;

Q_SIGNALS:
    void changed(); ///< state or message
    void pictureReady(int number, const QByteArray& bytes, const QByteArray& mimeType);
    void pictureRefused(int number, const QString& text);

private:
    void setState(State state, const Message& message = {});
    void take(CardEvidence evidence, const std::optional<sync::RepoRecord>& record);
    void showLook(const Message& why = {});
    void answer(int number, const Result<PictureBytes>& picture);

    EvidenceSource& m_source;
    PictureSource* m_pictures;
    RepoKey m_repo;
    State m_state = State::Empty;
    Message m_message;
    CardEvidence m_evidence;
    Look m_look = Look::Page;
    bool m_engineUseless = false; ///< this process's browser is not confined, or not installed
    Message m_uselessWhy;
    QSet<int> m_asked;
    quint64 m_ticket = 0;
};

/// A picture written into the card itself (`data:` address). Nothing for other addresses and unknown types.
std::optional<PictureBytes> embeddedPicture(const QString& url);

} // namespace docket::ui::review
