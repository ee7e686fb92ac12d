#include "core/policy/packlibrary.h"

#include "core/policy/overlay.h"
#include "core/policy/packparser.h"

#include <QCollator>
#include <QDir>
#include <QFile>

#include <algorithm>

// A static library's resources are dropped by the linker unless somebody names them. Must stand outside any namespace.
static void initPolicyResource()
{
    Q_INIT_RESOURCE(policies);
}

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

/// Reads one file, never more than a pack may have.
Result<QByteArray> readPackFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Storage, path, file.errorString(), u"check the file's permissions"_s);
    // One byte more than allowed is enough for the parser to refuse it.
    return file.read(kMaxPackBytes + 1);
}

bool newer(const Pack& a, const Pack& b)
{
    if (a.effectiveFrom != b.effectiveFrom)
        return a.effectiveFrom > b.effectiveFrom;
    QCollator collator(QLocale::c());
    collator.setNumericMode(true); // r10 comes after r9
    return collator.compare(a.version, b.version) > 0;
}

} // namespace

PackLibrary PackLibrary::builtIn()
{
    return load({});
}

PackLibrary PackLibrary::load(const QString& folder)
{
    initPolicyResource();
    PackLibrary library;
    QStringList folders{ u":/policies"_s };
    if (!folder.isEmpty())
        folders += folder;
    for (const QString& place : folders) {
        const QDir dir(place);
        for (const QString& name : dir.entryList({ u"*.json"_s }, QDir::Files, QDir::Name)) {
            const auto bytes = readPackFile(dir.filePath(name));
            if (bytes)
                library.add(*bytes, dir.filePath(name));
            else
                library.m_problems += bytes.error();
        }
    }
    library.applyOverlays();
    library.finish();
    return library;
}

void PackLibrary::add(const QByteArray& bytes, const QString& origin)
{
    auto pack = parsePack(bytes, origin);
    if (!pack) {
        m_problems += pack.error();
        return;
    }
    const QString id = pack->id();
    if (const auto known = m_bytes.constFind(id); known != m_bytes.constEnd()) {
        if (*known != bytes)
            m_problems += Error{ ErrorCode::Conflict, origin, u"%1 is already loaded with other content"_s.arg(id),
                u"give the changed pack a new version"_s };
        return;
    }
    m_bytes.insert(id, bytes);
    m_packs += std::move(*pack);
}

void PackLibrary::applyOverlays()
{
    // Overlays may stand on overlays: go on until nothing more can be applied.
    QList<Pack> done;
    QList<Pack> waiting;
    for (Pack& pack : m_packs)
        (pack.extends.isEmpty() ? done : waiting) += std::move(pack);
    for (bool progress = true; progress && !waiting.isEmpty();) {
        progress = false;
        for (qsizetype i = 0; i < waiting.size(); ++i) {
            const auto base = std::find_if(
                done.cbegin(), done.cend(), [&](const Pack& pack) { return pack.id() == waiting[i].extends; });
            if (base == done.cend())
                continue;
            const Pack overlay = waiting.takeAt(i--);
            progress = true;
            if (m_replacedBy.contains(base->id())) {
                m_problems += Error{ ErrorCode::Conflict, overlay.origin,
                    u"%1 is already extended by %2"_s.arg(base->id(), m_replacedBy.value(base->id())),
                    u"extend that overlay instead"_s };
                continue;
            }
            auto applied = applyOverlay(*base, overlay);
            if (!applied) {
                m_problems += applied.error();
                continue;
            }
            m_replacedBy.insert(base->id(), applied->id());
            done += std::move(*applied);
        }
    }
    for (const Pack& pack : waiting)
        m_problems += Error{ ErrorCode::NotFound, pack.origin, u"extends %1, which is not there"_s.arg(pack.extends),
            u"add that pack or correct the name"_s };
    m_packs = std::move(done);
}

void PackLibrary::finish()
{
    const Pack* vocabulary = nullptr;
    for (const Pack& pack : m_packs) {
        if (!pack.decisions.isEmpty() && pack.packId == "decision-vocabulary"_L1
            && (!vocabulary || newer(pack, *vocabulary)))
            vocabulary = &pack;
    }
    if (vocabulary) {
        m_vocabulary = vocabulary->id();
        while (m_replacedBy.contains(m_vocabulary))
            m_vocabulary = m_replacedBy.value(m_vocabulary);
        const auto inForce = std::find_if(
            m_packs.cbegin(), m_packs.cend(), [this](const Pack& pack) { return pack.id() == m_vocabulary; });
        const Pack codes = *inForce;
        m_packs.removeIf([&](const Pack& pack) {
            const auto status = checkCodes(pack, codes);
            if (status)
                return false;
            m_problems += status.error();
            m_replacedBy.removeIf([&](auto it) { return it.value() == pack.id(); });
            return true;
        });
    }
    std::sort(m_packs.begin(), m_packs.end(),
        [](const Pack& a, const Pack& b) { return a.kind != b.kind ? a.kind < b.kind : a.id() < b.id(); });
}

const Pack& PackLibrary::vocabulary() const
{
    for (const Pack& pack : m_packs) {
        if (pack.id() == m_vocabulary)
            return pack;
    }
    Q_ASSERT_X(m_vocabulary.isEmpty(), "PackLibrary", "the vocabulary is never removed");
    static const Pack empty; // only a default-constructed library gets here
    return empty;
}

QList<const Pack*> PackLibrary::inForce() const
{
    QList<const Pack*> out;
    for (const Pack& pack : m_packs) {
        if (m_replacedBy.contains(pack.id()))
            continue;
        const auto sameId
            = std::find_if(out.begin(), out.end(), [&](const Pack* other) { return other->packId == pack.packId; });
        if (sameId == out.end())
            out += &pack;
        else if (newer(pack, **sameId))
            *sameId = &pack;
    }
    return out;
}

const Pack* PackLibrary::find(QStringView wanted) const
{
    if (wanted.contains(u'@')) {
        for (const Pack& pack : m_packs) {
            if (pack.id() == wanted)
                return &pack;
        }
        return nullptr;
    }
    const Pack* best = nullptr;
    for (const Pack& pack : m_packs) {
        if (pack.packId == wanted && (!best || newer(pack, *best)))
            best = &pack;
    }
    return best && m_replacedBy.contains(best->id()) ? find(m_replacedBy.value(best->id())) : best;
}

const Criterion* PackLibrary::criterion(QStringView id, const Pack** pack) const
{
    for (const Pack* candidate : inForce()) {
        if (const Criterion* found = candidate->criterion(id)) {
            if (pack)
                *pack = candidate;
            return found;
        }
    }
    return nullptr;
}

QList<const Pack*> PackLibrary::packsFor(const Subject& subject, bool withThread) const
{
    const bool isThread = subject.thread > 0;
    PackKind card = PackKind::CardModel;
    if (subject.repo.kind == RepoKind::Dataset)
        card = PackKind::CardDataset;
    else if (subject.repo.kind == RepoKind::Space)
        card = PackKind::CardSpace;
    QList<const Pack*> out;
    for (const Pack* pack : inForce()) {
        const bool fits = pack->kind == PackKind::Content
            || (pack->kind == PackKind::Conduct && (isThread || withThread)) || (pack->kind == card && !isThread);
        if (fits)
            out += pack;
    }
    return out;
}

QByteArray PackLibrary::bytesOf(QStringView id) const
{
    const Pack* pack = find(id);
    return pack ? m_bytes.value(pack->id()) : QByteArray();
}

} // namespace docket::policy
