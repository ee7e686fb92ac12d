#include "ui/review/cardpictures.h"

#include "core/card/repositorypath.h"
#include "ui/review/evidencetext.h"
#include "ui/review/passage.h"

#include <QCryptographicHash>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using Kind = card::Picture::Kind;

namespace
{

constexpr qsizetype largestPicture = qsizetype(16) * 1024 * 1024;
constexpr qsizetype mostBytes = qsizetype(64) * 1024 * 1024; ///< of all pictures that are seen at once

bool isEmbedded(const card::Picture& picture)
{
    return picture.url.startsWith("data:"_L1, Qt::CaseInsensitive);
}

/// Why nothing is shown, and what to do instead.
QString closedText(const policy::ViewingRule& rule)
{
    QString text = rule.viewing == policy::Viewing::Blocked
        ? CardPictures::tr("Docket neither fetches nor shows pictures of this case. Nothing has to be looked at to act "
                           "on it.")
        : CardPictures::tr("The policy lets only text be read in this case.");
    if (rule.to.contains(policy::Desk::ChildSafety))
        text += u' ' + CardPictures::tr("Escalate it to child safety with decision D70; do not look for it elsewhere.");
    else if (!rule.to.isEmpty())
        text += u' ' + CardPictures::tr("Escalate it with decision D50.");
    if (rule.alleged)
        text += u' '
            + CardPictures::tr("If %1 does not apply, answer it, and pictures can be revealed again.")
                  .arg(rule.criterion);
    return text;
}

/// What went wrong with a fetch, in a line.
QString failureText(const Error& error, const QString& host)
{
    if (error.code == ErrorCode::LimitExceeded)
        return CardPictures::tr("Larger than %1").arg(sizeText(largestPicture));
    return host.isEmpty() ? errorText(error).headline : CardPictures::tr("%1: %2").arg(host, error.cause);
}

} // namespace

QString pictureRefusal(QByteArrayView bytes)
{
    if (bytes.size() > largestPicture)
        return CardPictures::tr("Larger than %1").arg(sizeText(largestPicture));
    if (!pictureType(bytes).isEmpty())
        return {};
    const QByteArray head = bytes.first(qMin<qsizetype>(bytes.size(), 512)).toByteArray().toLower();
    if (head.contains("<svg")
        || (head.contains("<?xml")
            && bytes.first(qMin<qsizetype>(bytes.size(), 4096)).toByteArray().toLower().contains("<svg")))
        return CardPictures::tr(
            "An SVG is a document that can hold scripts and other pages, not a picture. Docket opens "
            "PNG, JPEG, GIF and WebP.");
    return CardPictures::tr("Not a PNG, JPEG, GIF or WebP, whatever its name says");
}

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

CardPictures::CardPictures(PictureSource* source, QObject* parent) : QObject(parent), m_source(source) { }

CardPictures::~CardPictures()
{
    if (m_source)
        m_source->cancel();
}

void CardPictures::setCard(const RepoKey& repo, const QString& commit, const QList<card::Picture>& pictures)
{
    if (m_source)
        m_source->cancel();
    ++m_ticket;
    m_repo = repo;
    m_commit = commit;
    m_pictures = pictures;
    m_seen.clear();
    m_order.clear();
    m_lens = 0;
    Q_EMIT changed();
}

void CardPictures::setShowable(bool on)
{
    if (std::exchange(m_showable, on) != on)
        Q_EMIT changed();
}

void CardPictures::setRule(const std::optional<policy::ViewingRule>& rule)
{
    if (m_rule == rule)
        return;
    const bool wasClosed = closed();
    m_rule = rule;
    if (closed()) {
        hideAll();
        if (m_source)
            m_source->cancel();
    }
    if (wasClosed != closed())
        for (const card::Picture& picture : std::as_const(m_pictures))
            Q_EMIT boxChanged(picture.number);
    for (const int number : m_seen.keys())
        if (m_rule && m_seen[number].step == Step::Waiting)
            fetch(number);
    Q_EMIT changed();
}

const card::Picture* CardPictures::at(int number) const
{
    const bool there = number >= 1 && number <= m_pictures.size() && !m_pictures[number - 1].url.isEmpty();
    return there ? &m_pictures[number - 1] : nullptr;
}

void CardPictures::set(int number, Step step)
{
    m_seen[number].step = step;
    if (m_lens == number && step != Step::Blurred) {
        m_lens = 0;
        Q_EMIT lensChanged(0);
    }
    Q_EMIT boxChanged(number);
    Q_EMIT changed();
}

void CardPictures::press(int number)
{
    const card::Picture* const picture = at(number);
    if (!picture || !m_showable || closed())
        return;
    if (picture->kind != Kind::Picture) {
        Q_EMIT addressWanted({ 0, picture->url, picture->title(), picture->line });
        return;
    }
    switch (m_seen.value(number).step) {
    case Step::Hidden:
    case Step::Refused:
        fetch(number);
        break;
    case Step::Asking: // named to the reviewer, who pressed again
        fetch(number);
        break;
    case Step::Waiting:
    case Step::Fetching:
        hide(number);
        break;
    case Step::Blurred:
        m_order.removeAll(number);
        m_order.append(number);
        set(number, m_seen[number].grey ? Step::Sharp : Step::Colour);
        break;
    case Step::Sharp:
        set(number, Step::Colour);
        break;
    case Step::Colour:
        hide(number);
        break;
    }
}

void CardPictures::fetch(int number)
{
    const card::Picture& picture = m_pictures[number - 1];
    Seen& seen = m_seen[number];
    seen.remark.clear();
    seen.received = 0;
    if (!m_rule) {
        set(number, Step::Waiting);
        return;
    }
    if (isEmbedded(picture)) {
        PictureBytes picked = embeddedPicture(picture.url).value_or(PictureBytes()); // nothing is refused as no picture
        picked.sha256 = QString::fromLatin1(QCryptographicHash::hash(picked.bytes, QCryptographicHash::Sha256).toHex());
        take(number, picked);
        return;
    }
    if (!m_source) {
        seen.remark = tr("Not available offline");
        set(number, Step::Refused);
        return;
    }
    const quint64 ticket = seen.ticket = ++m_ticket;
    const auto isOurs = [this, number, ticket] {
        return m_seen.contains(number) && m_seen[number].ticket == ticket && m_seen[number].step == Step::Fetching;
    };
    const PictureRequest request{ m_repo, m_commit, picture, seen.hosts, m_rule->viewing };
    set(number, Step::Fetching);
    m_source->fetch(
        request, this,
        [this, number, isOurs](qint64 received) {
            if (!isOurs())
                return;
            m_seen[number].received = received;
            Q_EMIT boxChanged(number);
        },
        [this, number, isOurs](const Result<PictureBytes>& result) {
            if (isOurs())
                take(number, result);
        });
}

void CardPictures::take(int number, const Result<PictureBytes>& result)
{
    Seen& seen = m_seen[number];
    if (!result) {
        seen.remark = failureText(result.error(), seen.hosts.isEmpty() ? QString() : seen.hosts.last());
        set(number, Step::Refused);
        return;
    }
    if (!result->askHost.isEmpty()) {
        seen.hosts.append(result->askHost);
        set(number, Step::Asking);
        return;
    }
    if (const QString why = pictureRefusal(result->bytes); !why.isEmpty()) {
        seen.remark = why;
        set(number, Step::Refused);
        return;
    }
    seen.picture = *result;
    seen.picture.mimeType = pictureType(result->bytes);
    showFirst(number);
}

void CardPictures::showFirst(int number)
{
    m_order.removeAll(number);
    m_order.append(number);
    forgetOldest();
    Seen& seen = m_seen[number];
    const bool careful = m_rule && m_rule->viewing >= policy::Viewing::Blurred;
    seen.grey = m_start.grey || careful;
    Q_EMIT given(number, seen.picture.bytes, seen.picture.mimeType);
    set(number, m_start.blurred || careful ? Step::Blurred : seen.grey ? Step::Sharp : Step::Colour);
}

void CardPictures::forgetOldest()
{
    qsizetype bytes = 0;
    for (const int number : std::as_const(m_order))
        bytes += m_seen[number].picture.bytes.size();
    while (bytes > mostBytes && m_order.size() > 1) {
        const int oldest = m_order.first();
        bytes -= m_seen[oldest].picture.bytes.size();
        hide(oldest);
    }
}

void CardPictures::hide(int number)
{
    m_order.removeAll(number);
    set(number, Step::Hidden);
    m_seen.remove(number);
}

void CardPictures::hideLast()
{
    if (const int number = last(); number > 0)
        hide(number);
}

void CardPictures::hideAll()
{
    for (const int number : m_seen.keys())
        if (m_seen[number].step != Step::Refused)
            hide(number);
}

int CardPictures::next() const
{
    if (!m_showable || closed())
        return 0;
    for (const card::Picture& picture : m_pictures)
        if (!picture.url.isEmpty() && picture.kind == Kind::Picture
            && m_seen.value(picture.number).step == Step::Hidden)
            return picture.number;
    return 0;
}

int CardPictures::hiddenCount() const
{
    if (closed())
        return 0;
    return static_cast<int>(std::count_if(m_pictures.begin(), m_pictures.end(), [this](const card::Picture& picture) {
        return !picture.url.isEmpty() && picture.kind == Kind::Picture
            && m_seen.value(picture.number).step == Step::Hidden;
    }));
}

bool CardPictures::toggleLens()
{
    const int number = last();
    const bool on = m_lens == 0 && number > 0 && m_seen[number].step == Step::Blurred;
    const bool was = m_lens != 0;
    if (on || was) {
        m_lens = on ? number : 0;
        Q_EMIT lensChanged(m_lens);
        if (number > 0)
            Q_EMIT boxChanged(number);
        Q_EMIT changed();
    }
    return on || was;
}

web::PictureBox CardPictures::box(int number) const
{
    web::PictureBox box;
    const card::Picture* const picture = at(number);
    if (!picture)
        return box;
    const Seen seen = m_seen.value(number);
    box.number = number;
    box.shown = isSeen(seen.step) && !closed();
    box.blurred = seen.step == Step::Blurred;
    box.grey = box.shown && seen.grey && seen.step != Step::Colour;
    box.busy = seen.step == Step::Fetching || seen.step == Step::Waiting;
    box.remark = seen.remark;
    switch (seen.step) {
    case Step::Hidden:
        box.state = tr("Picture hidden");
        box.action = tr("Reveal");
        break;
    case Step::Waiting:
        box.state = tr("Waiting for the checklist, which says whether it may be seen");
        box.action = tr("Stop");
        break;
    case Step::Asking:
        box.state = tr("Picture hidden");
        box.remark = tr("It lies on %1. Asking for it tells that site that somebody looks.").arg(seen.hosts.last());
        box.action = tr("Ask %1").arg(seen.hosts.last());
        break;
    case Step::Fetching:
        box.state = seen.received > 0 ? tr("Being fetched, %1").arg(sizeText(seen.received)) : tr("Being fetched");
        box.action = tr("Stop");
        break;
    case Step::Blurred:
        box.state = m_lens == number ? (seen.grey ? tr("Blurred and grey, with a lens") : tr("Blurred, with a lens"))
            : seen.grey              ? tr("Blurred and grey")
                                     : tr("Blurred");
        box.action = tr("Show sharp");
        break;
    case Step::Sharp:
        box.state = tr("Sharp, without colour");
        box.action = tr("Show in colour");
        break;
    case Step::Colour:
        box.state = tr("Shown");
        box.action = tr("Hide");
        break;
    case Step::Refused:
        box.state = tr("Picture not shown");
        box.action = tr("Try again");
        break;
    }
    if (picture->kind != Kind::Picture) {
        box.state = picture->kind == Kind::Video ? tr("Video, not played") : tr("Sound, not played");
        box.action = tr("Address");
    }
    if (closed()) {
        box.state = tr("Closed by the policy (%1)").arg(m_rule->criterion);
        box.action.clear();
        const auto first = std::find_if(
            m_pictures.begin(), m_pictures.end(), [](const card::Picture& each) { return !each.url.isEmpty(); });
        box.remark = first->number == number ? closedText(*m_rule) : QString(); // once says it
    }
    box.name = picture->title().isEmpty() ? box.state : tr("%1: %2").arg(box.state, picture->title());
    return box;
}

QList<web::PictureBox> CardPictures::boxes() const
{
    QList<web::PictureBox> out;
    for (const card::Picture& picture : m_pictures)
        if (at(picture.number) && (closed() || m_seen.contains(picture.number)))
            out.append(box(picture.number));
    return out;
}

const PictureBytes* CardPictures::bytes(int number) const
{
    const auto found = m_seen.constFind(number);
    return found != m_seen.constEnd() && isSeen(found->step) ? &found->picture : nullptr;
}

std::optional<policy::Anchor> CardPictures::anchor() const
{
    const PictureBytes* const picture = bytes(last());
    if (!picture || picture->sha256.isEmpty())
        return std::nullopt;
    const card::Picture& of = m_pictures[last() - 1];
    policy::Anchor anchor;
    anchor.kind = policy::Anchor::Kind::File;
    anchor.path = picture->path;
    anchor.sha256 = picture->sha256;
    anchor.commit = picture->commit;
    anchor.quote = of.alt;
    if (isEmbedded(of)) { // the card holds it
        anchor.path = u"README.md"_s;
        anchor.commit = m_commit;
        anchor.lineStart = anchor.lineEnd = of.line;
    }
    return anchor;
}

} // namespace docket::ui::review
