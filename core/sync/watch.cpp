#include "core/sync/mirror.h"

namespace docket::sync
{

using namespace Qt::StringLiterals;

Result<Watch> Watch::parse(QStringView text)
{
    const QString trimmed = text.trimmed().toString();
    const Error bad{ ErrorCode::Validation, u"watch \"%1\""_s.arg(trimmed), u"not understood"_s,
        u"write model:ID, dataset:ID, space:ID, org:NAME or listing:models?filter=TAG"_s };
    const QString kind = trimmed.section(u':', 0, 0);
    const QString rest = trimmed.section(u':', 1);
    if (rest.isEmpty() || rest.contains(u' '))
        return fail(bad);
    if (kind == u"org") {
        if (rest.contains(u'/'))
            return fail(bad);
        return Watch{ Kind::Organisation, trimmed };
    }
    if (kind == u"listing") {
        DOCKET_TRY(repoKindFromName(rest.section(u'?', 0, 0)));
        return Watch{ Kind::Listing, trimmed };
    }
    DOCKET_TRY(RepoKey::parse(trimmed));
    return Watch{ Kind::Repo, trimmed };
}

} // namespace docket::sync
