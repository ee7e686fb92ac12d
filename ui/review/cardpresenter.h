#pragma once

#include "core/policy/anchor.h"
#include "ui/review/cardpictures.h"
#include "ui/review/evidencesource.h"
#include "ui/review/evidencetext.h"
#include "ui/review/passage.h"
#include "ui/web/cardengine.h"

#include <QObject>

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
    void openPrepared(const RepoKey& repo, const std::optional<sync::RepoRecord>& record, CardEvidence evidence,
        const card::RenderOptions& options);
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

    CardPictures& pictures() { return m_pictures; }
    const CardPictures& pictures() const { return m_pictures; }
    const card::Link* link(int number) const;
    /// Goes on reading where the page was cut; replaces it. 0: the next such place, if there is one.
    void showMore(int cut);
    /// The first cut that leads on, 0 for none.
    int nextCut() const;
    /// Back to the first page of the card.
    void showBeginning();

Q_SIGNALS:
    void changed(); ///< state or message

private:
    void setState(State state, const Message& message = {});
    void goTo(const card::CardPosition& from);
    void take(CardEvidence evidence, const std::optional<sync::RepoRecord>& record);
    void showLook(const Message& why = {});

    EvidenceSource& m_source;
    CardPictures m_pictures;
    RepoKey m_repo;
    std::optional<sync::RepoRecord> m_record;
    card::RenderOptions m_options;
    State m_state = State::Empty;
    Message m_message;
    CardEvidence m_evidence;
    Look m_look = Look::Page;
    bool m_engineUseless = false; ///< this process's browser is not confined, or not installed
    Message m_uselessWhy;
    quint64 m_ticket = 0;
};

} // namespace docket::ui::review
