#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/log/fold/folddigest.h"
#include "tests/log/logfixture.h"
#include "tests/log/scenario.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <random>

namespace docket::test
{

using namespace docket::log;
using namespace Qt::StringLiterals;

namespace
{

/// The people whom every scenario starts with; each has one device of the same name. `root` is a key without a person.
const std::initializer_list<std::pair<const char*, const char*>> cast{ { "ada", "reviewer" }, { "bob", "reviewer" },
    { "cy", "reviewer" }, { "lea", "lead" }, { "leo", "lead" }, { "eth", "ethics" }, { "pia", "privacy" },
    { "aud", "auditor" } };

class Player
{
public:
    explicit Player(const Scenario& scenario) : m_scenario(scenario), m_case(caseNumber(1))
    {
        m_world.init(u"root"_s, { u"root"_s });
        for (const auto& [name, role] : cast) {
            const QString person = QString::fromLatin1(name);
            m_world.enrol(u"root"_s, person, person);
            m_world.grant(u"root"_s, person, QString::fromLatin1(role));
            m_people.insert(World::personId(person), person);
            m_devices.insert(World::keyOf(person), person);
        }
        m_devices.insert(World::keyOf(u"root"_s), u"root"_s);
        m_delivered = m_world.everything();
    }

    QStringList run()
    {
        int number = m_scenario.line;
        for (const QString& text : m_scenario.lines) {
            ++number;
            m_at = u"%1:%2: "_s.arg(m_scenario.file).arg(number);
            const QString line = text.section(u'#', 0, 0).simplified();
            if (line.isEmpty())
                continue;
            m_words = line.split(u' ');
            m_next = 0;
            const QString first = word();
            if (first == "?"_L1)
                expect();
            else if (first == "erase"_L1)
                m_world.erase(entryNamed(word()));
            else if (first == "withhold"_L1)
                m_delivered.removeAll(entryNamed(word()));
            else if (first == "deliver"_L1)
                m_delivered.append(entryNamed(word()));
            else
                act(first);
            if (m_next < m_words.size() && m_complaints.isEmpty())
                complain(u"\"%1\" means nothing here"_s.arg(m_words.mid(m_next).join(u' ')));
        }
        return m_complaints;
    }

private:
    void complain(const QString& text) { m_complaints.append(m_at + text); }

    QString word()
    {
        if (m_next < m_words.size())
            return m_words.at(m_next++);
        complain(u"a word is missing"_s);
        return {};
    }
    QStringList rest()
    {
        QStringList out = m_words.mid(m_next);
        m_next = m_words.size();
        out.removeAll(u"-"_s);
        return out;
    }
    bool takes(QLatin1String option)
    {
        if (m_next >= m_words.size() || m_words.at(m_next) != option)
            return false;
        ++m_next;
        return true;
    }
    qsizetype entryNamed(const QString& label)
    {
        if (!m_labels.contains(label))
            complain(u"no entry is called \"%1\""_s.arg(label));
        return m_labels.value(label, 0);
    }
    /// A number, or the seq of a named entry, or the one before it ("d1-1").
    qint64 sequence(const QString& text)
    {
        bool number = false;
        const qint64 value = text.toLongLong(&number);
        if (number)
            return value;
        if (text.endsWith("-1"_L1))
            return m_world.entry(entryNamed(text.chopped(2))).seq - 1;
        return m_world.entry(entryNamed(text)).seq;
    }
    QString device(const QString& name)
    {
        m_devices.insert(World::keyOf(name), name);
        return World::keyText(name);
    }
    QString person(const QString& name)
    {
        m_people.insert(World::personId(name), name);
        return World::personId(name);
    }

    void act(const QString& author)
    {
        device(author);
        const QString verb = word();
        WorldDraft draft;
        if (!admin(verb, draft)) {
            draft.caseId = m_case;
            if (!aboutCase(verb, draft))
                return complain(u"\"%1\" is no verb"_s.arg(verb));
        }
        QString label;
        bool erased = false;
        bool withheld = false;
        while (m_next < m_words.size()) {
            if (takes("as"_L1))
                label = word();
            else if (takes("seeing"_L1))
                draft.seen = seen(word());
            else if (takes("at"_L1))
                draft.seq = sequence(word());
            else if (takes("clock"_L1))
                draft.lamport = word().toLongLong();
            else if (takes("version"_L1))
                draft.version = word().toLongLong();
            else if (takes("under"_L1))
                draft.policy = m_policies.value(word());
            else if (takes("erased"_L1))
                erased = true;
            else if (takes("withheld"_L1))
                withheld = true;
            else
                return;
        }
        const qsizetype number = m_world.write(author, draft);
        if (erased)
            m_world.erase(number);
        if (!withheld)
            m_delivered.append(number);
        if (!label.isEmpty()) {
            if (m_labels.contains(label))
                complain(u"two entries are called \"%1\""_s.arg(label));
            m_labels.insert(label, number);
        }
    }

    QList<qsizetype> seen(const QString& labels)
    {
        QList<qsizetype> out;
        for (const QString& label : labels.split(u',', Qt::SkipEmptyParts))
            if (label != "-"_L1)
                out.append(entryNamed(label));
        return out;
    }

    bool admin(const QString& verb, WorldDraft& draft)
    {
        QJsonObject& payload = draft.payload;
        if (verb == "enrol"_L1) {
            draft.kind = u"key.enrol"_s;
            payload.insert(u"dev"_s, device(word()));
            payload.insert(u"person"_s, person(word()));
            payload.insert(u"from_seq"_s, takes("from"_L1) ? sequence(word()) : 1);
        } else if (verb == "grant"_L1) {
            draft.kind = u"role.grant"_s;
            payload.insert(u"dev"_s, device(word()));
            payload.insert(u"role"_s, word());
            payload.insert(u"from_seq"_s, takes("from"_L1) ? sequence(word()) : 1);
        } else if (verb == "revoke"_L1) {
            draft.kind = u"key.revoke"_s;
            payload.insert(u"dev"_s, device(word()));
            payload.insert(u"last_seq"_s, sequence(word()));
        } else if (verb == "unrole"_L1) {
            draft.kind = u"role.revoke"_s;
            payload.insert(u"dev"_s, device(word()));
            payload.insert(u"role"_s, word());
            payload.insert(u"last_seq"_s, sequence(word()));
        } else if (verb == "approve"_L1) {
            draft.kind = u"key.approve"_s;
            payload.insert(u"entry"_s, m_world.entry(entryNamed(word())).id.text());
        } else if (verb == "announce"_L1) {
            draft.kind = u"key.exchange"_s;
        } else if (verb == "rotate"_L1) {
            draft.kind = u"key.rotate"_s;
            payload.insert(u"next"_s, device(word()));
        } else if (verb == "name"_L1) {
            draft.kind = u"person.name"_s;
            payload.insert(u"person"_s, person(word()));
            payload.insert(u"name"_s, word());
        } else if (verb == "adopt"_L1) {
            draft.kind = u"policy.adopt"_s;
            adopt(word(), draft);
        } else if (verb == "ask-redaction"_L1) {
            draft.kind = u"redact.request"_s;
            payload.insert(u"entries"_s, QJsonArray{ m_world.entry(entryNamed(word())).id.text() });
            payload.insert(u"basis"_s, u"gdpr-17"_s);
        } else if (verb == "approve-redaction"_L1) {
            draft.kind = u"redact.approve"_s;
            payload.insert(u"request"_s, m_world.entry(entryNamed(word())).id.text());
        } else if (verb == "kind"_L1 && m_words.value(m_next).startsWith("admin."_L1)) {
            draft.kind = word();
        } else {
            return false;
        }
        return true;
    }

    /// `adopt NAME D00<D20=D40 [by-others]`
    void adopt(const QString& name, WorldDraft& draft)
    {
        QJsonArray order;
        const QStringList steps = word().split(u'<');
        for (const QString& step : steps)
            order.append(QJsonArray::fromStringList(step.split(u'=')));
        if (steps != QStringList{ u"-"_s })
            draft.payload.insert(u"order"_s, order);
        draft.payload.insert(u"packs"_s, QJsonArray());
        if (takes("by-others"_L1))
            draft.payload.insert(u"resolve_by_others"_s, true);
        const QByteArray bytes = QJsonDocument(draft.payload).toJson(QJsonDocument::Compact);
        draft.policy = name + u'@' + QString::fromLatin1(sha256Hex(bytes).left(12));
        m_policies.insert(name, draft.policy);
    }

    bool aboutCase(const QString& verb, WorldDraft& draft)
    {
        static const QHash<QString, std::pair<QString, QString>> simple{
            { u"open"_s, { u"case.open"_s, u"subject"_s } },
            { u"note"_s, { u"case.note"_s, u"text"_s } },
            { u"annotate"_s, { u"case.annotate"_s, u"text"_s } },
            { u"assess"_s, { u"case.assess"_s, u"pack"_s } },
            { u"evidence"_s, { u"case.evidence"_s, u"sha256"_s } },
            { u"label"_s, { u"case.label"_s, u"label"_s } },
            { u"unlabel"_s, { u"case.unlabel"_s, u"label"_s } },
            { u"decide"_s, { u"case.decide"_s, u"code"_s } },
            { u"resolve"_s, { u"case.resolve"_s, u"code"_s } },
            { u"escalate"_s, { u"case.escalate"_s, u"to"_s } },
            { u"appeal"_s, { u"case.appeal"_s, u"text"_s } },
            { u"reopen"_s, { u"case.reopen"_s, u"text"_s } },
            { u"claim"_s, { u"case.claim"_s, u"until"_s } },
            { u"queue"_s, { u"action.queued"_s, u"action"_s } },
            { u"cancel"_s, { u"action.cancelled"_s, u"action"_s } },
            { u"attempt"_s, { u"action.attempted"_s, u"action"_s } },
            { u"confirm"_s, { u"action.confirmed"_s, u"action"_s } },
            { u"fail"_s, { u"action.failed"_s, u"action"_s } },
        };
        if (verb == "release"_L1) {
            draft.kind = u"case.claim"_s;
            draft.payload.insert(u"release"_s, true);
            return true;
        }
        if (verb == "kind"_L1) {
            draft.kind = word();
            return true;
        }
        const auto found = simple.constFind(verb);
        if (found == simple.constEnd())
            return false;
        draft.kind = found->first;
        QString value = word();
        if (verb == "claim"_L1)
            value = u"2026-11-20T%1:00.000Z"_s.arg(value);
        if (value != "-"_L1)
            draft.payload.insert(found->second, value);
        if (takes("second"_L1))
            draft.payload.insert(u"needs_second"_s, true);
        if (draft.kind == "action.failed"_L1)
            draft.payload.insert(u"cause"_s, u"503"_s);
        return true;
    }

    QString nameOf(const QString& person) const { return m_people.value(person, person); }
    QStringList names(const QStringList& persons) const
    {
        QStringList out;
        for (const QString& person : persons)
            out.append(nameOf(person));
        out.sort();
        return out;
    }
    QStringList labels(const QList<EntryId>& ids) const
    {
        QStringList out;
        for (const EntryId& id : ids) {
            QString label = u"unnamed"_s;
            for (auto one = m_labels.begin(); one != m_labels.end(); ++one)
                if (m_world.entry(one.value()).id == id)
                    label = one.key();
            out.append(label);
        }
        out.sort();
        return out;
    }
    QStringList decisions(const QList<Decision>& list) const
    {
        QStringList out;
        for (const Decision& one : list)
            out.append((one.erased ? u"?"_s : one.code) + u'/' + names(one.supporters).join(u'+'));
        out.sort();
        return out;
    }
    QStringList devices(const QByteArrayList& keys) const
    {
        QStringList out;
        for (const QByteArray& key : keys)
            out.append(m_devices.value(key, u"unknown"_s));
        out.sort();
        return out;
    }
    static QStringList one(const QString& text) { return text.isEmpty() ? QStringList() : QStringList{ text }; }

    /// What a question about the case is answered with; nullopt when it is not about the case.
    std::optional<QStringList> answerOfCase(const QString& key, const CaseState& s)
    {
        if (key == "status"_L1)
            return QStringList{ caseStatusName(s.status) };
        if (key == "status-at"_L1)
            return QStringList{ caseStatusName(s.statusAt(fromIsoUtc(u"2026-11-20T%1:00.000Z"_s.arg(word())))) };
        if (key == "interim"_L1)
            return one(s.interimCode);
        if (key == "live"_L1)
            return decisions(s.decisions);
        if (key == "past"_L1)
            return decisions(s.pastDecisions);
        if (key == "labels"_L1)
            return s.labels;
        if (key == "heads"_L1)
            return labels(s.heads);
        if (key == "unauthorised"_L1)
            return labels(s.unauthorised);
        if (key == "ignored"_L1)
            return labels(s.ignored);
        if (key == "pending"_L1)
            return labels(s.pending);
        if (key == "folded"_L1)
            return QStringList{ QString::number(s.folded) };
        if (key == "notes"_L1)
            return QStringList{ QString::number(s.notes.size()) };
        if (key == "evidence"_L1)
            return QStringList{ QString::number(s.evidence.size()) };
        if (key == "subject"_L1)
            return one(s.subject);
        if (key == "claim"_L1)
            return one(s.claim ? nameOf(s.claim->person) : QString());
        if (key == "forked"_L1)
            return devices(s.forkedAuthors);
        if (key == "first"_L1)
            return s.firstJudgement ? labels({ *s.firstJudgement }) : QStringList();
        QStringList out;
        if (key == "flags"_L1) {
            if (s.appealed)
                out.append(u"appealed"_s);
            if (s.escalated)
                out.append(u"escalated"_s);
            if (s.reopened)
                out.append(u"reopened"_s);
            return out;
        }
        if (key == "assessments"_L1) {
            for (const Assessment& one : s.assessments)
                out.append(one.pack + u'/' + nameOf(one.person));
            out.sort();
            return out;
        }
        if (key == "actions"_L1) {
            for (const Action& one : s.actions)
                out.append(u"%1=%2/%3"_s.arg(one.actionId, actionStateName(one.state)).arg(one.attempts));
            return out;
        }
        return std::nullopt;
    }

    std::optional<QStringList> answerOfAuthority(const QString& key, const Authority& a)
    {
        if (key == "refused"_L1)
            return labels(a.unauthorised());
        if (key == "unapproved"_L1)
            return labels(a.unapproved());
        if (key == "unread"_L1)
            return labels(a.ignored());
        if (key == "redacted"_L1)
            return labels(a.redactions().keys());
        if (key == "name"_L1)
            return one(a.nameOf(World::personId(word())));
        if (key == "devices"_L1)
            return devices(a.devicesOf(World::personId(word())));
        if (key == "asked"_L1) {
            QList<EntryId> requests;
            for (const PendingRedaction& request : a.pendingRedactions())
                requests.append(request.request);
            return labels(requests);
        }
        if (key != "roles"_L1 && key != "person"_L1 && key != "root"_L1 && key != "revoked"_L1 && key != "successor"_L1)
            return std::nullopt;
        const QByteArray device = World::keyOf(word());
        if (key == "successor"_L1) {
            const auto next = a.successorOf(device);
            return next ? devices({ *next }) : QStringList();
        }
        if (key == "revoked"_L1) {
            const auto last = a.revokedAfter(device);
            return last ? QStringList{ QString::number(*last) } : QStringList();
        }
        const qint64 seq = sequence(word());
        if (key == "roles"_L1)
            return a.rolesOf(device, seq);
        if (key == "root"_L1)
            return QStringList{ a.hasRoot(device, seq) ? u"yes"_s : u"no"_s };
        return one(nameOf(a.personOf(device, seq)));
    }

    /// Asks the fold of what was delivered, in several orders and with repetitions.
    void expect()
    {
        const qsizetype question = m_next;
        std::mt19937 random(11);
        QByteArray digest;
        for (int round = 0; round < 4; ++round) {
            QList<qsizetype> order = m_delivered;
            if (round > 0)
                order += m_delivered.mid(m_delivered.size() / 2);
            if (round > 0)
                std::shuffle(order.begin(), order.end(), random);
            const Authority authority = m_world.authority(order);
            const CaseState state = m_world.state(order, m_case);
            m_next = question;
            const QString key = word();
            auto found = answerOfCase(key, state);
            if (!found)
                found = answerOfAuthority(key, authority);
            if (!found)
                return complain(u"\"%1\" is no question"_s.arg(key));
            QStringList wanted = rest();
            found->sort();
            wanted.sort();
            if (*found != wanted)
                return complain(u"%1 is [%2], not [%3]"_s.arg(key, found->join(u' '), wanted.join(u' ')));
            const QByteArray now = digestOf(state) + digestOf(authority);
            if (round > 0 && now != digest)
                return complain(u"the order of arrival matters"_s);
            digest = now;
        }
    }

    const Scenario& m_scenario;
    CaseId m_case;
    World m_world;
    QList<qsizetype> m_delivered;
    QHash<QString, qsizetype> m_labels;
    QHash<QString, QString> m_people; ///< names by random id
    QHash<QByteArray, QString> m_devices; ///< names by key
    QHash<QString, QString> m_policies; ///< `pol` by name
    QStringList m_words; ///< of the line at hand
    qsizetype m_next = 0;
    QString m_at;
    QStringList m_complaints;
};

} // namespace

QStringList Scenario::play() const
{
    return Player(*this).run();
}

} // namespace docket::test
