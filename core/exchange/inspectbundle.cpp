#include "core/exchange/importbundle.h"
#include "core/log/fold/authority.h"
#include "core/log/format/entryformat.h"

#include <QFileInfo>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int page = 256;

/// Cases among the entries that are new here.
Status addCases(Bundle::Log& log, qint64 fromSeq, QSet<QByteArray>& cases)
{
    for (qint64 seq = std::max(fromSeq, log.tiles.firstSeq()); seq <= log.size; seq += page) {
        DOCKET_ASSIGN(const QByteArrayList notes, log.tiles.notes(seq, page));
        for (const QByteArray& note : notes) {
            const auto header = log::decodeText(QByteArrayView(note).first(note.indexOf("\n\n") + 1));
            if (header && header->caseId)
                cases.insert(header->caseId->bytes);
        }
    }
    return {};
}

/// Whether the payloads can be read here, and what evidence there is.
void look(log::Store& store, Bundle& bundle, const std::stop_token& stop, ImportPreview& preview)
{
    if (!bundle.hasSealedPart())
        return;
    const auto keys = store.exchangeSecrets();
    if (!keys) {
        preview.sealed = ImportPreview::Sealed::Unknown;
        return;
    }
    SealedPartVisitor visitor;
    visitor.blob = [&preview](QByteArrayView, QByteArrayView) -> Status {
        ++preview.blobs;
        return {};
    };
    const Status read = readSealedPart(bundle.sealedPath(), secretsOf(*keys), visitor, stop);
    preview.sealed = !read && read.error().code == ErrorCode::Validation ? ImportPreview::Sealed::NotForUs
                                                                         : ImportPreview::Sealed::ForUs;
    if (!read)
        preview.refusal = read.error();
}

} // namespace

Result<ImportPreview> inspectBundle(log::Store& store, const QString& workspaceFolder, const QString& file,
    const Progress& progress, const std::stop_token& stop)
{
    DOCKET_ASSIGN(const auto bundle, Bundle::open(file, workspaceFolder, progress, stop));
    const Manifest& manifest = bundle->manifest();
    ImportPreview preview;
    preview.id = manifest.id;
    preview.from = manifest.from;
    preview.purpose = manifest.purpose;
    preview.time = manifest.time;
    preview.to = manifest.to;
    preview.bytes = QFileInfo(file).size();
    DOCKET_ASSIGN(const QList<log::LogTip> tips, store.tips());
    DOCKET_ASSIGN(const QList<log::Reviewer> reviewers, store.reviewers());
    const auto nameOf = [&reviewers](const QByteArray& device) {
        for (const log::Reviewer& reviewer : reviewers) {
            if (reviewer.device == device)
                return reviewer.name;
        }
        return QString();
    };
    preview.fromName = nameOf(manifest.from);
    DOCKET_ASSIGN(const QByteArray workspace, store.workspaceId());
    if (manifest.workspace != workspace) {
        preview.refusal = Error{ ErrorCode::Validation, bundle->fileName(), u"workspace: is of another workspace"_s,
            u"open the workspace that it was made for"_s };
    }
    QSet<QByteArray> cases;
    for (Bundle::Log& log : bundle->logs()) {
        qint64 held = 0;
        for (const log::LogTip& tip : tips) {
            if (tip.device != log.incoming.device)
                continue;
            // The tip itself, or a log that goes on from it; a fork shows as new from its beginning.
            const bool same = tip.size == log.size && tip.root == log.root.view();
            if (same || tip.first)
                held = std::max(held, std::min(tip.size, log.size));
        }
        const qint64 fresh = log.size - held;
        preview.logs.append({ log.incoming.device, log.incoming.name, nameOf(log.incoming.device), log.size, fresh });
        preview.fresh += fresh;
        if (fresh > 0)
            DOCKET_TRY(addCases(log, held + 1, cases));
        if (log.consistency && held < log.consistency->from && !preview.refusal) {
            preview.refusal = Error{ ErrorCode::Conflict, QString::fromLatin1(log.incoming.name),
                u"the bundle begins behind entry %1, and only %2 are held here"_s.arg(log.consistency->from).arg(held),
                u"ask for a bundle of everything"_s };
        }
    }
    preview.cases = cases.size();
    look(store, *bundle, stop, preview);
    if (preview.sealed == ImportPreview::Sealed::Unknown) {
        preview.problems.append({ ErrorCode::Locked, bundle->fileName(),
            u"nobody can tell whether the payloads are for this device while its key is locked"_s, u"unlock it"_s });
    }
    if (preview.fromName.isEmpty()) {
        preview.problems.append(
            { ErrorCode::NotFound, bundle->fileName(), u"was made by a device that this workspace does not know"_s,
                u"its enrolment may come with the bundle; if not, ask whoever gave it to you"_s });
    }
    return preview;
}

} // namespace docket::exchange
