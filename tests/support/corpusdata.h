#pragma once

#include "core/base/result.h"

#include <QString>

namespace docket::test
{

/// The folder of real third-party test data: $DOCKET_CORPUS, else ../shared/corpus beside the sources or one level
/// further up. Empty when it is not on this machine; tests then skip visibly.
QString corpusFolder();

/// What arrangeCorpus() made.
struct CorpusCounts {
    int models = 0;
    int datasets = 0;
    int spaces = 0;
    int threads = 0; ///< discussion files
    int viewed = 0; ///< datasets with viewer answers
    int repositories() const { return models + datasets + spaces; }
};

/// Arranges the corpus as a data folder for docket-hub (design 5.3) below `target`: every card as README.md of a
/// repository of its own, byte for byte; the recorded viewer answers on the first datasets, errors among them, with the
/// names of dataset, config and split put right; the recorded threads; and on every repository thread number 1, a
/// report whose title and text come from the recorded excerpts, so that there is a case for each. The same corpus gives
/// the same folder, `createdAt` and `lastModified` included.
/// users.json: `hf_corpus_moderator` (mira-mod, write, in the first 20 namespaces) and `hf_corpus_reader` (ines, read).
/// `mostPerKind` limits each kind, 0 takes all. Errors: Storage, NotFound.
Result<CorpusCounts> arrangeCorpus(const QString& corpus, const QString& target, int mostPerKind = 0);

} // namespace docket::test
