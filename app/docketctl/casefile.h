#pragma once

#include "core/workspace/casework.h"
#include "core/workspace/evidencenow.h"

#include <QJsonObject>

namespace docket::ctl
{

/// Everything about a case that `case show` prints and `export case` writes.
struct CaseDossier {
    CaseFile file;
    QList<hub::Thread> reportThreads; ///< with events: the threads that carry the reports, and the subject's own
    QHash<QString, QList<sync::EarlierComment>> earlier; ///< texts before edits, by comment id; not of hidden comments
    QList<policy::DecisionOffer> offers;
    QList<log::Entry> entries; ///< of the case, in fold order
    QHash<QByteArray, EvidenceNow> evidence; ///< by the compact JSON of its anchor
    QDateTime now;
    /// Law 6: what others answered and decided stays folded until I have judged myself.
    bool foldOthers = false;
    QString me; ///< person id
};

/// `reveal`: never fold; an export is a record.
Result<CaseDossier> dossierOf(Workspace& workspace, QStringView caseOrSubject, bool reveal);

/// The row as `queue` prints it.
QJsonObject rowJson(const cases::CaseRow& row);
QJsonObject dossierJson(const CaseDossier& dossier);
/// The same as a document for people.
QByteArray dossierMarkdown(const CaseDossier& dossier);

/// What became of the evidence that an anchor of a payload names; nothing when the anchor cannot be read.
std::optional<EvidenceNow> evidenceOf(const CaseDossier& dossier, const QJsonObject& anchor);
/// Every anchor of answers and notes that are shown.
QList<QJsonObject> shownAnchors(const CaseDossier& dossier);

/// The name of a person in this case's workspace, or the id's first characters.
QString personName(const CaseDossier& dossier, const QString& person);
/// Whether something that `person` wrote is shown.
bool isShown(const CaseDossier& dossier, const QString& person);
/// "conflict", "reopened, drifted": the flags beside the status.
QString flagsOf(const cases::CaseRow& row);

} // namespace docket::ctl
