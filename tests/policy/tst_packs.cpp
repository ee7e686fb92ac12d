#include "core/base/digest.h"
#include "core/policy/answer.h"
#include "core/policy/overlay.h"
#include "core/policy/packparser.h"
#include "suites.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>

#include <rapidcheck.h>

#include <functional>

using namespace docket;
using namespace docket::policy;
using namespace Qt::StringLiterals;

namespace
{

QByteArray fileOf(const char* name)
{
    QFile file(u":/policies/%1.json"_s.arg(QLatin1StringView(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject jsonOf(const char* name)
{
    return QJsonDocument::fromJson(fileOf(name)).object();
}

QStringList idsOf(const Pack& pack)
{
    QStringList out;
    for (const Section& section : pack.sections) {
        for (const Criterion& criterion : section.criteria)
            out += criterion.id;
    }
    out.sort();
    return out;
}

/// Changes the first criterion of the first section.
QJsonObject withCriterion(QJsonObject root, const std::function<void(QJsonObject&)>& change)
{
    QJsonArray sections = root["sections"_L1].toArray();
    QJsonObject section = sections[0].toObject();
    QJsonArray criteria = section["criteria"_L1].toArray();
    QJsonObject criterion = criteria[0].toObject();
    change(criterion);
    criteria[0] = criterion;
    section["criteria"_L1] = criteria;
    sections[0] = section;
    root["sections"_L1] = sections;
    return root;
}

/// An overlay of hf-content with one criterion, taken from the base and changed.
QJsonObject overlayOf(const QString& id, const std::function<void(QJsonObject&)>& change)
{
    const QJsonObject base = jsonOf("hf-content");
    QJsonObject out = base;
    out["packId"_L1] = u"house-content"_s;
    out["version"_L1] = u"1"_s;
    out["extends"_L1] = u"hf-content@2025.04.10-r1"_s;
    out.remove("closingQuestions"_L1);
    QJsonArray sections;
    for (const QJsonValue& value : base["sections"_L1].toArray()) {
        QJsonObject section = value.toObject();
        for (const QJsonValue& candidate : section["criteria"_L1].toArray()) {
            QJsonObject criterion = candidate.toObject();
            if (criterion["id"_L1].toString() != id)
                continue;
            change(criterion);
            section["criteria"_L1] = QJsonArray{ criterion };
            sections += section;
            break;
        }
    }
    out["sections"_L1] = sections;
    return out;
}

QByteArray bytesOf(const QJsonObject& object)
{
    return QJsonDocument(object).toJson();
}

using Change = std::function<void(QJsonObject&)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class PackTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void builtIn_areSound()
    {
        for (const Error& problem : builtInPacks().problems())
            qWarning().noquote() << problem.text();
        QVERIFY(builtInPacks().problems().isEmpty());
        QCOMPARE(builtInPacks().packs().size(), 6);
        for (const Pack& pack : builtInPacks().packs()) {
            QVERIFY(pack.sha256.size() == 64);
            QCOMPARE(pack.sha256, sha256Hex(builtInPacks().bytesOf(pack.id())));
            QVERIFY(builtInPacks().bytesOf(pack.id()).size() < kMaxPackBytes);
        }
    }

    // The ids of policies.md 4a, 4b and 4c, written down by hand: nothing may go missing.
    void criteria_areComplete_data()
    {
        QTest::addColumn<QString>("pack");
        QTest::addColumn<QString>("ids");
        QTest::newRow("4a")
            << u"hf-content"_s
            << u"CG-01 CG-02 CG-03 CG-04 CG-05 CG-06 CG-07 CG-08 CG-09 CG-10 CG-11 CG-12 CG-13 CG-14 CG-15 CG-16 "
               u"CG-17 CG-18 CG-19 CG-20 CG-21 CG-22 CG-23 CG-24 CG-25 CG-26 CG-27 CG-28 CG-29 CG-30 CG-31 CG-32 "
               u"CG-33 CG-34 CG-35 CG-36"_s;
        QTest::newRow("4b")
            << u"hf-conduct"_s
            << u"CC-01 CC-02 CC-03 CC-04 CC-05 CC-06 CC-07 CC-08 CC-09 CC-10 CC-11 CC-12 CC-13 CC-14 CC-15"_s;
        QTest::newRow("4c.2")
            << u"hf-card-model"_s
            << u"MCQ-01 MCQ-02 MCQ-03 MCQ-04 MCQ-05 MCQ-06 MCQ-07 MCQ-08 MCQ-09 MCQ-10 MCQ-11 MCQ-12 MCQ-13 "
               u"MCQ-14 MCQ-15 MCQ-16 MCQ-17 MCQ-18 MCQ-19 MCQ-20 MCQ-21 MCQ-22 META-00 META-01 META-02 META-03 "
               u"META-04 META-05 META-06 META-07 META-08 META-09 META-10 META-11 META-12 META-13 META-17 META-20"_s;
        QTest::newRow("4c.3")
            << u"hf-card-dataset"_s
            << u"DCQ-01 DCQ-02 DCQ-03 DCQ-04 DCQ-05 DCQ-06 DCQ-07 DCQ-08 DCQ-09 DCQ-10 DCQ-11 DCQ-12 DCQ-13 "
               u"DCQ-14 DCQ-15 DCQ-16 DCQ-17 DCQ-18 DCQ-19 DCQ-20 META-00 META-01 META-02 META-03 META-04 META-10 "
               u"META-11 META-12 META-14 META-15 META-16 META-20"_s;
        QTest::newRow("4c.6") << u"hf-card-space"_s
                              << u"META-00 META-01 META-18 META-19 META-20 SPQ-01 SPQ-02 SPQ-03 SPQ-04 SPQ-05 SPQ-06"_s;
    }

    void criteria_areComplete()
    {
        QFETCH(QString, pack);
        QFETCH(QString, ids);
        const Pack* found = builtInPacks().find(pack);
        QVERIFY(found);
        QStringList expected = ids.split(u' ');
        expected.sort();
        QCOMPARE(idsOf(*found), expected);
    }

    // Severity, strongest unilateral step and desks of 4a, by hand. "!" is mandatory.
    void content_matchesTable_data()
    {
        QTest::addColumn<QString>("row");
        for (const char* row : { "CG-01 MDSICU S3 D20 legal!", "CG-02 MDSIC S3 D42 safety",
                 "CG-03 MDS S4 D50 safety!,security!", "CG-04 MDSIC S3 D42 safety", "CG-05 MDSIC S2 D30 lead",
                 "CG-06 MDSIC S3 D42 safety", "CG-07 MDSIC S3 D42 safety", "CG-08 SICU S4 D42 security!",
                 "CG-09 MDSU S3 D42 safety", "CG-10 MDSIC S3 D31 legal!", "CG-11 SICU S3 D42 safety",
                 "CG-12 MS S2 D21 lead", "CG-13 MDS S2 D21 lead", "CG-14 MDSICU S3 D42 safety", "CG-15 MD S2 D22 lead",
                 "CG-16 MDSIC S3 D42 safety", "CG-17 MDSICU S4 D70 child-safety!", "CG-18 MDS S4 D50 safety!",
                 "CG-19 D S4 D50 safety!,privacy!", "CG-20 MDS S2 D31 legal", "CG-21 MDSICU S4 D50 safety!",
                 "CG-22 MDSIC S3 D30 safety", "CG-23 ICU S4 D50 safety!,legal!", "CG-24 MDS S2 D22 -",
                 "CG-25 M S2 D31 lead", "CG-26 MDSIC S3 D42 privacy!", "CG-27 D S3 D31 privacy!",
                 "CG-28 D S4 D50 privacy!,child-safety!", "CG-29 MD S2 D31 legal", "CG-30 MDS S3 D20 legal!",
                 "CG-31 MD S2 D21 lead", "CG-32 MDS S4 D42 security!", "CG-33 MDSIC S3 D21 security!",
                 "CG-34 MDSU S3 D42 security", "CG-35 MDSU S2 D31 lead", "CG-36 MDSICU S2 D41 safety" })
            QTest::newRow(row) << QString::fromLatin1(row);
    }

    void content_matchesTable()
    {
        QFETCH(QString, row);
        const QStringList cells = row.split(u' ');
        const Criterion* criterion = builtInPacks().find(u"hf-content")->criterion(cells[0]);
        QVERIFY(criterion);
        Targets targets;
        for (QChar letter : cells[1]) {
            static const QMap<QChar, Target> letters{ { u'M', Target::Model }, { u'D', Target::Dataset },
                { u'S', Target::Space }, { u'I', Target::Discussion }, { u'C', Target::Comment },
                { u'U', Target::User } };
            targets |= letters.value(letter);
        }
        QCOMPARE(criterion->appliesTo, targets);
        QCOMPARE(severityName(criterion->severity), cells[2]);
        QCOMPARE(criterion->maxUnilateral, cells[3]);
        QStringList desks;
        for (Desk desk : criterion->escalation.to)
            desks += deskName(desk) + (criterion->escalation.mandatory ? u"!"_s : QString());
        QCOMPARE(desks.isEmpty() ? u"-"_s : desks.join(u','), cells[4]);
    }

    void everyCriterion_followsTheRules_data()
    {
        QTest::addColumn<QString>("pack");
        QTest::addColumn<QString>("id");
        for (const Pack& pack : builtInPacks().packs()) {
            for (const QString& id : idsOf(pack))
                QTest::addRow("%s %s", qPrintable(pack.packId), qPrintable(id)) << pack.id() << id;
        }
    }

    void everyCriterion_followsTheRules()
    {
        QFETCH(QString, pack);
        QFETCH(QString, id);
        const Pack* owner = builtInPacks().find(pack);
        const Criterion* criterion = owner->criterion(id);
        QVERIFY(criterion->question.endsWith(u'?') || criterion->question.endsWith(u')'));
        QVERIFY2(criterion->guidance.size() >= 25, qPrintable(criterion->guidance));
        for (const Basis& basis : criterion->basis) {
            QVERIFY2(owner->source(basis.sourceId()), qPrintable(basis.ref));
            QVERIFY2(!basis.text.isEmpty(), qPrintable(basis.ref));
            const bool ours = owner->source(basis.sourceId())->confidence == SourceConfidence::Project;
            QCOMPARE(basis.strength == Strength::Project, ours);
        }
        QVERIFY(builtInPacks().decision(criterion->maxUnilateral));

        // The defaults of 4a; a criterion may narrow, never widen them. D40 at S1 is for spam and off-topic comments.
        QStringList allowed{ u"D00"_s, u"D01"_s, u"D02"_s, u"D03"_s, u"D10"_s, u"D90"_s };
        if (criterion->severity >= Severity::S1)
            allowed += QStringList{ u"D20"_s, u"D21"_s, u"D41"_s };
        if (id == u"CC-10"_s)
            allowed += u"D40"_s;
        if (criterion->severity >= Severity::S2)
            allowed += QStringList{ u"D22"_s, u"D30"_s, u"D31"_s, u"D32"_s, u"D40"_s, u"D44"_s, u"D45"_s };
        if (criterion->severity >= Severity::S3)
            allowed += QStringList{ u"D23"_s, u"D42"_s, u"D43"_s, u"D50"_s, u"D60"_s, u"D61"_s, u"D62"_s, u"D65"_s };
        if (criterion->severity == Severity::S4)
            allowed = QStringList{ u"D50"_s, u"D70"_s, u"D71"_s, u"D42"_s, u"D61"_s, u"D63"_s, u"D64"_s };
        QVERIFY(!criterion->permittedActions.isEmpty());
        for (const QString& code : criterion->permittedActions) {
            QVERIFY2(allowed.contains(code), qPrintable(code));
            // No dead permission: the step fits at least one kind of subject that the criterion is asked about.
            QVERIFY2(builtInPacks().decision(code)->appliesTo & criterion->appliesTo, qPrintable(code));
        }
        if (criterion->polarity != Polarity::Note)
            QVERIFY(criterion->finding.endsWith(u'.'));
        if (!criterion->ask.isEmpty())
            QVERIFY(criterion->ask.endsWith(u'.'));
        // policies 4e: never in public.
        static const QStringList closed{ u"CG-19"_s, u"CG-26"_s, u"CG-27"_s, u"CG-28"_s, u"CG-32"_s, u"CG-33"_s };
        if (closed.contains(id) || criterion->severity == Severity::S4)
            QVERIFY(!criterion->publicChannel);
        if (criterion->severity == Severity::S4)
            QVERIFY(criterion->viewing >= Viewing::Blurred && criterion->escalation.deadlineHours == 1);
    }

    // Codes, reversibility and notice level of 4e, by hand.
    void vocabulary_matchesTable_data()
    {
        QTest::addColumn<QString>("row");
        for (const char* row : { "D00 yes N1 comment", "D01 yes N0 none", "D02 yes N0 none", "D03 yes N1 comment",
                 "D10 yes N1 comment", "D20 yes N1 comment", "D21 yes N1 comment", "D22 yes N1 pull-request-nfaa",
                 "D23 yes N3 record-recommendation", "D30 yes N1 comment", "D31 yes N1 comment", "D32 yes N2 by-hand",
                 "D40 no N3 hide-comment", "D41 yes N1 status-closed", "D42 yes N3 record-recommendation",
                 "D43 yes N1 by-hand", "D44 yes N0 by-hand", "D45 yes N2 record-recommendation", "D50 yes N0 escalate",
                 "D60 yes N3 record-recommendation", "D61 yes N3 record-recommendation",
                 "D62 yes N3 record-recommendation", "D63 partly N3 record-recommendation",
                 "D64 partly N3 record-recommendation", "D65 yes N0 record-recommendation",
                 "D70 not-applicable N4 escalate", "D71 not-applicable N4 escalate", "D80 yes N2 record-recommendation",
                 "D81 yes N3 record-recommendation", "D90 yes N0 none" })
            QTest::newRow(row) << QString::fromLatin1(row);
    }

    void vocabulary_matchesTable()
    {
        QFETCH(QString, row);
        const QStringList cells = row.split(u' ');
        const DecisionCode* code = builtInPacks().decision(cells[0]);
        QVERIFY(code);
        QCOMPARE(reversibleName(code->reversible), cells[1]);
        QCOMPARE(noticeLevelName(code->notice), cells[2]);
        QCOMPARE(code->effects.size(), 1);
        QCOMPARE(effectName(code->effects.first()), cells[3]);
        QCOMPARE(builtInPacks().vocabulary().decisions.size(), 30);
    }

    void words_roundTrip()
    {
        for (Allegation allegation : { Allegation::Ethical, Allegation::Legal, Allegation::Restricted,
                 Allegation::Copyright, Allegation::Spam, Allegation::NotWorking, Allegation::Other })
            QCOMPARE(allegationFromName(allegationName(allegation)), std::optional(allegation));
        QVERIFY(!severityFromName(u"S5") && !severityFromName(u"s1") && !targetFromName(u""));
        // Titles as observed on the Hub (policies 3.3).
        QCOMPARE(allegationFromTitle(u"🚩 Report: Ethical issue(s)"), Allegation::Ethical);
        QCOMPARE(allegationFromTitle(u"🚩 Report : Legal issue(s)"), Allegation::Legal);
        QCOMPARE(allegationFromTitle(u"🚩 Report: Illegal or restricted content"), Allegation::Restricted);
        QCOMPARE(allegationFromTitle(u"🚩 Report: Copyright infringement"), Allegation::Copyright);
        QCOMPARE(allegationFromTitle(u"🚩 Report: Spam"), Allegation::Spam);
        QCOMPARE(allegationFromTitle(u"🚩 Report: Not working"), Allegation::NotWorking);
        QCOMPARE(allegationFromTitle(u"🚩 Report"), Allegation::Other);
    }

    void mutation_isNamed_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("cause");
        const auto root = [](const char* name, Change change, const char* place, const char* cause) {
            QTest::newRow(name) << change << QString::fromLatin1(place) << QString::fromLatin1(cause);
        };
        const auto criterion = [&](const char* name, Change change, const char* place, const char* cause) {
            root(
                name, [change](QJsonObject& pack) { pack = withCriterion(pack, change); }, place, cause);
        };
        root(
            "schema", [](QJsonObject& o) { o["schema"_L1] = u"policy-pack/2"_s; }, "$.schema", "not the schema");
        root(
            "no title", [](QJsonObject& o) { o.remove("title"_L1); }, "$", "\"title\" is missing");
        root(
            "unknown key", [](QJsonObject& o) { o["colour"_L1] = 1; }, "$", "unknown key \"colour\"");
        root(
            "pack id", [](QJsonObject& o) { o["packId"_L1] = u"../etc"_s; }, "$.packId", "right form");
        root(
            "version", [](QJsonObject& o) { o["version"_L1] = u"1 2"_s; }, "$.version", "right form");
        root(
            "kind", [](QJsonObject& o) { o["kind"_L1] = u"law"_s; }, "$.kind", "not a word");
        root(
            "date", [](QJsonObject& o) { o["effectiveFrom"_L1] = u"2025-02-30"_s; }, "$.effectiveFrom", "not a date");
        root(
            "no source", [](QJsonObject& o) { o["source"_L1] = QJsonArray(); },
            "$.sections[0].criteria[0].basis[0].ref", "not among the listed sources");
        root(
            "source twice",
            [](QJsonObject& o) {
                QJsonArray list = o["source"_L1].toArray();
                list += list[0];
                o["source"_L1] = list;
            },
            "$.source[", "listed twice");
        root(
            "no sections", [](QJsonObject& o) { o["sections"_L1] = QJsonArray(); }, "$.sections", "has no criterion");
        root(
            "sections as text", [](QJsonObject& o) { o["sections"_L1] = u"all"_s; }, "$.sections", "must be a list");
        root(
            "section as number", [](QJsonObject& o) { o["sections"_L1] = QJsonArray{ 7 }; }, "$.sections[0]",
            "must be an object");
        root(
            "section twice",
            [](QJsonObject& o) {
                QJsonArray list = o["sections"_L1].toArray();
                list += list[0];
                o["sections"_L1] = list;
            },
            "$.sections[5].id", "occurs twice");
        root(
            "decisions in a checklist",
            [](QJsonObject& o) { o["decisions"_L1] = jsonOf("decision-vocabulary")["decisions"_L1]; }, "$.decisions",
            "only a pack of kind procedure");
        root(
            "extends", [](QJsonObject& o) { o["extends"_L1] = u"hf-content"_s; }, "$.extends", "does not name a pack");
        criterion(
            "id", [](QJsonObject& o) { o["id"_L1] = u"cg1"_s; }, "$.sections[0].criteria[0].id", "right form");
        criterion(
            "id twice", [](QJsonObject& o) { o["id"_L1] = u"CG-02"_s; }, "$.sections[0].criteria[1].id",
            "occurs twice");
        criterion(
            "question empty", [](QJsonObject& o) { o["question"_L1] = u"  "_s; }, "$.sections[0].criteria[0].question",
            "must not be empty");
        criterion(
            "question long", [](QJsonObject& o) { o["question"_L1] = QString(501, u'x'); },
            "$.sections[0].criteria[0].question", "501 characters");
        criterion(
            "guidance", [](QJsonObject& o) { o.remove("guidance"_L1); }, "$.sections[0].criteria[0]", "\"guidance\"");
        criterion(
            "finding", [](QJsonObject& o) { o.remove("finding"_L1); }, "$.sections[0].criteria[0]", "\"finding\"");
        criterion(
            "polarity", [](QJsonObject& o) { o["polarity"_L1] = u"good"_s; }, "$.sections[0].criteria[0].polarity",
            "not a word");
        criterion(
            "severity", [](QJsonObject& o) { o["severity"_L1] = 3; }, "$.sections[0].criteria[0].severity",
            "must be a text");
        criterion(
            "appliesTo",
            [](QJsonObject& o) {
                o["appliesTo"_L1] = QJsonArray{ u"model"_s, u"human"_s };
            },
            "$.sections[0].criteria[0].appliesTo[1]", "\"human\" is not a word");
        criterion(
            "appliesTo empty", [](QJsonObject& o) { o["appliesTo"_L1] = QJsonArray(); },
            "$.sections[0].criteria[0].appliesTo", "names no kind");
        criterion(
            "basis", [](QJsonObject& o) { o["basis"_L1] = QJsonArray(); }, "$.sections[0].criteria[0].basis",
            "names no clause");
        criterion(
            "strength",
            [](QJsonObject& o) {
                o["basis"_L1] = QJsonArray{ QJsonObject{ { u"ref"_s, u"CP25/R1"_s }, { u"strength"_s, u"sure"_s } } };
            },
            "$.sections[0].criteria[0].basis[0].strength", "not a word");
        criterion(
            "source unknown",
            [](QJsonObject& o) {
                o["basis"_L1] = QJsonArray{ QJsonObject{ { u"ref"_s, u"XX/1"_s }, { u"strength"_s, u"direct"_s } } };
            },
            "$.sections[0].criteria[0].basis[0].ref", "\"XX\" is not among");
        criterion(
            "viewing", [](QJsonObject& o) { o["viewing"_L1] = u"open"_s; }, "$.sections[0].criteria[0].viewing",
            "not a word");
        criterion(
            "channel", [](QJsonObject& o) { o["channel"_L1] = u"secret"_s; }, "$.sections[0].criteria[0].channel",
            "must be \"public\"");
        criterion(
            "code form", [](QJsonObject& o) { o["permittedActions"_L1] = QJsonArray{ u"D2"_s }; },
            "$.sections[0].criteria[0].permittedActions", "not a decision code");
        criterion(
            "code twice",
            [](QJsonObject& o) {
                o["permittedActions"_L1] = QJsonArray{ u"D20"_s, u"D20"_s };
            },
            "$.sections[0].criteria[0].permittedActions", "twice");
        criterion(
            "max", [](QJsonObject& o) { o["maxUnilateral"_L1] = u"all"_s; }, "$.sections[0].criteria[0].maxUnilateral",
            "right form");
        criterion(
            "flag", [](QJsonObject& o) { o["secondReviewer"_L1] = u"yes"_s; },
            "$.sections[0].criteria[0].secondReviewer", "true or false");
        criterion(
            "desk",
            [](QJsonObject& o) {
                o["escalation"_L1] = QJsonObject{ { u"to"_s, QJsonArray{ u"police"_s } }, { u"mandatory"_s, true } };
            },
            "$.sections[0].criteria[0].escalation.to[0]", "not a word");
        criterion(
            "deadline",
            [](QJsonObject& o) {
                o["escalation"_L1] = QJsonObject{ { u"to"_s, QJsonArray{ u"legal"_s } }, { u"mandatory"_s, true },
                    { u"deadlineHours"_s, 1e300 } };
            },
            "$.sections[0].criteria[0].escalation.deadlineHours", "whole number");
        criterion(
            "S4 open",
            [](QJsonObject& o) {
                o["severity"_L1] = u"S4"_s;
                o["channel"_L1] = u"private"_s;
            },
            "$.sections[0].criteria[0].viewing", "at least blurred");
        criterion(
            "S4 public",
            [](QJsonObject& o) {
                o["severity"_L1] = u"S4"_s;
                o["viewing"_L1] = u"blurred"_s;
            },
            "$.sections[0].criteria[0].channel", "never discussed in public");
        criterion(
            "child safety shown",
            [](QJsonObject& o) {
                o["escalation"_L1]
                    = QJsonObject{ { u"to"_s, QJsonArray{ u"child-safety"_s } }, { u"mandatory"_s, true } };
            },
            "$.sections[0].criteria[0].viewing", "always blocked");
        criterion(
            "dsa",
            [](QJsonObject& o) {
                o["dsa"_L1] = QJsonObject{ { u"category"_s, u"VIOLENCE"_s } };
            },
            "$.sections[0].criteria[0].dsa.category", "STATEMENT_CATEGORY_");
        criterion(
            "crosswalk",
            [](QJsonObject& o) {
                o["crosswalk"_L1] = QJsonObject{ { u"mit"_s, 4 } };
            },
            "$.sections[0].criteria[0].crosswalk.mit", "must be a list");
        criterion(
            "null severity", [](QJsonObject& o) { o["severity"_L1] = QJsonValue::Null; },
            "$.sections[0].criteria[0].severity", "must be a text");
    }

    void mutation_isNamed()
    {
        QFETCH(Change, change);
        QFETCH(QString, place);
        QFETCH(QString, cause);
        QJsonObject pack = jsonOf("hf-content");
        QVERIFY(parsePack(bytesOf(pack), u"mine.json"_s));
        change(pack);
        const auto parsed = parsePack(bytesOf(pack), u"mine.json"_s);
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().thing.startsWith(u"mine.json "_s + place), qPrintable(parsed.error().text()));
        QVERIFY2(parsed.error().cause.contains(cause), qPrintable(parsed.error().text()));
    }

    void unknownCode_isNamed()
    {
        const QJsonObject pack = withCriterion(jsonOf("hf-content"), [](QJsonObject& o) {
            o["permittedActions"_L1] = QJsonArray{ u"D20"_s, u"D99"_s };
        });
        const auto parsed = parsePack(bytesOf(pack), u"mine.json"_s);
        QVERIFY(parsed);
        const auto status = checkCodes(*parsed, builtInPacks().vocabulary());
        QVERIFY(!status);
        QVERIFY2(status.error().text().contains(u"D99"_s) && status.error().thing.contains(u"CG-01"_s),
            qPrintable(status.error().text()));
    }

    void bombs_areRefused()
    {
        QByteArray deep = "{\"schema\":\"policy-pack/1\",\"sections\":";
        deep += QByteArray(100000, '[') + QByteArray(100000, ']') + '}';
        QVERIFY(!parsePack(deep, u"deep.json"_s));
        const auto large = parsePack(QByteArray(kMaxPackBytes + 1, ' '), u"large.json"_s);
        QVERIFY(!large);
        QCOMPARE(large.error().code, ErrorCode::LimitExceeded);
        QVERIFY(!parsePack("", u"empty.json"_s));
        QVERIFY(!parsePack("[]", u"list.json"_s));
        QVERIFY(!parsePack("{\"schema\":\"policy-pack/1\"}", u"bare.json"_s));
        // An error is one line that cannot rearrange the terminal.
        const auto odd = parsePack("{\"schema\":\"\\u202egpj\\u0007\\n\"}", u"odd.json"_s);
        QVERIFY(!odd);
        QVERIFY(!odd.error().text().contains(QChar(0x202e)) && !odd.error().text().contains(u'\n'));
    }

    void hostileCorpus_neverParses()
    {
        const QString corpus = corpusFolder();
        if (corpus.isEmpty())
            QSKIP("corpus not found; set DOCKET_CORPUS");
        int files = 0;
        for (const QString& place : { u"/hostile/json"_s, u"/hostile"_s, u"/hostile/yaml"_s, u"/discussions"_s }) {
            const QDir dir(corpus + place);
            for (const QString& name : dir.entryList(QDir::Files)) {
                QFile file(dir.filePath(name));
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QByteArray bytes = file.readAll();
                QVERIFY2(!parsePack(bytes, name), qPrintable(name));
                QVERIFY2(!parseAnswersFile(bytes, name), qPrintable(name));
                ++files;
            }
        }
        QVERIFY2(files > 100, qPrintable(QString::number(files)));
    }

    void damagedPack_neverCrashes()
    {
        const QByteArray sound = fileOf("hf-card-space");
        const bool held = rc::check("a damaged pack is refused or still follows the rules", [&] {
            QByteArray bytes = sound;
            const int edits = *rc::gen::inRange(1, 6);
            for (int i = 0; i < edits; ++i) {
                const auto at = *rc::gen::inRange<qsizetype>(0, bytes.size());
                switch (*rc::gen::inRange(0, 3)) {
                case 0:
                    bytes[at] = static_cast<char>(*rc::gen::inRange(0, 256));
                    break;
                case 1:
                    bytes.truncate(at);
                    break;
                default:
                    bytes.remove(at, *rc::gen::inRange(1, 40));
                }
                RC_PRE(!bytes.isEmpty());
            }
            const auto parsed = parsePack(bytes, u"damaged.json"_s);
            if (!parsed) {
                RC_ASSERT(parsed.error().thing.startsWith(u"damaged.json"_s));
                RC_ASSERT(!parsed.error().cause.isEmpty());
                return;
            }
            RC_ASSERT(parsed->sha256 == sha256Hex(bytes));
            for (const Section& section : parsed->sections) {
                for (const Criterion& criterion : section.criteria)
                    RC_ASSERT(!criterion.question.isEmpty() && !criterion.basis.isEmpty());
            }
        });
        QVERIFY(held);
    }

    void overlay_mayOnlyTighten_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("cause"); // empty: accepted
        const auto row = [](const char* name, const char* id, Change change, const char* cause) {
            QTest::newRow(name) << QString::fromLatin1(id) << change << QString::fromLatin1(cause);
        };
        const auto escalation = [](QJsonArray to, int hours, bool mandatory) {
            return QJsonObject{ { u"to"_s, to }, { u"deadlineHours"_s, hours }, { u"mandatory"_s, mandatory } };
        };
        row(
            "same", "CG-18", [](QJsonObject&) {}, "");
        row(
            "other guidance", "CG-18", [](QJsonObject& o) { o["guidance"_L1] = u"Our house rule."_s; }, "");
        row(
            "raise", "CG-13", [](QJsonObject& o) { o["severity"_L1] = u"S3"_s; }, "");
        row(
            "fewer actions", "CG-14", [](QJsonObject& o) { o["permittedActions"_L1] = QJsonArray{ u"D20"_s }; }, "");
        row(
            "lower", "CG-14", [](QJsonObject& o) { o["severity"_L1] = u"S2"_s; }, "lowers the severity");
        row(
            "more actions", "CG-24",
            [](QJsonObject& o) {
                o["permittedActions"_L1] = QJsonArray{ u"D22"_s, u"D61"_s };
            },
            "permits D61");
        row(
            "higher max", "CG-13", [](QJsonObject& o) { o["maxUnilateral"_L1] = u"D31"_s; }, "raises maxUnilateral");
        row(
            "open viewing", "CG-24", [](QJsonObject& o) { o["viewing"_L1] = u"normal"_s; }, "viewing");
        row(
            "open channel", "CG-26", [](QJsonObject& o) { o["channel"_L1] = u"public"_s; }, "public channel");
        row(
            "no second", "CG-26", [](QJsonObject& o) { o["secondReviewer"_L1] = false; }, "second reviewer");
        row(
            "no evidence", "CG-14", [](QJsonObject& o) { o["evidenceRequired"_L1] = false; }, "evidence");
        row(
            "fewer subjects", "CG-14", [](QJsonObject& o) { o["appliesTo"_L1] = QJsonArray{ u"model"_s }; },
            "kind of subject");
        row(
            "polarity", "CG-14", [](QJsonObject& o) { o["polarity"_L1] = u"gap-if-no"_s; }, "polarity");
        row(
            "escalation optional", "CG-26",
            [=](QJsonObject& o) { o["escalation"_L1] = escalation({ u"privacy"_s }, 24, false); },
            "drops a mandatory escalation");
        row(
            "escalation dropped", "CG-26", [](QJsonObject& o) { o.remove("escalation"_L1); },
            "drops a mandatory escalation");
        row(
            "desk dropped", "CG-03", [=](QJsonObject& o) { o["escalation"_L1] = escalation({ u"safety"_s }, 1, true); },
            "drops the escalation to security");
        row(
            "deadline later", "CG-03",
            [=](QJsonObject& o) {
                o["escalation"_L1] = escalation({ u"safety"_s, u"security"_s }, 48, true);
            },
            "deadline");
        row(
            "new criterion", "CG-13", [](QJsonObject& o) { o["id"_L1] = u"HOUSE-1"_s; }, "");
    }

    void overlay_mayOnlyTighten()
    {
        QFETCH(QString, id);
        QFETCH(Change, change);
        QFETCH(QString, cause);
        const Pack& base = *builtInPacks().find(u"hf-content");
        const auto overlay = parsePack(bytesOf(overlayOf(id, change)), u"house.json"_s);
        QVERIFY2(overlay, overlay ? "" : qPrintable(overlay.error().text()));
        const auto laid = applyOverlay(base, *overlay);
        if (!cause.isEmpty()) {
            QVERIFY(!laid);
            QVERIFY2(laid.error().text().contains(cause), qPrintable(laid.error().text()));
            QVERIFY(laid.error().thing.contains(u"house.json"_s));
            return;
        }
        QVERIFY2(laid, laid ? "" : qPrintable(laid.error().text()));
        QVERIFY(laid->criterionCount() >= base.criterionCount());
        QCOMPARE(laid->id(), u"house-content@1"_s);
        QCOMPARE(laid->sha256, overlay->sha256);
    }

    // What the overlay leaves out stays: no criterion can be deleted, least of all one with mandatory escalation.
    void overlay_cannotDelete()
    {
        const Pack& base = *builtInPacks().find(u"hf-content");
        const auto overlay = parsePack(bytesOf(overlayOf(u"CG-13"_s, [](QJsonObject&) {})), u"house.json"_s);
        const auto laid = applyOverlay(base, *overlay);
        QVERIFY(laid);
        QCOMPARE(idsOf(*laid), idsOf(base));
    }

    void library_loadsFolder()
    {
        QTemporaryDir dir;
        const auto write = [&dir](const QString& name, const QByteArray& bytes) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        QJsonObject house = overlayOf(u"CG-13"_s, [](QJsonObject& o) { o["severity"_L1] = u"S3"_s; });
        write(u"house.json"_s, bytesOf(house));
        write(u"copy-of-base.json"_s, fileOf("hf-content")); // the same bytes are no conflict
        QJsonObject forged = jsonOf("hf-conduct");
        forged["title"_L1] = u"Other words"_s;
        write(u"forged.json"_s, bytesOf(forged));
        write(u"broken.json"_s, "{");
        QJsonObject orphan = overlayOf(u"CG-13"_s, [](QJsonObject&) {});
        orphan["packId"_L1] = u"orphan"_s;
        orphan["extends"_L1] = u"nobody@1"_s;
        write(u"orphan.json"_s, bytesOf(orphan));
        QJsonObject settings = jsonOf("decision-vocabulary");
        settings["packId"_L1] = u"house-decisions"_s;
        settings["extends"_L1] = u"decision-vocabulary@1"_s;
        settings.remove("decisions"_L1);
        settings["settings"_L1] = QJsonObject{ { u"answer-window-hours"_s, u"48"_s } };
        write(u"settings.json"_s, bytesOf(settings));

        const PackLibrary library = PackLibrary::load(dir.path());
        QStringList problems;
        for (const Error& problem : library.problems())
            problems += problem.text();
        QCOMPARE(problems.size(), 3);
        QVERIFY(problems.filter(u"forged.json"_s).size() == 1 && problems.filter(u"broken.json"_s).size() == 1
            && problems.filter(u"orphan.json"_s).size() == 1);
        QCOMPARE(library.find(u"hf-content")->id(), u"house-content@1"_s);
        QCOMPARE(library.find(u"hf-content@2025.04.10-r1")->criterion(u"CG-13")->severity, Severity::S2);
        QCOMPARE(library.criterion(u"CG-13")->severity, Severity::S3);
        QCOMPARE(library.vocabulary().settings.value(u"answer-window-hours"_s), u"48"_s);
        QCOMPARE(library.vocabulary().settings.value(u"copyright-address"_s), u"dmca@huggingface.co"_s);
        QVERIFY(library.decision(u"D21"));
        const auto packs = library.packsFor(subjectOf(u"model:a/b"_s));
        QCOMPARE(packs.size(), 2);
        QCOMPARE(packs[0]->packId, u"house-content"_s);
        QCOMPARE(library.bytesOf(u"house-content"), bytesOf(house));
        // A folder that is not there is an empty one.
        QVERIFY(PackLibrary::load(dir.filePath(u"absent"_s)).problems().isEmpty());
    }

    void packsFor_fitTheSubject()
    {
        const auto names = [](const QString& key, bool withThread) {
            QStringList out;
            for (const Pack* pack : builtInPacks().packsFor(subjectOf(key), withThread))
                out += pack->packId;
            return out.join(u' ');
        };
        QCOMPARE(names(u"model:a/b"_s, false), u"hf-content hf-card-model"_s);
        QCOMPARE(names(u"dataset:a/b"_s, false), u"hf-content hf-card-dataset"_s);
        QCOMPARE(names(u"space:a/b"_s, true), u"hf-content hf-conduct hf-card-space"_s);
        QCOMPARE(names(u"model:a/b#3"_s, false), u"hf-content hf-conduct"_s);
    }
};

std::unique_ptr<QObject> makePackTests()
{
    return std::make_unique<PackTests>();
}

#include "tst_packs.moc"
