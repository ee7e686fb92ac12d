#include "ui/review/cardpresenter.h"

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype largestPicture = qsizetype(16) * 1024 * 1024;

} // namespace

std::optional<PictureBytes> embeddedPicture(const QString& url)
{
    if (!url.startsWith("data:image/"_L1, Qt::CaseInsensitive))
        return std::nullopt;
    const qsizetype comma = url.indexOf(u',');
    if (comma < 0 || !url.left(comma).endsWith(";base64"_L1, Qt::CaseInsensitive) || url.size() > 2 * largestPicture)
        return std::nullopt;
    PictureBytes picture;
    picture.bytes = QByteArray::fromBase64(QStringView(url).sliced(comma + 1).toLatin1());
    picture.mimeType = pictureType(picture.bytes);
    if (picture.mimeType.isEmpty())
        return std::nullopt;
    return picture;
}

CardPresenter::CardPresenter(EvidenceSource& source, PictureSource* pictures, QObject* parent)
    : QObject(parent), m_source(source), m_pictures(pictures)
{
}

void CardPresenter::setState(State state, const Message& message)
{
    m_state = state;
    m_message = message;
    Q_EMIT changed();
}

void CardPresenter::clear()
{
    ++m_ticket;
    m_evidence = {};
    m_asked.clear();
    setState(State::Empty);
}

void CardPresenter::expect()
{
    ++m_ticket;
    m_evidence = {};
    m_asked.clear();
    setState(State::Loading);
}

void CardPresenter::open(
    const RepoKey& repo, const std::optional<sync::RepoRecord>& record, const card::RenderOptions& options)
{
    expect();
    m_repo = repo;
    m_source.card(repo, options, this, [this, ticket = m_ticket, record](Result<CardEvidence> evidence) {
        if (ticket != m_ticket)
            return;
        if (!evidence) {
            setState(State::Failed, errorText(evidence.error()));
            return;
        }
        take(std::move(*evidence), record);
    });
}

void CardPresenter::openPrepared(
    const RepoKey& repo, const std::optional<sync::RepoRecord>& record, CardEvidence evidence)
{
    ++m_ticket;
    m_repo = repo;
    m_asked.clear();
    take(std::move(evidence), record);
}

void CardPresenter::take(CardEvidence evidence, const std::optional<sync::RepoRecord>& record)
{
    m_evidence = std::move(evidence);
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

int CardPresenter::nextPicture() const
{
    if (m_state != State::Page)
        return 0;
    for (const card::Picture& picture : m_evidence.rendered.pictures) {
        if (!picture.url.isEmpty() && !m_asked.contains(picture.number))
            return picture.number;
    }
    return 0;
}

int CardPresenter::hiddenPictures() const
{
    int hidden = 0;
    for (const card::Picture& picture : m_evidence.rendered.pictures)
        hidden += !picture.url.isEmpty() && !m_asked.contains(picture.number);
    return hidden;
}

void CardPresenter::reveal(int number)
{
    if (m_state != State::Page || number < 1 || number > m_evidence.rendered.pictures.size())
        return;
    const card::Picture& picture = m_evidence.rendered.pictures[number - 1];
    if (picture.url.isEmpty())
        return;
    m_asked.insert(number);
    if (picture.url.startsWith("data:"_L1, Qt::CaseInsensitive)) {
        if (const auto bytes = embeddedPicture(picture.url))
            answer(number, *bytes);
        else
            Q_EMIT pictureRefused(number, tr("Not a picture Docket opens"));
        return;
    }
    if (!m_pictures) {
        Q_EMIT pictureRefused(number, tr("Not available offline"));
        return;
    }
    const QString commit = m_evidence.record ? m_evidence.record->commit : QString();
    m_pictures->fetch(m_repo, commit, picture, this, [this, number, ticket = m_ticket](Result<PictureBytes> bytes) {
        if (ticket == m_ticket)
            answer(number, bytes);
    });
}

void CardPresenter::answer(int number, const Result<PictureBytes>& picture)
{
    if (!picture) {
        m_asked.remove(number); // can be tried again
        Q_EMIT pictureRefused(number, errorText(picture.error()).headline);
        return;
    }
    const QByteArray type = pictureType(picture->bytes);
    if (type.isEmpty())
        Q_EMIT pictureRefused(number, tr("Not a picture Docket opens"));
    else if (picture->bytes.size() > largestPicture)
        Q_EMIT pictureRefused(number, tr("Larger than 16 MB"));
    else
        Q_EMIT pictureReady(number, picture->bytes, type);
    Q_EMIT changed();
}

const card::Link* CardPresenter::link(int number) const
{
    return number >= 1 && number <= m_evidence.rendered.links.size() ? &m_evidence.rendered.links[number - 1] : nullptr;
}

} // namespace docket::ui::review
