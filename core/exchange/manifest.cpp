#include "core/exchange/manifest.h"

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/log/format/fault.h"

#include <algorithm>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::pair<Purpose, QLatin1StringView> purposes[]
    = { { Purpose::All, "all"_L1 }, { Purpose::Since, "since"_L1 }, { Purpose::WorkPack, "work-pack"_L1 } };

/// Takes "<word> <value>" from the front of the lines; nullopt when the first one is something else.
std::optional<QByteArray> take(QByteArrayList& lines, QByteArrayView word)
{
    if (lines.isEmpty() || !lines.first().startsWith(word) || lines.first().size() <= word.size()
        || lines.first()[word.size()] != ' ')
        return std::nullopt;
    return lines.takeFirst().mid(word.size() + 1);
}

std::optional<Manifest::File> parseFile(const QByteArray& value)
{
    const QByteArrayList words = value.split(' ');
    bool ok = false;
    if (words.size() != 3)
        return std::nullopt;
    Manifest::File file{ words[2], words[1].toLongLong(&ok), words[0] };
    if (!ok || file.size < 0 || file.path.isEmpty() || QByteArray::fromHex(file.sha256).toHex() != file.sha256
        || file.sha256.size() != 64)
        return std::nullopt;
    return file;
}

std::optional<Manifest> parseLines(QByteArrayList lines)
{
    Manifest manifest;
    if (lines.takeFirst() != Manifest::firstLine)
        return std::nullopt;
    const auto workspace = take(lines, "ws");
    const auto id = take(lines, "id");
    const auto from = take(lines, "from");
    const auto purpose = take(lines, "purpose");
    const auto time = take(lines, "time");
    if (!workspace || !id || !from || !purpose || !time)
        return std::nullopt;
    manifest.workspace = *workspace;
    manifest.id = fromBase64Url(*id);
    manifest.from = fromBase64Url(*from);
    manifest.time = fromIsoUtc(QString::fromLatin1(*time));
    const auto* const known = std::find_if(std::begin(purposes), std::end(purposes),
        [&](const auto& one) { return one.second == QLatin1StringView(*purpose); });
    if (known == std::end(purposes) || manifest.id.size() != 16 || manifest.from.size() != 32
        || fromBase64Url(manifest.workspace).size() != 16 || !manifest.time.isValid())
        return std::nullopt;
    manifest.purpose = known->first;
    while (const auto to = take(lines, "to")) {
        manifest.to.append(fromBase64Url(*to));
        if (manifest.to.constLast().size() != 32)
            return std::nullopt;
    }
    while (const auto file = take(lines, "file")) {
        const auto parsed = parseFile(*file);
        if (!parsed || (!manifest.files.isEmpty() && manifest.files.constLast().path >= parsed->path))
            return std::nullopt;
        manifest.files.append(*parsed);
    }
    if (lines != QByteArrayList{ QByteArray() })
        return std::nullopt;
    return manifest;
}

} // namespace

QString purposeName(Purpose purpose)
{
    for (const auto& [value, name] : purposes) {
        if (value == purpose)
            return name;
    }
    return {};
}

QByteArray Manifest::toText() const
{
    QByteArray text = firstLine.toByteArray();
    const auto line = [&text](const char* word, const QByteArray& value) {
        text += '\n';
        text += word;
        text += ' ';
        text += value;
    };
    line("ws", workspace);
    line("id", toBase64Url(id));
    line("from", toBase64Url(from));
    line("purpose", purposeName(purpose).toLatin1());
    line("time", toIsoUtc(time).toLatin1());
    // Sorted as bytes of the lines, not of the keys.
    QByteArrayList keys;
    for (const QByteArray& key : to)
        keys.append(toBase64Url(key));
    std::sort(keys.begin(), keys.end());
    for (const QByteArray& key : std::as_const(keys))
        line("to", key);
    for (const File& file : files)
        line("file", file.sha256 + ' ' + QByteArray::number(file.size) + ' ' + file.path);
    text += '\n';
    return text;
}

Result<Manifest> Manifest::parse(QByteArrayView text)
{
    auto manifest = parseLines(text.toByteArray().split('\n'));
    if (!manifest || manifest->toText() != text)
        return manifestFault(u"manifest"_s, u"is no bundle manifest, or not in its one spelling"_s);
    return std::move(*manifest);
}

QString Manifest::idText() const
{
    return QString::fromLatin1(toBase64Url(id));
}

tl::unexpected<Error> manifestFault(const QString& thing, const QString& detail)
{
    return tl::unexpected<Error>(log::faultError(
        ErrorCode::Integrity, thing, u"manifest", detail, u"get the file again from whoever made it"_s));
}

} // namespace docket::exchange
