#include "core/workspace/evidencenow.h"

#include "core/card/outline.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <array>
#include <optional>

namespace docket
{

using namespace Qt::StringLiterals;
using policy::Anchor;
using policy::Relocation;
using State = EvidenceNow::State;

namespace
{

constexpr int mostRevisionsRead = 20; ///< to tell since when something is gone

State stateOf(Relocation::Fate fate)
{
    switch (fate) {
    case Relocation::Fate::Found:
        return State::There;
    case Relocation::Fate::Moved:
        return State::Moved;
    case Relocation::Fate::Changed:
        return State::Changed;
    case Relocation::Fate::Gone:
        break;
    }
    return State::Gone;
}

bool isLost(State state)
{
    return state == State::Changed || state == State::Gone;
}

/// The cells of one column as the dataset viewer's answer holds them; nothing when they are no plain values.
std::optional<QList<policy::CellText>> cellsOf(const QByteArray& json, const QString& column)
{
    QList<policy::CellText> cells;
    const QJsonObject answer = QJsonDocument::fromJson(json).object();
    bool plain = column.isEmpty();
    for (const auto& value : answer.value("features"_L1).toArray()) {
        const QJsonObject type = value.toObject().value("type"_L1).toObject();
        // Labels, pictures and bytes are shown otherwise than they are stored.
        plain |= value.toObject().value("name"_L1).toString() == column && type.value("_type"_L1) == "Value"_L1
            && !type.value("dtype"_L1).toString().contains("binary"_L1);
    }
    if (!plain)
        return std::nullopt;
    const QJsonArray rows = answer.value("rows"_L1).toArray();
    for (const auto& value : rows) {
        const QJsonObject row = value.toObject();
        const QJsonValue cell = row.value("row"_L1).toObject().value(column);
        cells.append({ row.value("row_idx"_L1).toInteger(), cell.isNull() ? u"null"_s : cell.toVariant().toString() });
    }
    return cells;
}

/// One look at a case's evidence; what several anchors need is read once.
class Look
{
public:
    Look(sync::Mirror& mirror, const Subject& subject) : m_mirror(mirror), m_subject(subject) { }

    Result<EvidenceNow> at(const Anchor& anchor)
    {
        switch (anchor.kind) {
        case Anchor::Kind::CardText:
            return passage(anchor);
        case Anchor::Kind::Row:
            return cell(anchor);
        case Anchor::Kind::Comment:
            return comment(anchor);
        case Anchor::Kind::File:
        case Anchor::Kind::Scan:
            return file(anchor);
        case Anchor::Kind::Title:
            return title(anchor);
        case Anchor::Kind::Metadata:
            return field(anchor);
        }
        return EvidenceNow();
    }

private:
    Result<EvidenceNow> passage(const Anchor& anchor)
    {
        EvidenceNow out;
        if (!m_card) {
            DOCKET_ASSIGN(m_card, m_mirror.card(m_subject.repo));
            m_text.reset();
        }
        if (!m_card || m_card->sha256.isEmpty() || (!anchor.path.isEmpty() && anchor.path != m_card->path))
            return out;
        out.commit = m_card->commit;
        out.sha256 = QString::fromLatin1(m_card->sha256);
        if (anchor.sha256 == out.sha256 || anchor.commit == out.commit
            || (anchor.commit.isEmpty() && anchor.sha256.isEmpty())) {
            out.state = State::Current;
            return out;
        }
        if (m_mirror.blobs().isErased(m_card->sha256))
            return out;
        if (!m_text) {
            DOCKET_ASSIGN(const QByteArray bytes, m_mirror.blob(m_card->sha256));
            m_text = QString::fromUtf8(bytes);
        }
        QString then;
        if (const auto blob = m_mirror.blob(anchor.sha256.toLatin1())) // an erased or unknown one only costs precision
            then = QString::fromUtf8(*blob);
        out.where = policy::relocate(anchor, then, *m_text);
        out.state = stateOf(out.where.fate);
        if (isLost(out.state))
            DOCKET_TRY(tellSince(anchor, then, out));
        return out;
    }

    /// Backwards from the newest revision to the first that still has the passage.
    Status tellSince(const Anchor& anchor, const QString& then, EvidenceNow& out)
    {
        DOCKET_ASSIGN(const auto heads, m_mirror.revisions(m_subject.repo));
        const auto taken = std::find_if(
            heads.cbegin(), heads.cend(), [&](const sync::RevisionHead& head) { return head.commit == anchor.commit; });
        if (taken == heads.cend())
            return {}; // taken elsewhere: which revisions came after it is not known here
        int read = 0;
        for (const sync::RevisionHead& head : heads) {
            if (head.commit == anchor.commit)
                return {};
            if (head.commit != out.commit) {
                if (++read > mostRevisionsRead)
                    return {};
                const auto revision = m_mirror.revision(m_subject.repo, head.commit);
                if (!revision || !*revision || !(*revision)->card)
                    continue; // of this one only other parts are stored
                if (!isLost(stateOf(policy::relocate(anchor, then, QString::fromUtf8(*(*revision)->card)).fate)))
                    return {};
            }
            out.since = head.commit;
            out.sinceSeen = head.seen;
        }
        return {};
    }

    Result<EvidenceNow> cell(const Anchor& anchor)
    {
        EvidenceNow out;
        DOCKET_ASSIGN(const auto records, m_mirror.viewer(m_subject.repo));
        const auto record = std::find_if(records.cbegin(), records.cend(), [&](const sync::ViewerRecord& one) {
            return one.endpoint == "first-rows"_L1 && one.status == 200 && one.config + u'/' + one.split == anchor.path;
        });
        if (record == records.cend() || anchor.commit.isEmpty())
            return out;
        DOCKET_ASSIGN(const auto repo, m_mirror.repo(m_subject.repo));
        out.commit = repo ? repo->info.sha : QString();
        if (out.commit == anchor.commit) {
            out.state = State::Current;
            return out;
        }
        const auto cells = cellsOf(record->json, anchor.column);
        if (!cells)
            return out;
        out.where = policy::relocate(anchor, *cells);
        out.state = stateOf(out.where.fate);
        // Only the first rows are stored: a row beyond them may well be there.
        if (out.state == State::Gone && !cells->isEmpty() && anchor.row > cells->last().row)
            out.state = State::Unknown;
        return out;
    }

    Result<EvidenceNow> comment(const Anchor& anchor)
    {
        EvidenceNow out;
        DOCKET_ASSIGN(const auto threads, m_mirror.threads(m_subject.repo));
        bool searched = false;
        for (const hub::Thread& head : threads) {
            DOCKET_ASSIGN(const auto thread, m_mirror.thread(m_subject.repo, head.num));
            if (!thread)
                continue;
            searched |= !thread->events.isEmpty();
            const auto event = std::find_if(thread->events.cbegin(), thread->events.cend(),
                [&](const hub::Event& one) { return one.id == anchor.commentId; });
            if (event == thread->events.cend())
                continue;
            out.state = State::Current;
            if (event->type != hub::EventType::Comment || anchor.quote.isEmpty())
                return out; // an event is what it is
            if (event->hidden) {
                out.state = event->raw.isEmpty() ? State::Hidden : State::Current;
                return out;
            }
            out.where = policy::relocate(anchor, event->raw);
            if (isLost(stateOf(out.where.fate)))
                out.state = State::Changed; // the comment is there, its words are not
            return out;
        }
        out.state = searched ? State::Gone : State::Unknown;
        return out;
    }

    Result<EvidenceNow> file(const Anchor& anchor)
    {
        EvidenceNow out;
        DOCKET_ASSIGN(const auto repo, m_mirror.repo(m_subject.repo));
        out.commit = repo ? repo->info.sha : QString();
        if (out.commit.isEmpty() || anchor.commit.isEmpty())
            return out;
        if (out.commit == anchor.commit) {
            out.state = State::Current;
            return out;
        }
        const QString folder = anchor.path.section(u'/', 0, -2);
        DOCKET_ASSIGN(const auto files, m_mirror.files(m_subject.repo, folder));
        const auto file = std::find_if(
            files.cbegin(), files.cend(), [&](const hub::FileEntry& one) { return one.path == anchor.path; });
        if (file == files.cend()) {
            DOCKET_ASSIGN(const int count, m_mirror.fileCount(m_subject.repo));
            out.state = count > 0 ? State::Gone : State::Unknown;
        } else if (anchor.kind == Anchor::Kind::Scan) {
            out.state = file->scanLevel == anchor.quote ? State::There : State::Changed;
        } else if (anchor.sha256.isEmpty() || file->lfsSha256.isEmpty()) {
            out.state = State::There;
        } else {
            out.state = file->lfsSha256 == anchor.sha256 ? State::There : State::Changed;
        }
        return out;
    }

    /// Of the thread, or the name of the repository: a title has no revisions, only what it is now.
    Result<EvidenceNow> title(const Anchor& anchor)
    {
        EvidenceNow out;
        if (anchor.quote.isEmpty())
            return out;
        QStringList now;
        if (m_subject.thread > 0) {
            DOCKET_ASSIGN(const auto thread, m_mirror.thread(m_subject.repo, m_subject.thread));
            if (thread)
                now.append(thread->title);
        }
        DOCKET_ASSIGN(const auto repo, m_mirror.repo(m_subject.repo));
        if (repo)
            now += { m_subject.repo.id, m_subject.repo.id.section(u'/', -1) };
        if (!now.isEmpty())
            out.state = now.contains(anchor.quote) ? State::Current : State::Changed;
        return out;
    }

    /// Of the front matter, else of what the Hub says itself of the repository.
    Result<EvidenceNow> field(const Anchor& anchor)
    {
        EvidenceNow out;
        DOCKET_ASSIGN(const auto repo, m_mirror.repo(m_subject.repo));
        DOCKET_ASSIGN(const auto card, m_mirror.card(m_subject.repo));
        if (!repo || anchor.commit.isEmpty() || anchor.column.isEmpty())
            return out;
        out.commit = repo->info.sha;
        if (out.commit == anchor.commit) {
            out.state = State::Current;
            return out;
        }
        QStringList values;
        if (card && !card->sha256.isEmpty()) {
            const auto bytes = m_mirror.blob(card->sha256);
            if (!bytes)
                return out; // erased, or not fetched
            const card::FrontMatter matter = card::parseCard(*bytes).frontMatter;
            if (matter.state != card::FrontMatterState::None && !matter.valid)
                return out;
            values = matter.texts(anchor.column);
            const card::FieldValue* value = matter.find(anchor.column);
            if (values.isEmpty() && value && !value->isEmpty())
                return out; // a mapping, which no quote can be compared with
        }
        const hub::RepoInfo& info = repo->info;
        const std::array<std::pair<QLatin1StringView, QStringList>, 5> said{
            { { "pipeline_tag"_L1, { info.pipelineTag } }, { "library_name"_L1, { info.libraryName } },
                { "gated"_L1, { info.gated } }, { "sdk"_L1, { info.sdk } }, { "tags"_L1, info.tags } }
        };
        for (const auto& [key, texts] : said)
            if (values.isEmpty() && anchor.column == key)
                values = texts;
        values.removeAll(QString());
        const bool same = anchor.quote.isEmpty() || values.contains(anchor.quote)
            || values.join(u", "_s) == anchor.quote || values.join(u'\n') == anchor.quote;
        out.state = values.isEmpty() ? State::Gone : same ? State::There : State::Changed;
        return out;
    }

    sync::Mirror& m_mirror;
    Subject m_subject;
    std::optional<sync::CardRecord> m_card;
    std::optional<QString> m_text;
};

} // namespace

Result<QList<EvidenceNow>> evidenceNow(
    sync::Mirror& mirror, const Subject& subject, const QList<policy::Anchor>& anchors)
{
    Look look(mirror, subject);
    QList<EvidenceNow> out;
    for (const Anchor& anchor : anchors) {
        DOCKET_ASSIGN(EvidenceNow now, look.at(anchor));
        out.append(std::move(now));
    }
    return out;
}

QString evidenceStateName(State state)
{
    static const std::array names{ u"current"_s, u"there"_s, u"moved"_s, u"changed"_s, u"gone"_s, u"hidden"_s,
        u"unknown"_s };
    return names[static_cast<size_t>(state)];
}

QString evidenceNowText(const EvidenceNow& now)
{
    const QString lines = now.where.lineStart == 0 ? QString()
        : now.where.lineEnd > now.where.lineStart  ? u"lines %1-%2"_s.arg(now.where.lineStart).arg(now.where.lineEnd)
                                                   : u"line %1"_s.arg(now.where.lineStart);
    QString since;
    if (!now.since.isEmpty())
        since = u" since %1, %2"_s.arg(now.since.left(7), QLocale::c().toString(now.sinceSeen.date(), u"d MMM"));
    switch (now.state) {
    case State::Current:
    case State::Unknown:
        return {};
    case State::There:
        return u"still there"_s;
    case State::Moved:
        return u"still there, now "_s + (now.where.row >= 0 ? u"row %1"_s.arg(now.where.row) : lines);
    case State::Changed:
        return u"changed"_s + since + (lines.isEmpty() ? QString() : u", see "_s + lines);
    case State::Gone:
        return u"gone"_s + since;
    case State::Hidden:
        return u"the comment is hidden now"_s;
    }
    return {};
}

policy::Anchor shownNow(const policy::Anchor& anchor, const EvidenceNow& now)
{
    policy::Anchor out = anchor;
    if ((now.state == State::There || now.state == State::Moved) && !now.sha256.isEmpty())
        out.sha256 = now.sha256;
    if (now.where.lineStart > 0 && anchor.lineStart > 0) {
        out.lineStart = now.where.lineStart;
        out.lineEnd = now.where.lineEnd;
    }
    if (now.where.row >= 0)
        out.row = now.where.row;
    return out;
}

} // namespace docket
