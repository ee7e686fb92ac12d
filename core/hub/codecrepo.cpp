#include "core/hub/codec.h"
#include "core/hub/json.h"

namespace docket::hub
{

using namespace Qt::StringLiterals;

namespace
{

bool isSegment(QStringView segment)
{
    if (segment.isEmpty() || segment.size() > 96 || segment == u"." || segment == u"..")
        return false;
    return std::all_of(segment.begin(), segment.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'.'
            || c == u'_' || c == u'-';
    });
}

/// `gated` is false, "auto" or "manual"; an older Hub says true.
QString gatedFrom(json::Object object)
{
    if (json::flag(object, "gated"))
        return u"manual"_s;
    return json::text(object, "gated", 32);
}

ScanSummary scanFrom(json::Object object)
{
    ScanSummary scan;
    const auto status = json::object(object, "securityRepoStatus");
    if (!status)
        return scan;
    scan.done = json::flag(*status, "scansDone");
    const auto issues = json::array(*status, "filesWithIssues");
    if (!issues)
        return scan;
    for (const json::Element element : *issues) {
        json::Object issue;
        if (element.get_object().get(issue) != simdjson::SUCCESS)
            continue;
        ScanIssue entry{ json::text(issue, "path"), json::text(issue, "level", 64) };
        if (!entry.path.isEmpty() && scan.filesWithIssues.size() < Limits::treeEntries)
            scan.filesWithIssues.append(entry);
    }
    return scan;
}

/// Everything but the body; false when there is no usable id.
bool readRepo(json::Object object, RepoKind kind, RepoInfo& info)
{
    info.key = { kind, json::text(object, "id", 256) };
    if (!isRepoId(info.key.id))
        return false;
    info.hubId = json::text(object, "_id", 64);
    info.author = json::text(object, "author", 256);
    if (info.author.isEmpty() && info.key.id.contains(u'/'))
        info.author = info.key.nameSpace();
    info.sha = json::commitId(object, "sha");
    info.createdAt = json::time(object, "createdAt");
    info.lastModified = json::time(object, "lastModified");
    info.isPrivate = json::flag(object, "private");
    info.disabled = json::flag(object, "disabled");
    info.discussionsDisabled = json::flag(object, "discussionsDisabled");
    info.gated = gatedFrom(object);
    info.downloads = json::number(object, "downloads");
    info.likes = json::number(object, "likes");
    info.tags = json::texts(object, "tags");
    info.pipelineTag = json::text(object, "pipeline_tag", 128);
    info.libraryName = json::text(object, "library_name", 128);
    info.sdk = json::text(object, "sdk", 64);
    info.scan = scanFrom(object);
    return true;
}

/// The worst level a scan gave; the JS types still describe an older object named "security" with a flag.
QString scanLevelFrom(json::Object file)
{
    if (const auto status = json::object(file, "securityFileStatus"))
        return json::text(*status, "status", 64);
    if (const auto old = json::object(file, "security")) {
        if (old->at_key("safe").is_bool())
            return json::flag(*old, "safe") ? u"safe"_s : u"unsafe"_s;
    }
    return {};
}

} // namespace

bool isRepoId(QStringView id)
{
    const qsizetype slash = id.indexOf(u'/');
    if (slash < 0)
        return isSegment(id);
    return isSegment(id.left(slash)) && isSegment(id.mid(slash + 1));
}

Result<ListingPage> decodeListing(QByteArrayView body, RepoKind kind, const QString& thing)
{
    DOCKET_ASSIGN(const json::Document document, json::Document::parse(body, thing, Limits::bodyBytes));
    json::Array items;
    if (document.root().get_array().get(items) != simdjson::SUCCESS)
        return json::wrong(thing, u"$"_s, "an array");
    ListingPage page;
    page.items.reserve(static_cast<qsizetype>(items.size()));
    for (const json::Element element : items) {
        json::Object object;
        RepoInfo info;
        if (element.get_object().get(object) == simdjson::SUCCESS && readRepo(object, kind, info))
            page.items.append(std::move(info));
        else
            ++page.skipped;
    }
    return page;
}

Result<RepoInfo> decodeRepoInfo(const QByteArray& body, RepoKind kind, const QString& thing)
{
    DOCKET_ASSIGN(const json::Document document, json::Document::parse(body, thing, Limits::bodyBytes));
    json::Object object;
    if (document.root().get_object().get(object) != simdjson::SUCCESS)
        return json::wrong(thing, u"$"_s, "an object");
    RepoInfo info;
    if (!readRepo(object, kind, info))
        return json::wrong(thing, u"$.id"_s, "a repository id");
    info.json = body;
    return info;
}

Result<QList<FileEntry>> decodeTree(QByteArrayView body, const QString& thing)
{
    DOCKET_ASSIGN(const json::Document document, json::Document::parse(body, thing, Limits::bodyBytes));
    json::Array items;
    if (document.root().get_array().get(items) != simdjson::SUCCESS)
        return json::wrong(thing, u"$"_s, "an array");
    QList<FileEntry> files;
    files.reserve(static_cast<qsizetype>(items.size()));
    for (const json::Element element : items) {
        json::Object object;
        if (element.get_object().get(object) != simdjson::SUCCESS)
            continue;
        FileEntry file;
        file.path = json::text(object, "path");
        if (file.path.isEmpty() || file.path.contains(QChar::Null))
            continue;
        file.isFolder = json::text(object, "type", 32) == u"directory";
        file.size = json::number(object, "size", -1);
        file.oid = json::text(object, "oid", 64);
        if (const auto lfs = json::object(object, "lfs")) {
            file.lfsSha256 = json::text(*lfs, "oid", 64);
            file.size = json::number(*lfs, "size", file.size);
        }
        file.scanLevel = scanLevelFrom(object);
        files.append(std::move(file));
    }
    return files;
}

} // namespace docket::hub
