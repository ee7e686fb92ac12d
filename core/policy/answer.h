#pragma once

#include "core/policy/anchor.h"
#include "core/policy/pack.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace docket::policy
{

/// What one reviewer said to one criterion.
struct Answer {
    QString criterion; ///< "CG-18"
    AnswerValue value = AnswerValue::Unsure;
    std::optional<Confidence> confidence;
    QString note; ///< the reviewer's words; internal, never put into a notice
    QString noEvidence; ///< the explicit reason when no evidence is attached to an answer that needs it
    QList<Anchor> evidence;

    QJsonObject toJson() const;
    static Result<Answer> fromJson(const QJsonObject& object, const QString& where = QStringLiteral("answer"));
    bool operator==(const Answer&) const = default;
};

/// What was looked at: a revision and the hash of the bytes shown.
struct Pin {
    QString commit; ///< empty for a thread that has no repository revision
    QString path; ///< usually README.md, or the thread's key
    QString sha256; ///< lower-case hex
    bool operator==(const Pin&) const = default;
};

/// The answers given under one pack: payload of `case.assess`, and the form of docketctl's `assess --answers FILE`:
/// `{"pack":"hf-content@...","pack_sha256":"...","pin":{"commit","path","sha256"},"answers":[...]}`.
struct Assessment {
    QString pack; ///< "packId@version"
    QString packSha256;
    Pin pin;
    QList<Answer> answers;

    QJsonObject toJson() const;
    /// Strict. `pack_sha256` and `pin` may be absent in a file a person wrote; they are then empty and the caller fills
    /// them.
    static Result<Assessment> fromJson(const QJsonObject& object, const QString& where = QStringLiteral("answers"));
    bool operator==(const Assessment&) const = default;
};

/// Reads an answers file: one assessment object, or an array of them (several packs). At most 1 MiB.
Result<QList<Assessment>> parseAnswersFile(QByteArrayView bytes, const QString& origin);

/// What the answer means, after the criterion's polarity.
Outcome outcomeOf(const Criterion& criterion, const std::optional<Answer>& answer);
/// Evidence present, or a reason why none; only where the criterion asks for it and the answer asserts a violation or
/// gap.
Status checkAnswer(const Criterion& criterion, const Answer& answer);

} // namespace docket::policy
