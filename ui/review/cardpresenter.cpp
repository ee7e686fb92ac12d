#include "ui/review/cardpresenter.h"

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

CardPresenter::CardPresenter(EvidenceSource& source, PictureSource* pictures, QObject* parent)
    : QObject(parent), m_source(source), m_pictures(pictures)
{
}

void CardPresenter::setState(State state, const Message& message)
{
    m_state = state;
    m_message = message;
    m_pictures.setShowable(state == State::Page);
    Q_EMIT changed();
}

void CardPresenter::clear()
{
    ++m_ticket;
    m_evidence = {};
    m_pictures.clear();
    setState(State::Empty);
}

void CardPresenter::expect()
{
    ++m_ticket;
    m_evidence = {};
    m_pictures.clear();
    setState(State::Loading);
}

void CardPresenter::open(
    const RepoKey& repo, const std::optional<sync::RepoRecord>& record, const card::RenderOptions& options)
{
    expect();
    m_repo = repo;
    m_record = record;
    m_options = options;
    goTo({});
}

void CardPresenter::openPrepared(const RepoKey& repo, const std::optional<sync::RepoRecord>& record,
    CardEvidence evidence, const card::RenderOptions& options)
{
    ++m_ticket;
    m_repo = repo;
    m_record = record;
    m_options = options;
    take(std::move(evidence), record);
}

/// The page stays as it is until the part is there.
void CardPresenter::goTo(const card::CardPosition& from)
{
    card::RenderOptions options = m_options;
    options.from = from;
    m_source.card(m_repo, options, this, [this, ticket = ++m_ticket](Result<CardEvidence> evidence) {
        if (ticket != m_ticket)
            return;
        if (!evidence)
            setState(State::Failed, errorText(evidence.error()));
        else
            take(std::move(*evidence), m_record);
    });
}

void CardPresenter::showMore(int cut)
{
    const QList<card::CardCut>& cuts = m_evidence.rendered.cuts;
    if (const int number = cut > 0 ? cut : nextCut(); isLaidOut() && number > 0 && number <= cuts.size())
        goTo(cuts[number - 1].from);
}

int CardPresenter::nextCut() const
{
    const QList<card::CardCut>& cuts = m_evidence.rendered.cuts;
    for (qsizetype i = 0; i < cuts.size(); ++i)
        if (cuts[i].kind != card::CardCut::Kind::Beginning)
            return static_cast<int>(i) + 1;
    return 0;
}

void CardPresenter::showBeginning()
{
    if (isLaidOut() && m_evidence.rendered.from.byte > 0)
        goTo({});
}

void CardPresenter::take(CardEvidence evidence, const std::optional<sync::RepoRecord>& record)
{
    m_evidence = std::move(evidence);
    m_pictures.setCard(m_repo, m_evidence.record ? m_evidence.record->commit : QString(), m_evidence.rendered.pictures);
    if (!m_evidence.record || m_evidence.record->sha256.isEmpty()) {
        const std::optional<Error> error = m_evidence.record ? m_evidence.record->state.error : std::nullopt;
        const bool absent = error ? error->code == ErrorCode::NotFound : !record || !record->state.error;
        setState(absent ? State::NoCard : State::Failed, noCardText(m_evidence.record, record));
    } else {
        showLook();
    }
}

void CardPresenter::setLook(Look look)
{
    m_look = look;
    if (isLaidOut() || m_state == State::Source)
        showLook();
}

void CardPresenter::showLook(const Message& why)
{
    switch (m_look) {
    case Look::Page:
        if (m_engineUseless)
            setState(State::Text, m_uselessWhy);
        else if (!why.headline.isEmpty())
            setState(State::Text, why);
        else
            setState(State::Page);
        break;
    case Look::Text:
        setState(State::Text);
        break;
    case Look::Source:
        setState(State::Source);
        break;
    }
}

void CardPresenter::pageTooHeavy()
{
    if (m_state == State::Page)
        setState(State::Source,
            { tr("This card is too heavy to lay out"),
                tr("It would have held up the window, so its process was ended. This is the text as written.") });
    else if (m_state == State::Text)
        setState(State::Source, { tr("This card is too long for the text view"), tr("This is the text as written.") });
}

void CardPresenter::pageCrashed(const QString& cause)
{
    if (m_state == State::Page)
        showLook({ tr("The page of this card broke down"),
            tr("It is not tried again by itself; this is the same card without the browser. (%1)").arg(cause) });
}

void CardPresenter::pageUnsafe(const QString& cause)
{
    m_engineUseless = true;
    m_uselessWhy = { tr("Cards are shown without the browser on this machine"),
        tr("The browser's sandbox does not hold here: %1. Allow user namespaces for Docket to see pictures and the "
           "full "
           "layout.")
            .arg(cause) };
    if (m_state == State::Page)
        showLook();
}

void CardPresenter::engineMissing(const Error& error)
{
    m_engineUseless = true;
    m_uselessWhy = { tr("Cards are shown without the browser"), error.text() };
    if (m_state == State::Page)
        showLook();
}

std::optional<policy::Anchor> CardPresenter::anchorForLines(int first, int last, const Passage& passage) const
{
    if (!m_evidence.record || passage.text.trimmed().isEmpty())
        return std::nullopt;
    policy::Anchor anchor;
    anchor.kind = policy::Anchor::Kind::CardText;
    anchor.path = m_evidence.record->path;
    anchor.commit = m_evidence.record->commit;
    anchor.sha256 = QString::fromLatin1(m_evidence.record->sha256);
    anchor.lineStart = qMax(0, first);
    anchor.lineEnd = qMax(anchor.lineStart, last);
    anchor.column = frontMatterField(m_evidence.source, anchor.lineStart, anchor.lineEnd);
    anchor.quoteBetween(passage.before, passage.text, passage.after);
    return anchor;
}

std::optional<policy::Anchor> CardPresenter::anchorForSource(int first, int last, const QString& words) const
{
    return anchorForLines(first, last, passageInLines(m_evidence.source, words, first, last));
}

std::optional<policy::Anchor> CardPresenter::anchorFor(const web::PageSelection& selection) const
{
    const auto span
        = locatePassage(m_evidence.source, selection.text, qMax(1, selection.firstLine), selection.lastLine);
    return anchorForLines(span ? span->first : selection.firstLine, span ? span->last : selection.lastLine,
        { selection.before, selection.text, selection.after });
}

const card::Link* CardPresenter::link(int number) const
{
    return number >= 1 && number <= m_evidence.rendered.links.size() ? &m_evidence.rendered.links[number - 1] : nullptr;
}

} // namespace docket::ui::review
