#include "core/policy/answer.h"

#include "core/policy/jsonreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMaxAnswersBytes = 1024 * 1024;

} // namespace

QJsonObject Answer::toJson() const
{
    QJsonObject out{ { u"criterion"_s, criterion }, { u"answer"_s, answerValueName(value) } };
    if (confidence)
        out.insert("confidence"_L1, confidenceName(*confidence));
    if (!note.isEmpty())
        out.insert("note"_L1, note);
    if (!noEvidence.isEmpty())
        out.insert("no_evidence"_L1, noEvidence);
    if (!evidence.isEmpty()) {
        QJsonArray anchors;
        for (const Anchor& anchor : evidence)
            anchors += anchor.toJson();
        out.insert("evidence"_L1, anchors);
    }
    return out;
}

Result<Answer> Answer::fromJson(const QJsonObject& object, const QString& where)
{
    JsonReader json(where);
    const QString path = u"$"_s;
    json.onlyKeys(
        object, path, { "criterion"_L1, "answer"_L1, "confidence"_L1, "note"_L1, "no_evidence"_L1, "evidence"_L1 });
    Answer out;
    out.criterion = json.text(object, path, "criterion"_L1, JsonReader::Required, 40);
    out.value = json.word(object, path, "answer"_L1, answerValueFromName);
    if (object.contains("confidence"_L1))
        out.confidence = json.word(object, path, "confidence"_L1, confidenceFromName);
    out.note = json.text(object, path, "note"_L1, JsonReader::Optional, 4000);
    out.noEvidence = json.text(object, path, "no_evidence"_L1, JsonReader::Optional, 1000);
    std::optional<Error> inner;
    json.objects(
        object, path, "evidence"_L1, JsonReader::Optional, [&](const QJsonObject& anchor, const QString& anchorPath) {
            auto read = Anchor::fromJson(anchor, QString(where + u' ' + anchorPath));
            if (read)
                out.evidence += *read;
            else if (!inner)
                inner = read.error();
        });
    if (!json.ok())
        return fail(json.error());
    if (inner)
        return fail(*inner);
    return out;
}

QJsonObject Assessment::toJson() const
{
    QJsonObject out{ { u"pack"_s, pack } };
    if (!packSha256.isEmpty())
        out.insert("pack_sha256"_L1, packSha256);
    QJsonObject pinned;
    if (!pin.commit.isEmpty())
        pinned.insert("commit"_L1, pin.commit);
    if (!pin.path.isEmpty())
        pinned.insert("path"_L1, pin.path);
    if (!pin.sha256.isEmpty())
        pinned.insert("sha256"_L1, pin.sha256);
    if (!pinned.isEmpty())
        out.insert("pin"_L1, pinned);
    QJsonArray list;
    for (const Answer& answer : answers)
        list += answer.toJson();
    out.insert("answers"_L1, list);
    return out;
}

Result<Assessment> Assessment::fromJson(const QJsonObject& object, const QString& where)
{
    JsonReader json(where);
    const QString path = u"$"_s;
    json.onlyKeys(object, path, { "pack"_L1, "pack_sha256"_L1, "pin"_L1, "answers"_L1 });
    Assessment out;
    out.pack = json.text(object, path, "pack"_L1, JsonReader::Required, 200);
    out.packSha256 = json.text(object, path, "pack_sha256"_L1, JsonReader::Optional, 64);
    const QJsonObject pinned = json.object(object, path, "pin"_L1, JsonReader::Optional);
    const QString pinPath = u"$.pin"_s;
    json.onlyKeys(pinned, pinPath, { "commit"_L1, "path"_L1, "sha256"_L1 });
    out.pin.commit = json.text(pinned, pinPath, "commit"_L1, JsonReader::Optional, 64);
    out.pin.path = json.text(pinned, pinPath, "path"_L1, JsonReader::Optional, 1000);
    out.pin.sha256 = json.text(pinned, pinPath, "sha256"_L1, JsonReader::Optional, 64);
    std::optional<Error> inner;
    QSet<QString> seen;
    json.objects(
        object, path, "answers"_L1, JsonReader::Required, [&](const QJsonObject& answer, const QString& answerPath) {
            auto read = Answer::fromJson(answer, QString(where + u' ' + answerPath));
            if (!read) {
                if (!inner)
                    inner = read.error();
                return;
            }
            if (seen.contains(read->criterion))
                json.refuse(answerPath, u"criterion \"%1\" is answered twice"_s.arg(forMessage(read->criterion)));
            seen.insert(read->criterion);
            out.answers += *read;
        });
    if (!json.ok())
        return fail(json.error());
    if (inner)
        return fail(*inner);
    return out;
}

Result<QList<Assessment>> parseAnswersFile(QByteArrayView bytes, const QString& origin)
{
    if (bytes.size() > kMaxAnswersBytes)
        return fail(ErrorCode::LimitExceeded, origin,
            u"the file has %1 bytes, more than the %2 allowed"_s.arg(bytes.size()).arg(kMaxAnswersBytes));
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(bytes.toByteArray(), &parseError);
    if (document.isNull())
        return fail(ErrorCode::Parse, origin,
            u"not JSON at byte %1: %2"_s.arg(parseError.offset).arg(parseError.errorString()),
            u"check the file with a JSON editor"_s);
    const QJsonArray list = document.isArray() ? document.array() : QJsonArray{ document.object() };
    if (list.isEmpty())
        return fail(ErrorCode::Validation, origin, u"holds no answers"_s);
    QList<Assessment> out;
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (!list.at(i).isObject())
            return fail(ErrorCode::Validation, QString(origin + u" $[%1]"_s.arg(i)), u"must be an object"_s);
        const QString where = document.isArray() ? QString(origin + u" $[%1]"_s.arg(i)) : origin;
        auto read = Assessment::fromJson(list.at(i).toObject(), where);
        if (!read)
            return fail(read.error());
        out += std::move(*read);
    }
    return out;
}

Outcome outcomeOf(const Criterion& criterion, const std::optional<Answer>& answer)
{
    if (!answer)
        return Outcome::Open;
    if (answer->value == AnswerValue::NotApplicable)
        return Outcome::NotApplicable;
    if (criterion.polarity == Polarity::Note)
        return Outcome::Noted;
    if (answer->value == AnswerValue::Unsure)
        return Outcome::Unsure;
    if (criterion.polarity == Polarity::ViolationIfYes)
        return answer->value == AnswerValue::Yes ? Outcome::Violation : Outcome::Clear;
    return answer->value == AnswerValue::No ? Outcome::Gap : Outcome::Clear;
}

Status checkAnswer(const Criterion& criterion, const Answer& answer)
{
    const Outcome outcome = outcomeOf(criterion, answer);
    const bool asserts = outcome == Outcome::Violation || outcome == Outcome::Gap;
    if (asserts && criterion.evidenceRequired && answer.evidence.isEmpty() && answer.noEvidence.trimmed().isEmpty())
        return fail(ErrorCode::Validation, criterion.id, u"the answer has no evidence"_s,
            u"attach a passage, row, file or comment, or say why none is needed"_s);
    // What must not be looked at must not be copied either.
    if (criterion.viewing == Viewing::Blocked) {
        for (const Anchor& anchor : answer.evidence) {
            if (!anchor.quote.isEmpty())
                return fail(ErrorCode::Validation, criterion.id, u"its evidence must not be quoted"_s,
                    u"name the place only"_s);
        }
    }
    return {};
}

} // namespace docket::policy
