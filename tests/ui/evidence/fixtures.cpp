#include "fixtures.h"

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

namespace
{

QDateTime at(int day, int hour, int minute)
{
    return QDateTime(QDate(2026, 11, day), QTime(hour, minute), Qt::UTC);
}

hub::Author author(const QString& name, bool owner = false, bool mod = false)
{
    hub::Author author;
    author.name = name;
    author.type = u"user"_s;
    author.isOwner = owner;
    author.isMod = mod;
    return author;
}

hub::Event comment(const QString& id, const hub::Author& by, const QDateTime& when, const QString& raw)
{
    hub::Event event;
    event.id = id;
    event.type = hub::EventType::Comment;
    event.typeName = u"comment"_s;
    event.author = by;
    event.createdAt = when;
    event.raw = raw;
    return event;
}

constexpr const char* resumeCard = R"(---
license: openrail++
language:
  - en
  - es
base_model: northwind/bert-hr-base
datasets:
  - northwind/resume-pairs
pipeline_tag: text-classification
tags:
  - hr
  - ranking
---

# Resume Rank

Resume Rank scores how well a candidate fits a job posting. It can be used to shortlist
applicants without a recruiter reading each résumé. It was fine-tuned on two million pairs
of résumés and postings, see [the paper](https://example.org/paper).

![architecture](architecture.png)

## Training data

Pairs were collected from public profiles in 2021 and 2022. Names were kept because they
“improved ranking on our benchmark”.

## How to use

```python
from transformers import pipeline

rank = pipeline("text-classification", model="northwind/screening-resume-rank")
rank(job + " [SEP] " + resume)  # one score
```

## Evaluation

| Set | nDCG@10 |
|---|---:|
| internal | 0.71 |

No result by group is given.
)";

FakeEvidence::Repo resume()
{
    FakeEvidence::Repo repo;
    sync::RepoRecord record;
    record.info.key = { RepoKind::Model, u"northwind/screening-resume-rank"_s };
    record.info.author = u"northwind"_s;
    record.info.sha = u"9f31c0a4d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6"_s;
    record.info.downloads = 48210;
    record.info.likes = 112;
    record.state.fetchedAt = at(21, 10, 42);
    repo.record = record;
    repo.card = resumeCard;
    for (int i = 0; i < 3; ++i) {
        hub::Report report;
        report.thread = 12;
        report.opened = at(18 + i, 9, 0);
        repo.reports.append(report);
    }
    const auto file = [&repo](const QString& path, qint64 size, const QString& scan, bool lfs = false) {
        repo.files.append({ path, false, size, {}, lfs ? QString(64, u'a') : QString(), scan });
    };
    const auto folder = [&repo](const QString& path) { repo.files.append({ path, true, 0, {}, {}, {} }); };
    folder(u"onnx"_s);
    folder(u"training"_s);
    file(u".gitattributes"_s, 1519, u"safe"_s);
    file(u"README.md"_s, 1204, u"safe"_s);
    file(u"architecture.png"_s, 40211, u"safe"_s);
    file(u"config.json"_s, 742, u"safe"_s);
    file(u"model.safetensors"_s, 438'012'288, u"safe"_s, true);
    file(u"pytorch_model.bin"_s, 438'048'001, u"suspicious"_s, true);
    file(u"tokenizer.json"_s, 711'396, u"unscanned"_s);
    file(u"onnx/model.onnx"_s, 435'811'000, u"safe"_s, true);
    file(u"training/optimizer.pkl"_s, 876'100'221, u"unsafe"_s, true);
    file(u"training/train.py"_s, 8110, u"safe"_s);
    repo.warnings = { { u"pytorch_model.bin"_s, u"suspicious"_s }, { u"training/optimizer.pkl"_s, u"unsafe"_s } };

    hub::Thread report;
    report.num = 12;
    report.title = u"🚩 Report: Ethical issue(s)"_s;
    report.status = u"open"_s;
    report.isReport = true;
    report.createdAt = at(18, 9, 0);
    report.author = author(u"teo"_s);
    report.numComments = 4;
    hub::Event first = comment(u"a1"_s, author(u"teo"_s), at(18, 9, 0),
        u"The card offers this for **shortlisting applicants** without anybody reading the résumé. That is high-risk "
        u"use "
        "in hiring.\n\n> without a recruiter reading each résumé\n\nSee [line 16](https://example.org/l16)."_s);
    first.isReport = true;
    first.reactions = { { u"👀"_s, 3 }, { u"👍"_s, 11 } };
    hub::Event second = comment(u"a2"_s, author(u"northwind"_s, true), at(18, 14, 20),
        u"We only give a *score*. What people do with it is theirs:\n\n```python\nif score > 0.8:\n    invite()\n```"_s);
    second.edited = true;
    hub::Event hidden = comment(u"a3"_s, {}, at(19, 8, 1), {});
    hidden.hidden = true;
    hidden.hiddenBy = u"mira-mod"_s;
    hidden.hiddenReason = u"Abuse"_s;
    hub::Event title;
    title.id = u"a4"_s;
    title.type = hub::EventType::TitleChange;
    title.author = author(u"mira-mod"_s, false, true);
    title.createdAt = at(19, 8, 5);
    title.from = u"bad model"_s;
    title.to = report.title;
    hub::Event mark = title;
    mark.id = u"a5"_s;
    mark.type = hub::EventType::ReportStatusChange;
    mark.report = true;
    hub::Event commit;
    commit.id = u"a6"_s;
    commit.type = hub::EventType::Commit;
    commit.author = author(u"northwind"_s, true);
    commit.createdAt = at(20, 7, 30);
    commit.oid = u"4b1d77aa"_s;
    commit.commitSubject = u"Update README.md"_s;
    hub::Event last = comment(
        u"a7"_s, author(u"mira-mod"_s, false, true), at(21, 9, 12), u"Thank you both. This waits for a decision."_s);
    report.events = { first, second, hidden, title, mark, commit, last };

    hub::Thread talk;
    talk.num = 14;
    talk.title = u"Which tokenizer?"_s;
    talk.status = u"open"_s;
    talk.createdAt = at(20, 12, 0);
    talk.author = author(u"ines"_s);
    talk.numComments = 1;
    talk.events = { comment(u"b1"_s, author(u"ines"_s), at(20, 12, 0), u"Which tokenizer goes with this?"_s) };
    hub::Thread pull = talk;
    pull.num = 9;
    pull.title = u"Add licence text"_s;
    pull.isPullRequest = true;
    pull.status = u"merged"_s;
    pull.events.first().id = u"c1"_s;
    repo.threads = { talk, report, pull };
    return repo;
}

FakeEvidence::Repo rows()
{
    FakeEvidence::Repo repo;
    sync::RepoRecord record;
    record.info.key = { RepoKind::Dataset, u"civicdata/court-hearings-es"_s };
    record.info.author = u"civicdata"_s;
    record.info.sha = u"9f31c0a4d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6"_s;
    record.info.downloads = 1310;
    record.state.fetchedAt = at(21, 10, 42);
    repo.record = record;
    repo.card = "# Court hearings\n\nTranscripts.\n";
    QByteArray json = R"({"features":[
 {"feature_idx":0,"name":"id","type":{"dtype":"int64","_type":"Value"}},
 {"feature_idx":1,"name":"speaker","type":{"dtype":"string","_type":"Value"}},
 {"feature_idx":2,"name":"role","type":{"names":["judge","witness","accused"],"_type":"ClassLabel"}},
 {"feature_idx":3,"name":"text","type":{"dtype":"string","_type":"Value"}},
 {"feature_idx":4,"name":"photo","type":{"_type":"Image"}},
 {"feature_idx":5,"name":"audio","type":{"sampling_rate":16000,"_type":"Audio"}},
 {"feature_idx":6,"name":"spans","type":{"feature":{"dtype":"int32","_type":"Value"},"_type":"List"}},
 {"feature_idx":7,"name":"meta","type":{"court":{"dtype":"string","_type":"Value"},"year":{"dtype":"int32","_type":"Value"}}},
 {"feature_idx":8,"name":"public","type":{"dtype":"bool","_type":"Value"}}],"rows":[)";
    for (int i = 0; i < 40; ++i) {
        json += i ? "," : "";
        json += QByteArrayLiteral(R"({"row_idx":)") + QByteArray::number(i) + R"(,"row":{"id":)"
            + QByteArray::number(1000 + i) + R"(,"speaker":)" + (i % 5 == 3 ? "null" : R"("Marta Iglesias")")
            + R"(,"role":)" + QByteArray::number(i % 3)
            + R"(,"text":"Señoría, aquel día estaba en casa con mi hermana, calle Mayor 14, y no salí hasta la noche.)"
            + QByteArray(i == 2 ? " Repito: no salí." : "").repeated(i == 2 ? 40 : 1)
            + R"(","photo":{"src":"https://example.org/a.jpg?Signature=x","height":480,"width":640},"audio":[{"src":"https://example.org/a.wav","type":"audio/wav"}],"spans":[)"
            + QByteArray::number(i) + R"(,12,40],"meta":{"court":"Sevilla","year":2019},"public":)"
            + (i % 2 ? "true" : "false") + R"(},"truncated_cells":)" + (i == 2 ? R"(["text"])" : "[]") + "}";
    }
    repo.rows = json + R"(],"truncated":true})";
    repo.statistics = R"({"num_examples":60000,"statistics":[
 {"column_name":"id","column_type":"int","column_statistics":{"nan_count":0,"nan_proportion":0.0,"min":1,"max":60000,"mean":30000.5}},
 {"column_name":"speaker","column_type":"string_label","column_statistics":{"nan_proportion":0.2,"n_unique":812,"frequencies":{"Marta Iglesias":48000}}},
 {"column_name":"text","column_type":"string_text","column_statistics":{"nan_proportion":0.0,"min":12,"max":4096,"mean":310.2}}]})";
    return repo;
}

} // namespace

QDateTime fixtureNow()
{
    return at(21, 10, 44);
}

void fillFixtures(FakeEvidence& evidence)
{
    evidence.repos.insert(u"northwind/screening-resume-rank"_s, resume());
    evidence.repos.insert(u"civicdata/court-hearings-es"_s, rows());
    FakeEvidence::Repo bare = resume();
    bare.card = QByteArray();
    bare.files.clear();
    bare.threads.clear();
    bare.warnings.clear();
    evidence.repos.insert(u"northwind/bare"_s, bare);
    FakeEvidence::Repo adult = rows();
    adult.rows = QByteArray();
    adult.refusal = { NoTable::Reason::AudienceTag, u"Not supported: dataset viewer is disabled."_s };
    evidence.repos.insert(u"civicdata/adult"_s, adult);
}

cases::CaseRow fixtureCase(RepoKind kind, const QString& id, int thread)
{
    cases::CaseRow row;
    row.caseId = id.toUtf8().leftJustified(16, 'x', true);
    row.subject = { { kind, id }, thread };
    row.title = row.subject.title();
    return row;
}

} // namespace docket::ui::review
