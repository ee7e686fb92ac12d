#include "tests/support/corpusdata.h"

#include "core/base/clock.h"
#include "core/base/subject.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>

namespace docket::test
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Status writeAll(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return fail(ErrorCode::Storage, path, file.errorString(), u"free some space or choose another folder"_s);
    return {};
}

Status writeJson(const QString& path, const QJsonObject& object)
{
    return writeAll(path, QJsonDocument(object).toJson());
}

QString safeName(QString text)
{
    static const QRegularExpression other(u"[^A-Za-z0-9._-]+"_s);
    text.replace(other, u"-"_s);
    return text.isEmpty() ? u"unnamed"_s : text;
}

/// "hub-BAAI_AltCLIP" is BAAI/AltCLIP on the Hub; other prefixes name the collection a card came from.
QString repositoryId(const QString& baseName)
{
    const QString prefix = baseName.section(u'-', 0, 0);
    const QString rest = baseName.section(u'-', 1);
    if (prefix == u"hub" && rest.contains(u'_'))
        return safeName(rest.section(u'_', 0, 0)) + u'/' + safeName(rest.section(u'_', 1));
    return safeName(prefix) + u'/' + safeName(rest.isEmpty() ? baseName : rest);
}

struct Excerpt {
    QString title;
    QString author;
    QString text;
};

QList<Excerpt> readExcerpts(const QString& corpus)
{
    QList<Excerpt> out;
    const QList<QByteArray> lines = readAll(corpus + u"/discussions/thread-excerpts.jsonl"_s).split('\n');
    for (const QByteArray& line : lines) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        const Excerpt excerpt{ object.value("title"_L1).toString(), object.value("opened_by"_L1).toString(),
            object.value("text"_L1).toString() };
        if (!excerpt.title.isEmpty() && !excerpt.text.isEmpty())
            out.append(excerpt);
    }
    return out;
}

QJsonObject comment(const QString& author, const QString& at, const QString& raw)
{
    QJsonObject event{ { u"type"_s, u"comment"_s }, { u"createdAt"_s, at },
        { u"data"_s, QJsonObject{ { u"latest"_s, QJsonObject{ { u"raw"_s, raw }, { u"updatedAt"_s, at } } } } } };
    if (!author.isEmpty())
        event.insert(u"author"_s, QJsonObject{ { u"name"_s, author }, { u"type"_s, u"user"_s } });
    return event;
}

QJsonObject reportThread(const Excerpt& excerpt, int index, const QDateTime& at)
{
    // Not every recorded title is that of the report form; the form's own titles stand in for the others.
    static const QStringList forms{ u"🚩 Report: Ethical issue(s)"_s, u"🚩 Report: Legal issue(s)"_s,
        u"🚩 Report: Not working"_s, u"🚩 Report: Spam"_s, u"🚩 Report"_s };
    const bool isForm = excerpt.title.startsWith(u"🚩"_s);
    const QString time = toIsoUtc(at);
    QJsonObject thread{ { u"num"_s, 1 }, { u"title"_s, isForm ? excerpt.title : forms.at(index % forms.size()) },
        { u"createdAt"_s, time }, { u"status"_s, u"open"_s },
        { u"events"_s, QJsonArray{ comment(excerpt.author, time, excerpt.text.left(60000)) } } };
    if (!excerpt.author.isEmpty())
        thread.insert(u"author"_s, QJsonObject{ { u"name"_s, excerpt.author }, { u"type"_s, u"user"_s } });
    if (index % 3 == 0)
        thread.insert(u"isReport"_s, true); // the rest is known by its title only
    return thread;
}

/// The recorded viewer answers by endpoint: file name without ".json", and content.
using Recorded = QMap<QString, QList<std::pair<QString, QJsonObject>>>;

Recorded readViewer(const QString& corpus, bool good)
{
    Recorded out;
    const QString root = corpus + u"/dataset_viewer/examples"_s;
    QStringList paths;
    QDirIterator walk(root, { u"*.json"_s }, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext())
        paths.append(QDir(root).relativeFilePath(walk.next()));
    paths.sort();
    for (const QString& path : std::as_const(paths)) {
        const QString name = path.section(u'/', 1).chopped(5);
        const QJsonObject object = QJsonDocument::fromJson(readAll(root + u'/' + path)).object();
        if (object.isEmpty() || name.startsWith(u"200"_s) != good)
            continue;
        out[path.section(u'/', 0, 0)].append({ name, object });
    }
    return out;
}

QString viewerErrorCode(const QString& name)
{
    static const std::pair<QLatin1String, QLatin1String> codes[]
        = { { "blocked"_L1, "DatasetInBlockListError"_L1 }, { "not-ready"_L1, "ResponseNotReady"_L1 },
              { "in-the-dataset"_L1, "StreamingRowsError"_L1 }, { "missing"_L1, "MissingRequiredParameter"_L1 },
              { "401"_L1, "ExternalUnauthenticatedError"_L1 }, { "422"_L1, "InvalidParameter"_L1 } };
    for (const auto& [word, code] : codes) {
        if (name.contains(word))
            return code;
    }
    return u"UnexpectedError"_s;
}

Status writeViewer(const QString& folder, const QString& id, const Recorded& good, const Recorded& bad, int index)
{
    // Each dataset tells of one config and split throughout: those of its recorded first rows, else of its splits.
    const auto pick = [index](const QList<std::pair<QString, QJsonObject>>& list) {
        return list.isEmpty() ? QJsonObject() : list.at(index % list.size()).second;
    };
    QJsonObject firstRows = pick(good.value(u"first-rows"_s));
    const QString config = firstRows.value("config"_L1).toString(u"default"_s);
    const QString split = firstRows.value("split"_L1).toString(u"train"_s);
    for (auto it = good.begin(); it != good.end(); ++it) {
        QJsonObject answer = pick(it.value());
        if (answer.contains("dataset"_L1))
            answer.insert(u"dataset"_s, id);
        if (it.key() == u"splits") {
            answer = QJsonObject{
                { u"splits"_s,
                    QJsonArray{ QJsonObject{ { u"dataset"_s, id }, { u"config"_s, config }, { u"split"_s, split } } } },
                { u"pending"_s, QJsonArray() }, { u"failed"_s, QJsonArray() }
            };
        }
        // Every fourth dataset has an endpoint that fails the way it was recorded.
        const auto failures = bad.value(it.key());
        if (index % 4 == 3 && !failures.isEmpty() && it.key() != u"splits") {
            const auto& [name, body] = failures.at(index % failures.size());
            answer = body;
            answer.insert(u"_status"_s, name.left(3).toInt());
            answer.insert(u"_headers"_s, QJsonObject{ { u"X-Error-Code"_s, viewerErrorCode(name) } });
        }
        DOCKET_TRY(writeJson(folder + u"/viewer/"_s + it.key() + u".json"_s, answer));
    }
    return {};
}

/// The recorded threads that have the detail form, or whose events have it.
QList<QJsonObject> recordedThreads(const QString& corpus)
{
    QList<QJsonObject> out;
    const QJsonObject detail = QJsonDocument::fromJson(readAll(corpus + u"/discussions/api-details.json"_s)).object();
    if (!detail.isEmpty())
        out.append(detail);
    const QDir folder(corpus + u"/discussions"_s);
    const QStringList pages = folder.entryList({ u"page-comments-*.json"_s }, QDir::Files, QDir::Name);
    for (const QString& page : pages) {
        const QJsonArray events = QJsonDocument::fromJson(readAll(folder.filePath(page))).array();
        if (events.isEmpty())
            continue;
        const QJsonObject first = events.first().toObject();
        out.append(QJsonObject{ { u"title"_s, u"Comments on a paper"_s }, { u"events"_s, events },
            { u"createdAt"_s, first.value("createdAt"_L1) }, { u"author"_s, first.value("author"_L1) } });
    }
    return out;
}

QJsonObject account(const QString& name, const QString& role, const QStringList& orgs)
{
    return { { u"name"_s, name }, { u"fullname"_s, name }, { u"type"_s, u"user"_s }, { u"role"_s, role },
        { u"orgs"_s, QJsonArray::fromStringList(orgs) } };
}

} // namespace

QString corpusFolder()
{
    const QString stated = qEnvironmentVariable("DOCKET_CORPUS");
    const QString sources = QStringLiteral(DOCKET_SOURCE_DIR);
    for (const QString& folder :
        { stated, QString(sources + u"/../shared/corpus"_s), QString(sources + u"/../../shared/corpus"_s) }) {
        if (!folder.isEmpty() && QFileInfo(folder + u"/model_cards"_s).isDir())
            return QDir(folder).canonicalPath();
    }
    return {};
}

Result<CorpusCounts> arrangeCorpus(const QString& corpus, const QString& target, int mostPerKind)
{
    if (!QFileInfo(corpus + u"/model_cards"_s).isDir())
        return fail(ErrorCode::NotFound, corpus, u"holds no model_cards"_s, u"set DOCKET_CORPUS to the test data"_s);
    const QList<Excerpt> excerpts = readExcerpts(corpus);
    const Recorded good = readViewer(corpus, true);
    const Recorded bad = readViewer(corpus, false);
    const QDateTime start = fromIsoUtc(u"2026-05-01T08:00:00.000Z");
    constexpr int viewedDatasets = 24;
    CorpusCounts counts;
    QStringList nameSpaces;
    int index = 0;
    for (const RepoKind kind : { RepoKind::Model, RepoKind::Dataset, RepoKind::Space }) {
        const QDir cards(corpus + u'/' + repoKindName(kind) + u"_cards"_s);
        const QStringList files = cards.entryList({ u"*.md"_s }, QDir::Files, QDir::Name);
        int& made = kind == RepoKind::Model ? counts.models
            : kind == RepoKind::Dataset     ? counts.datasets
                                            : counts.spaces;
        for (const QString& file : files) {
            if (mostPerKind > 0 && made >= mostPerKind)
                break;
            const QString id = repositoryId(file.chopped(3));
            const QString folder = target + u'/' + repoKindPlural(kind) + u'/' + id;
            if (QFileInfo::exists(folder))
                continue; // names that differ only in what safeName() replaces
            DOCKET_TRY(writeAll(folder + u"/files/README.md"_s, readAll(cards.filePath(file))));
            const QDateTime created = start.addSecs(qint64(index) * 600);
            DOCKET_TRY(writeJson(folder + u"/info.json"_s,
                { { u"createdAt"_s, toIsoUtc(created) }, { u"lastModified"_s, toIsoUtc(created.addSecs(3600)) },
                    { u"downloads"_s, (index * 7919) % 50000 }, { u"likes"_s, index % 97 } }));
            if (!excerpts.isEmpty()) {
                const QJsonObject report
                    = reportThread(excerpts.at(index % excerpts.size()), index, created.addSecs(7200));
                DOCKET_TRY(writeJson(folder + u"/discussions/1.json"_s, report));
                ++counts.threads;
            }
            if (kind == RepoKind::Dataset && counts.viewed < viewedDatasets && !good.isEmpty()) {
                DOCKET_TRY(writeViewer(folder, id, good, bad, counts.viewed));
                ++counts.viewed;
            }
            if (nameSpaces.size() < 20 && !nameSpaces.contains(id.section(u'/', 0, 0)))
                nameSpaces.append(id.section(u'/', 0, 0));
            if (made == 0) { // the recorded threads sit on the first repository of each kind
                int num = 2;
                for (const QJsonObject& thread : recordedThreads(corpus)) {
                    DOCKET_TRY(writeJson(folder + u"/discussions/%1.json"_s.arg(num++), thread));
                    ++counts.threads;
                }
            }
            ++made;
            ++index;
        }
    }
    DOCKET_TRY(writeJson(target + u"/users.json"_s,
        { { u"hf_corpus_moderator"_s, account(u"mira-mod"_s, u"write"_s, nameSpaces) },
            { u"hf_corpus_reader"_s, account(u"ines"_s, u"read"_s, {}) } }));
    return counts;
}

} // namespace docket::test
