#pragma once

#include "core/base/subject.h"
#include "core/policy/vocabulary.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace docket::policy
{

/// Something a machine noticed. It may sort and highlight; it never answers (design law 6).
struct AutomaticHint {
    QString criterion; ///< "CG-24"
    QString code; ///< stable word of the rule: "nfaa-missing"
    QString text; ///< English, neutral: what was seen
    QString where; ///< "tags", "card line 14", "column email", "pytorch_model.bin"
    bool operator==(const AutomaticHint&) const = default;
};

/// One file with what the Hub's scanners say about it.
struct ScannedFile {
    QString path;
    qint64 size = 0; ///< bytes
    QString scan; ///< "safe", "unsafe", "suspicious", "queued", ... as the Hub writes it; empty: not scanned
};

/// The facts hints are drawn from. Everything is optional: an empty field gives no hint.
struct HintInput {
    Subject subject;
    QStringList tags;
    QString license; ///< `license` of the front matter
    QString licenseName;
    QString licenseLink;
    QStringList baseModels;
    QStringList oauthScopes; ///< Space
    QStringList linkedModels; ///< Space: `models`
    QStringList linkedDatasets; ///< Space: `datasets`
    QStringList columns; ///< column names of the data viewer
    QString pipelineTag;
    std::optional<bool> gated;
    bool hasGateFields = false; ///< any extra_gated_* key
    bool euDisallowed = false; ///< extra_gated_eu_disallowed
    bool frontMatterBroken = false;
    bool hasCard = true;
    QString cardText; ///< body of the card; only its first 256 KiB are read
    QList<ScannedFile> files;
    QStringList reportTitles; ///< raw titles of report threads
};

/// Pure and deterministic; sorted by criterion, at most one hint for each (criterion, code, where). Any thread.
QList<AutomaticHint> hintsFor(const HintInput& input);

} // namespace docket::policy
