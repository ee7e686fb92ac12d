#include "app/docket-hub/faults.h"

#include "app/docket-hub/request.h"

#include <QStringList>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

tl::unexpected<Error> bad(const QString& part, const QString& cause)
{
    return fail(ErrorCode::Usage, u"--faults \"%1\""_s.arg(part), cause,
        u"write for example status=429:0.1,hang=500:0.05,cut=0.01,dup=0.02,reset=0.01"_s);
}

} // namespace

Result<Faults::Rule> Faults::parseRule(const QString& part)
{
    Rule rule;
    QString text = part;
    if (const qsizetype at = text.indexOf(u'@'); at >= 0) {
        rule.path = text.mid(at + 1);
        text = text.left(at);
    }
    const QString name = text.section(u'=', 0, 0);
    const QStringList values = text.section(u'=', 1).split(u':');
    const bool hasValue = name == u"status" || name == u"hang";
    QString probability = hasValue ? (values.size() > 1 ? values.at(1) : u"1"_s) : values.at(0);
    if (values.size() > (hasValue ? 2 : 1))
        return bad(part, u"too many colons"_s);
    bool ok = true;
    if (hasValue) {
        rule.value = values.at(0).toInt(&ok);
        if (!ok || rule.value < 0)
            return bad(part, u"\"%1\" is not a whole number"_s.arg(values.at(0)));
    }
    if (name == u"status") {
        rule.kind = Kind::Status;
        if (rule.value < 300 || rule.value > 599)
            return bad(part, u"a status lies between 300 and 599"_s);
    } else if (name == u"hang") {
        rule.kind = Kind::Hang;
    } else if (name == u"cut") {
        rule.kind = Kind::Cut;
    } else if (name == u"dup") {
        rule.kind = Kind::Dup;
    } else if (name == u"reset") {
        rule.kind = Kind::Reset;
    } else {
        return bad(part, u"unknown fault"_s);
    }
    rule.probability = probability.toDouble(&ok);
    if (!ok || !(rule.probability >= 0 && rule.probability <= 1))
        return bad(part, u"\"%1\" is not a probability from 0 to 1"_s.arg(probability));
    return rule;
}

Result<Faults> Faults::parse(const QString& spec, quint32 seed)
{
    Faults out;
    out.m_random.seed(seed);
    const QStringList parts = spec.split(u',', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        if (part.startsWith(u"quota=")) {
            bool ok = false;
            const int quota = part.mid(6).toInt(&ok);
            if (!ok || quota < 1)
                return bad(part, u"a quota is a whole number from 1"_s);
            out.m_quota = quota;
            continue;
        }
        DOCKET_ASSIGN(const Rule rule, parseRule(part.trimmed()));
        out.m_rules.append(rule);
    }
    return out;
}

Faults::Verdict Faults::roll(const Request& request)
{
    Verdict verdict;
    for (const Rule& rule : std::as_const(m_rules)) {
        if (!rule.path.isEmpty() && !request.path.contains(rule.path.toUtf8()))
            continue;
        const double drawn = double(m_random()) / (double(std::mt19937::max()) + 1);
        if (drawn >= rule.probability)
            continue;
        switch (rule.kind) {
        case Kind::Status:
            if (!verdict.status)
                verdict.status = rule.value;
            break;
        case Kind::Hang:
            verdict.hangMs += rule.value;
            break;
        case Kind::Cut:
            verdict.cut = true;
            break;
        case Kind::Dup:
            verdict.lose = !request.isRead();
            break;
        case Kind::Reset:
            verdict.reset = true;
            break;
        }
    }
    return verdict;
}

} // namespace docket::practicehub
