#include "core/policy/packparser.h"

#include "core/base/digest.h"
#include "core/policy/jsonreader.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

bool matches(const QString& text, const QRegularExpression& form)
{
    return form.match(text).hasMatch();
}

const QRegularExpression& criterionForm()
{
    static const QRegularExpression form(u"\\A[A-Z][A-Z0-9]{1,11}-[A-Z0-9]{1,8}\\z"_s);
    return form;
}

const QRegularExpression& codeForm()
{
    static const QRegularExpression form(u"\\AD[0-9]{2}\\z"_s);
    return form;
}

const QRegularExpression& packIdForm()
{
    static const QRegularExpression form(u"\\A[a-z][a-z0-9-]{1,63}\\z"_s);
    return form;
}

const QRegularExpression& versionForm()
{
    static const QRegularExpression form(u"\\A[0-9A-Za-z][0-9A-Za-z.-]{0,63}\\z"_s);
    return form;
}

/// One parse of one file. Members only collect; the order of reading is the order of the file's schema.
class Parser
{
public:
    Parser(QString origin) : m_origin(origin), m_json(origin) { }

    Result<Pack> parse(QByteArrayView bytes)
    {
        if (bytes.size() > kMaxPackBytes)
            return fail(ErrorCode::LimitExceeded, m_origin,
                u"the file has %1 bytes, more than the %2 allowed"_s.arg(bytes.size()).arg(kMaxPackBytes),
                u"split the pack"_s);
        QJsonParseError parseError;
        const QJsonDocument document = QJsonDocument::fromJson(bytes.toByteArray(), &parseError);
        if (document.isNull())
            return fail(ErrorCode::Parse, m_origin,
                u"not JSON at byte %1: %2"_s.arg(parseError.offset).arg(parseError.errorString()),
                u"check the file with a JSON editor"_s);
        if (!document.isObject())
            return fail(ErrorCode::Validation, QString(m_origin + u" $"), u"must be an object"_s);
        const QJsonObject root = document.object();
        const QString schema = root.value("schema"_L1).toString();
        if (schema != "policy-pack/1"_L1)
            return fail(ErrorCode::Unsupported, QString(m_origin + u" $.schema"),
                u"\"%1\" is not the schema policy-pack/1"_s.arg(forMessage(schema)),
                u"use a pack of this schema, or a newer Docket"_s);
        readRoot(root);
        if (!m_json.ok())
            return fail(m_json.error());
        m_pack.sha256 = sha256Hex(bytes);
        m_pack.origin = m_origin;
        return m_pack;
    }

private:
    void readRoot(const QJsonObject& root)
    {
        const QString path = u"$"_s;
        m_json.onlyKeys(root, path,
            { "schema"_L1, "packId"_L1, "version"_L1, "title"_L1, "kind"_L1, "language"_L1, "source"_L1,
                "effectiveFrom"_L1, "supersedes"_L1, "extends"_L1, "settings"_L1, "closingQuestions"_L1, "sections"_L1,
                "decisions"_L1 });
        m_pack.packId = form(root, path, "packId"_L1, packIdForm(), u"lower-case letters, digits and hyphens"_s);
        m_pack.version = form(root, path, "version"_L1, versionForm(), u"letters, digits, dots and hyphens"_s);
        m_pack.title = m_json.text(root, path, "title"_L1, JsonReader::Required, 200);
        m_pack.kind = m_json.word(root, path, "kind"_L1, packKindFromName);
        m_pack.language = m_json.text(root, path, "language"_L1, JsonReader::Required, 35);
        m_json.objects(root, path, "source"_L1, JsonReader::Required,
            [this](const QJsonObject& object, const QString& where) { readSource(object, where); });
        m_pack.effectiveFrom = m_json.date(root, path, "effectiveFrom"_L1);
        m_pack.supersedes = reference(root, path, "supersedes"_L1);
        m_pack.extends = reference(root, path, "extends"_L1);
        readSettings(m_json.object(root, path, "settings"_L1, JsonReader::Optional), u"$.settings"_s);
        m_pack.closingQuestions = m_json.texts(root, path, "closingQuestions"_L1, JsonReader::Optional);
        m_json.objects(root, path, "sections"_L1, JsonReader::Required,
            [this](const QJsonObject& object, const QString& where) { readSection(object, where); });
        m_json.objects(root, path, "decisions"_L1, JsonReader::Optional,
            [this](const QJsonObject& object, const QString& where) { readDecision(object, where); });

        if (m_pack.sources.isEmpty())
            m_json.refuse(u"$.source"_s, u"names no source"_s, u"list the documents the pack renders"_s);
        if (m_pack.kind != PackKind::Procedure && !m_pack.decisions.isEmpty())
            m_json.refuse(u"$.decisions"_s, u"only a pack of kind procedure defines decision codes"_s);
        // An overlay may change settings alone; any other pack has to ask or to define something.
        if (m_pack.criterionCount() == 0 && m_pack.decisions.isEmpty() && m_pack.extends.isEmpty())
            m_json.refuse(u"$.sections"_s, u"has no criterion"_s);
    }

    QString form(const QJsonObject& object, const QString& path, QLatin1StringView key,
        const QRegularExpression& expected, const QString& words)
    {
        const QString text = m_json.text(object, path, key, JsonReader::Required, 200);
        if (m_json.ok() && !matches(text, expected))
            m_json.refuse(
                path + u'.' + QString(key), u"\"%1\" does not have the right form"_s.arg(forMessage(text)), words);
        return text;
    }

    QString reference(const QJsonObject& object, const QString& path, QLatin1StringView key)
    {
        const QString text = m_json.text(object, path, key, JsonReader::Optional, 200);
        if (!text.isEmpty()
            && (text.count(u'@') != 1 || !matches(text.section(u'@', 0, 0), packIdForm())
                || !matches(text.section(u'@', 1), versionForm())))
            m_json.refuse(path + u'.' + QString(key), u"\"%1\" does not name a pack"_s.arg(forMessage(text)),
                u"write it as packId@version"_s);
        return text;
    }

    void readSettings(const QJsonObject& object, const QString& path)
    {
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!it.value().isString() || it.value().toString().size() > 1000 || it.key().size() > 100) {
                m_json.refuse(path + u'.' + forMessage(it.key()), u"must be a text of at most 1000 characters"_s);
                return;
            }
            m_pack.settings.insert(it.key(), it.value().toString());
        }
        const QString hours = m_pack.settings.value(u"answer-window-hours"_s);
        bool isNumber = false;
        const int value = hours.toInt(&isNumber);
        if (!hours.isEmpty() && (!isNumber || value < 1 || value > 8760))
            m_json.refuse(path + u".answer-window-hours"_s, u"must be a number of hours from 1 to 8760"_s);
    }

    void readSource(const QJsonObject& object, const QString& path)
    {
        m_json.onlyKeys(
            object, path, { "id"_L1, "title"_L1, "url"_L1, "effective"_L1, "readOn"_L1, "confidence"_L1, "remark"_L1 });
        Source source;
        source.id = m_json.text(object, path, "id"_L1, JsonReader::Required, 40);
        source.title = m_json.text(object, path, "title"_L1, JsonReader::Required, 300);
        source.confidence = m_json.word(object, path, "confidence"_L1, sourceConfidenceFromName);
        const bool ours = source.confidence == SourceConfidence::Project;
        source.url = m_json.text(object, path, "url"_L1, ours ? JsonReader::Optional : JsonReader::Required, 500);
        if (!source.url.isEmpty() && !source.url.startsWith("https://"_L1))
            m_json.refuse(path + u".url"_s, u"must begin with https://"_s);
        source.effective = m_json.date(object, path, "effective"_L1, JsonReader::Optional);
        source.readOn = m_json.date(object, path, "readOn"_L1);
        source.remark = m_json.text(object, path, "remark"_L1, JsonReader::Optional);
        if (m_pack.source(source.id))
            m_json.refuse(path + u".id"_s, u"source \"%1\" is listed twice"_s.arg(forMessage(source.id)));
        m_pack.sources += source;
    }

    void readSection(const QJsonObject& object, const QString& path)
    {
        m_json.onlyKeys(object, path, { "id"_L1, "title"_L1, "intro"_L1, "criteria"_L1 });
        Section section;
        section.id = m_json.text(object, path, "id"_L1, JsonReader::Required, 40);
        section.title = m_json.text(object, path, "title"_L1, JsonReader::Required, 200);
        section.intro = m_json.text(object, path, "intro"_L1, JsonReader::Optional);
        for (const Section& other : m_pack.sections) {
            if (other.id == section.id)
                m_json.refuse(path + u".id"_s, u"section \"%1\" occurs twice"_s.arg(forMessage(section.id)));
        }
        m_json.objects(object, path, "criteria"_L1, JsonReader::Required,
            [this, &section](const QJsonObject& criterion, const QString& where) {
                section.criteria += readCriterion(criterion, where);
            });
        m_pack.sections += section;
    }

    Criterion readCriterion(const QJsonObject& object, const QString& path)
    {
        m_json.onlyKeys(object, path,
            { "id"_L1, "question"_L1, "polarity"_L1, "appliesTo"_L1, "basis"_L1, "severity"_L1, "guidance"_L1,
                "finding"_L1, "ask"_L1, "signals"_L1, "allegations"_L1, "evidenceRequired"_L1, "channel"_L1,
                "viewing"_L1, "permittedActions"_L1, "maxUnilateral"_L1, "escalation"_L1, "secondReviewer"_L1, "dsa"_L1,
                "crosswalk"_L1 });
        Criterion criterion;
        criterion.id = form(object, path, "id"_L1, criterionForm(), u"capital letters, a hyphen and a number"_s);
        criterion.question = m_json.text(object, path, "question"_L1, JsonReader::Required, 500);
        criterion.polarity = m_json.word(object, path, "polarity"_L1, polarityFromName);
        criterion.appliesTo = readTargets(object, path);
        m_json.objects(object, path, "basis"_L1, JsonReader::Required,
            [this, &criterion](
                const QJsonObject& basis, const QString& where) { criterion.basis += readBasis(basis, where); });
        criterion.severity = m_json.word(object, path, "severity"_L1, severityFromName);
        criterion.guidance = m_json.text(object, path, "guidance"_L1);
        const bool isNote = criterion.polarity == Polarity::Note;
        criterion.finding
            = m_json.text(object, path, "finding"_L1, isNote ? JsonReader::Optional : JsonReader::Required, 500);
        criterion.ask = m_json.text(object, path, "ask"_L1, JsonReader::Optional, 500);
        criterion.signalWords = m_json.texts(object, path, "signals"_L1, JsonReader::Optional);
        criterion.allegations = m_json.words(object, path, "allegations"_L1, allegationFromName, JsonReader::Optional);
        criterion.evidenceRequired = m_json.flag(object, path, "evidenceRequired"_L1);
        const QString channel = m_json.text(object, path, "channel"_L1, JsonReader::Optional, 20);
        if (!channel.isEmpty() && channel != "public"_L1 && channel != "private"_L1)
            m_json.refuse(path + u".channel"_s, u"must be \"public\" or \"private\""_s);
        criterion.publicChannel = channel != "private"_L1;
        criterion.viewing = m_json.word(object, path, "viewing"_L1, viewingFromName);
        criterion.permittedActions = m_json.texts(object, path, "permittedActions"_L1);
        criterion.maxUnilateral = form(object, path, "maxUnilateral"_L1, codeForm(), u"a decision code such as D21"_s);
        if (object.contains("escalation"_L1) && !object.value("escalation"_L1).isNull())
            criterion.escalation
                = readEscalation(m_json.object(object, path, "escalation"_L1), QString(path + u".escalation"_s));
        criterion.secondReviewer = m_json.flag(object, path, "secondReviewer"_L1);
        if (object.contains("dsa"_L1) && !object.value("dsa"_L1).isNull())
            criterion.dsa = readDsa(m_json.object(object, path, "dsa"_L1), QString(path + u".dsa"_s));
        const QJsonObject crosswalk = m_json.object(object, path, "crosswalk"_L1, JsonReader::Optional);
        for (const QString& name : crosswalk.keys())
            criterion.crosswalk.insert(
                name, m_json.texts(crosswalk, path + u".crosswalk"_s, QLatin1StringView(name.toLatin1())));
        if (m_json.ok())
            checkCriterion(criterion, path);
        return criterion;
    }

    Targets readTargets(const QJsonObject& object, const QString& path)
    {
        Targets targets;
        for (Target target : m_json.words(object, path, "appliesTo"_L1, targetFromName))
            targets |= target;
        if (!targets)
            m_json.refuse(path + u".appliesTo"_s, u"names no kind of subject"_s);
        return targets;
    }

    Basis readBasis(const QJsonObject& object, const QString& path)
    {
        m_json.onlyKeys(object, path, { "ref"_L1, "strength"_L1, "text"_L1 });
        Basis basis;
        basis.ref = m_json.text(object, path, "ref"_L1, JsonReader::Required, 100);
        basis.strength = m_json.word(object, path, "strength"_L1, strengthFromName);
        basis.text = m_json.text(object, path, "text"_L1, JsonReader::Optional);
        // An overlay may lean on sources of the pack it extends; applyOverlay() checks those.
        if (m_json.ok() && m_pack.extends.isEmpty() && !m_pack.source(basis.sourceId()))
            m_json.refuse(path + u".ref"_s,
                u"\"%1\" is not among the listed sources"_s.arg(forMessage(basis.sourceId())), u"add it to $.source"_s);
        return basis;
    }

    Escalation readEscalation(const QJsonObject& object, const QString& path)
    {
        m_json.onlyKeys(object, path, { "to"_L1, "deadlineHours"_L1, "mandatory"_L1 });
        Escalation escalation;
        escalation.to = m_json.words(object, path, "to"_L1, deskFromName);
        escalation.deadlineHours
            = static_cast<int>(m_json.number(object, path, "deadlineHours"_L1, 0, 8760, JsonReader::Optional, 0));
        escalation.mandatory = m_json.flag(object, path, "mandatory"_L1);
        if (escalation.to.isEmpty())
            m_json.refuse(path + u".to"_s, u"names no desk"_s);
        return escalation;
    }

    DsaCategory readDsa(const QJsonObject& object, const QString& path)
    {
        m_json.onlyKeys(object, path, { "category"_L1, "keywords"_L1 });
        DsaCategory dsa;
        dsa.category = m_json.text(object, path, "category"_L1, JsonReader::Required, 100);
        dsa.keywords = m_json.texts(object, path, "keywords"_L1, JsonReader::Optional);
        if (m_json.ok() && !dsa.category.startsWith("STATEMENT_CATEGORY_"_L1))
            m_json.refuse(path + u".category"_s, u"must begin with STATEMENT_CATEGORY_"_s);
        for (const QString& keyword : dsa.keywords) {
            if (!keyword.startsWith("KEYWORD_"_L1))
                m_json.refuse(path + u".keywords"_s, u"every keyword must begin with KEYWORD_"_s);
        }
        return dsa;
    }

    void checkCriterion(const Criterion& criterion, const QString& path)
    {
        if (m_ids.contains(criterion.id))
            m_json.refuse(path + u".id"_s, u"criterion \"%1\" occurs twice"_s.arg(criterion.id));
        m_ids.insert(criterion.id);
        if (criterion.basis.isEmpty())
            m_json.refuse(path + u".basis"_s, u"names no clause"_s,
                u"name the clause, or a source of confidence \"project\" for an addition"_s);
        QSet<QString> seen;
        for (const QString& code : criterion.permittedActions) {
            if (!matches(code, codeForm()))
                m_json.refuse(path + u".permittedActions"_s, u"\"%1\" is not a decision code"_s.arg(forMessage(code)));
            if (seen.contains(code))
                m_json.refuse(path + u".permittedActions"_s, u"\"%1\" is named twice"_s.arg(code));
            seen.insert(code);
        }
        if (criterion.severity == Severity::S4 && criterion.viewing < Viewing::Blurred)
            m_json.refuse(path + u".viewing"_s, u"a criterion of severity S4 needs at least blurred viewing"_s);
        if (criterion.escalation.to.contains(Desk::ChildSafety) && criterion.viewing != Viewing::Blocked)
            m_json.refuse(path + u".viewing"_s, u"child-safety criteria are always blocked"_s);
        if (criterion.severity == Severity::S4 && criterion.publicChannel)
            m_json.refuse(path + u".channel"_s, u"a criterion of severity S4 is never discussed in public"_s);
        if (criterion.severity == Severity::S4 && !criterion.escalation.mandatory)
            m_json.refuse(path + u".escalation"_s, u"a criterion of severity S4 needs a mandatory escalation"_s);
    }

    void readDecision(const QJsonObject& object, const QString& path)
    {
        m_json.onlyKeys(object, path,
            { "code"_L1, "title"_L1, "onHub"_L1, "decides"_L1, "rule"_L1, "reversible"_L1, "notice"_L1,
                "publicChannel"_L1, "reasonForSkipping"_L1, "rung"_L1, "effects"_L1, "appliesTo"_L1, "source"_L1 });
        DecisionCode code;
        code.code = form(object, path, "code"_L1, codeForm(), u"a decision code such as D21"_s);
        code.title = m_json.text(object, path, "title"_L1, JsonReader::Required, 200);
        code.onHub = m_json.text(object, path, "onHub"_L1, JsonReader::Required, 500);
        code.decides = m_json.text(object, path, "decides"_L1, JsonReader::Required, 200);
        code.rule = readRule(m_json.object(object, path, "rule"_L1), QString(path + u".rule"_s));
        code.reversible = m_json.word(object, path, "reversible"_L1, reversibleFromName);
        code.notice = m_json.word(object, path, "notice"_L1, noticeLevelFromName);
        code.publicChannel = m_json.flag(object, path, "publicChannel"_L1);
        code.reasonForSkipping = m_json.flag(object, path, "reasonForSkipping"_L1);
        code.rung = static_cast<int>(m_json.number(object, path, "rung"_L1, 0, 99, JsonReader::Required, 0));
        code.effects = m_json.words(object, path, "effects"_L1, effectFromName);
        code.appliesTo = readTargets(object, path);
        code.source = m_json.text(object, path, "source"_L1, JsonReader::Required, 200);
        if (!m_json.ok())
            return;
        if (m_pack.decision(code.code))
            m_json.refuse(path + u".code"_s, u"decision code \"%1\" occurs twice"_s.arg(code.code));
        if (code.effects.isEmpty())
            m_json.refuse(path + u".effects"_s, u"names no effect"_s, u"use \"none\" for a decision without one"_s);
        if (code.effects.contains(Effect::None) && code.effects.size() > 1)
            m_json.refuse(path + u".effects"_s, u"\"none\" stands alone"_s);
        m_pack.decisions += code;
    }

    DecisionRule readRule(const QJsonObject& object, const QString& path)
    {
        m_json.onlyKeys(object, path,
            { "roles"_L1, "needsWriteAccess"_L1, "threadAuthorMay"_L1, "secondLead"_L1, "secondSpecialist"_L1,
                "carriedOutByStaff"_L1, "notFirstDecider"_L1 });
        DecisionRule rule;
        for (Role role : m_json.words(object, path, "roles"_L1, roleFromName))
            rule.roles |= role;
        if (!rule.roles)
            m_json.refuse(path + u".roles"_s, u"names no role"_s);
        rule.needsWriteAccess = m_json.flag(object, path, "needsWriteAccess"_L1, JsonReader::Optional);
        rule.threadAuthorMay = m_json.flag(object, path, "threadAuthorMay"_L1, JsonReader::Optional);
        rule.secondLead = m_json.flag(object, path, "secondLead"_L1, JsonReader::Optional);
        rule.secondSpecialist = m_json.flag(object, path, "secondSpecialist"_L1, JsonReader::Optional);
        rule.carriedOutByStaff = m_json.flag(object, path, "carriedOutByStaff"_L1, JsonReader::Optional);
        rule.notFirstDecider = m_json.flag(object, path, "notFirstDecider"_L1, JsonReader::Optional);
        return rule;
    }

    QString m_origin;
    JsonReader m_json;
    Pack m_pack;
    QSet<QString> m_ids;
};

} // namespace

Result<Pack> parsePack(QByteArrayView bytes, const QString& origin)
{
    return Parser(origin).parse(bytes);
}

Status checkCodes(const Pack& pack, const Pack& vocabulary)
{
    for (const Section& section : pack.sections) {
        for (const Criterion& criterion : section.criteria) {
            for (const QString& code : criterion.permittedActions + QStringList{ criterion.maxUnilateral }) {
                if (!vocabulary.decision(code))
                    return fail(ErrorCode::Validation, QString(pack.origin + u' ' + criterion.id),
                        u"names the unknown decision code \"%1\""_s.arg(code),
                        u"use a code of %1"_s.arg(vocabulary.id()));
            }
        }
    }
    return {};
}

} // namespace docket::policy
