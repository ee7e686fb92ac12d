#include "core/dataset/jsonvalue.h"
#include "core/dataset/viewer.h"

#include <array>

namespace docket::dataset
{

using namespace Qt::StringLiterals;

namespace
{

struct KnownCode {
    QLatin1StringView code;
    ViewerRefusal::Meaning meaning;
    QLatin1StringView text;
};
using Meaning = ViewerRefusal::Meaning;

/// hub-api 12, table of errors.
const std::array<KnownCode, 24> knownCodes = { {
    { "ResponseNotReady"_L1, Meaning::Wait, "The viewer is still computing this; sync again later."_L1 },
    { "ResponseNotReadyError"_L1, Meaning::Wait, "The viewer is still computing this; sync again later."_L1 },
    { "ResponseNotFound"_L1, Meaning::NotOffered, "The viewer has nothing for this dataset."_L1 },
    { "RenamedDatasetError"_L1, Meaning::NotOffered, "The dataset was renamed; sync again."_L1 },
    { "ConfigNotFoundError"_L1, Meaning::NotOffered, "The dataset has no such subset."_L1 },
    { "SplitNotFoundError"_L1, Meaning::NotOffered, "The dataset has no such split."_L1 },
    { "SearchFeatureNotAvailableError"_L1, Meaning::NotOffered, "This split cannot be searched."_L1 },
    { "MissingRequiredParameter"_L1, Meaning::Failed, "The viewer refused the question."_L1 },
    { "InvalidParameter"_L1, Meaning::Failed, "The viewer refused the question."_L1 },
    { "ExternalUnauthenticatedError"_L1, Meaning::Access, "Missing, private or gated: sign in with a token."_L1 },
    { "ExternalAuthenticatedError"_L1, Meaning::Access, "Missing, private or gated: this account may not see it."_L1 },
    { "AuthCheckHubRequestError"_L1, Meaning::Failed, "The viewer could not ask the Hub for permission."_L1 },
    { "StreamingRowsError"_L1, Meaning::Broken, "The viewer cannot read the dataset's files."_L1 },
    { "RowsPostProcessingError"_L1, Meaning::Broken, "The viewer cannot prepare the rows."_L1 },
    { "DatasetWithTooManyConfigsError"_L1, Meaning::NotOffered, "The dataset has too many subsets for the viewer."_L1 },
    { "DatasetInBlockListError"_L1, Meaning::Blocked, "The viewer's team blocked this dataset."_L1 },
    { "NotSupportedTagNFAAError"_L1, Meaning::NotForAllAudiences,
        "Marked as not for all audiences: the viewer shows nothing."_L1 },
    { "NotSupportedDisabledRepositoryError"_L1, Meaning::TakenDown, "The repository was taken down."_L1 },
    { "NotSupportedDisabledViewerError"_L1, Meaning::NotOffered, "The author switched the viewer off."_L1 },
    { "NotSupportedPrivateRepositoryError"_L1, Meaning::Access, "Private: the viewer shows nothing."_L1 },
    { "PresidioScanNotEnabledForThisDataset"_L1, Meaning::NotOffered,
        "The viewer did not look for personal data here."_L1 },
    { "DatasetWithScriptNotSupportedError"_L1, Meaning::NotOffered,
        "The dataset needs its own loading script, which the viewer does not run."_L1 },
    { "UnexpectedError"_L1, Meaning::Failed, "The viewer failed."_L1 },
    { "UnexpectedApiError"_L1, Meaning::Failed, "The viewer failed."_L1 },
} };

} // namespace

ViewerRefusal explainRefusal(int status, const QString& errorCode, QByteArrayView json)
{
    for (const KnownCode& known : knownCodes) {
        if (errorCode == known.code)
            return { known.meaning, QString(known.text) };
    }
    QString words;
    JsonText source;
    if (const auto root = source.parse(json, u"answer"_s); root && root->is_object())
        words = beginning(stringMember(*root, "error"), 300);
    ViewerRefusal refusal;
    if (status == 401 || status == 403)
        refusal.meaning = Meaning::Access;
    else if (status == 404 || status == 501)
        refusal.meaning = Meaning::NotOffered;
    refusal.text = words.isEmpty() ? u"The viewer answered with status %1."_s.arg(status)
                                   : u"The viewer answered with status %1: %2"_s.arg(status).arg(words);
    return refusal;
}

} // namespace docket::dataset
