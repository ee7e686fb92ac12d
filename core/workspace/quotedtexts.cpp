#include "core/workspace/quotedtexts.h"

#include "core/base/digest.h"
#include "core/policy/relocate.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace docket
{

using namespace Qt::StringLiterals;
using policy::Anchor;

namespace
{

constexpr qsizetype telling = 12; ///< characters: shorter quotes are words of everybody's

void collectAnchors(const QJsonValue& value, QList<Anchor>& out)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const auto& one : array)
            collectAnchors(one, out);
        return;
    }
    const QJsonObject object = value.toObject();
    if (object.contains("kind"_L1)) {
        if (auto anchor = Anchor::fromJson(object)) {
            out.append(std::move(*anchor));
            return;
        }
    }
    for (const auto& member : object)
        collectAnchors(member, out);
}

/// The strings of a JSON document, one after the other.
void collectStrings(const QJsonValue& value, QStringList& out)
{
    if (value.isString()) {
        out.append(value.toString());
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const auto& one : array)
            collectStrings(one, out);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (const auto& one : object)
            collectStrings(one, out);
    }
}

class Search
{
public:
    explicit Search(const QList<Anchor>& anchors)
    {
        for (const Anchor& anchor : anchors) {
            if (anchor.quote.size() < telling)
                m_near.append(anchor);
            else
                m_far.append(anchor);
            if (!anchor.sha256.isEmpty() && (anchor.kind == Anchor::Kind::CardText || anchor.kind == Anchor::Kind::Row))
                m_named.insert(anchor.sha256);
        }
    }

    /// `table` is "config/split" of rows, `comment` the id of a comment; both empty for others.
    void look(const QByteArray& bytes, const QStringList& texts, const QString& table = {}, const QString& comment = {})
    {
        if (bytes.isEmpty())
            return;
        const QString hash = QString::fromLatin1(sha256Hex(bytes));
        const auto here = [&](const Anchor& anchor) {
            const bool place = (!table.isEmpty() && anchor.kind == Anchor::Kind::Row && anchor.path == table)
                || (!comment.isEmpty() && anchor.kind == Anchor::Kind::Comment && anchor.commentId == comment);
            return place && (anchor.quote.isEmpty() || holds(texts, anchor));
        };
        if (m_named.contains(hash)
            || std::any_of(m_far.cbegin(), m_far.cend(), [&](const Anchor& anchor) { return holds(texts, anchor); })
            || std::any_of(m_near.cbegin(), m_near.cend(), here))
            m_found.insert(hash);
    }
    void lookAtText(const QString& text, const QString& comment = {}) { look(text.toUtf8(), { text }, {}, comment); }
    void lookAtJson(const QByteArray& json, const QString& table = {})
    {
        QStringList strings;
        const QJsonDocument document = QJsonDocument::fromJson(json);
        collectStrings(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()), strings);
        look(json, strings, table);
    }

    QStringList found() const
    {
        QStringList out(m_found.cbegin(), m_found.cend());
        out.sort();
        return out;
    }

private:
    /// The quote as it stands, or as it was read in the rendered text.
    static bool holds(const QStringList& texts, const Anchor& anchor)
    {
        using Fate = policy::Relocation::Fate;
        return std::any_of(texts.cbegin(), texts.cend(), [&](const QString& text) {
            if (text.contains(anchor.quote))
                return true;
            if (text.size() < anchor.quote.size())
                return false;
            const Fate fate = policy::relocate(anchor, text).fate;
            return fate == Fate::Found || fate == Fate::Moved;
        });
    }

    QList<Anchor> m_near; ///< with a short quote, or none
    QList<Anchor> m_far;
    QSet<QString> m_named;
    QSet<QString> m_found;
};

} // namespace

QList<Anchor> anchorsIn(const QByteArray& payload)
{
    QList<Anchor> out;
    collectAnchors(QJsonDocument::fromJson(payload).object(), out);
    return out;
}

Result<QStringList> quotedTexts(sync::Mirror& mirror, const RepoKey& repo, const QList<Anchor>& anchors)
{
    if (anchors.isEmpty())
        return QStringList();
    Search search(anchors);
    DOCKET_ASSIGN(const auto heads, mirror.revisions(repo));
    for (const sync::RevisionHead& head : heads) {
        DOCKET_ASSIGN(const auto revision, mirror.revision(repo, head.commit));
        if (!revision)
            continue;
        if (const auto& card = revision->card)
            search.look(*card, { QString::fromUtf8(*card) });
        for (const sync::RevisionTable& table : revision->tables)
            search.lookAtJson(table.json, table.config + u'/' + table.split);
    }
    DOCKET_ASSIGN(const auto answers, mirror.viewer(repo)); // what is no table of a revision: statistics, further rows
    for (const sync::ViewerRecord& answer : answers)
        search.lookAtJson(answer.json, answer.config + u'/' + answer.split);
    DOCKET_ASSIGN(const auto threads, mirror.threads(repo));
    for (const hub::Thread& thread : threads) {
        search.lookAtText(thread.diff);
        DOCKET_ASSIGN(const auto whole, mirror.thread(repo, thread.num));
        if (whole) {
            for (const hub::Event& event : whole->events)
                search.lookAtText(event.raw, event.id);
        }
        DOCKET_ASSIGN(const auto earlier, mirror.earlierComments(repo, thread.num));
        for (auto comment = earlier.cbegin(); comment != earlier.cend(); ++comment) {
            for (const sync::EarlierComment& version : *comment)
                search.lookAtText(version.raw, comment.key());
        }
    }
    return search.found();
}

} // namespace docket
