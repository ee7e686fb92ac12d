#include "core/policy/licences.h"

#include <QSet>
#include <QString>
#include <QStringList>

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

QSet<QString> setOf(const QString& words)
{
    const QStringList list = words.split(u' ', Qt::SkipEmptyParts);
    return QSet<QString>(list.begin(), list.end());
}

} // namespace

LicenceClass licenceClassOf(QStringView identifier)
{
    static const QSet<QString> listed
        = setOf(u"apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 "
                u"bigcode-openrail-m afl-3.0 "
                u"artistic-2.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc cc0-1.0 cc-by-2.0 "
                u"cc-by-2.5 cc-by-3.0 "
                u"cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 "
                u"cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 "
                u"cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 "
                u"cdla-permissive-2.0 wtfpl ecl-2.0 "
                u"epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2 agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 "
                u"lgpl-3.0 isc h-research "
                u"intel-research lppl-1.3c ms-pl apple-ascl apple-amlr mpl-2.0 odc-by odbl openmdw-1.0 openmdw-1.1 "
                u"openrail++ osl-3.0 "
                u"postgresql ofl-1.1 ncsa unlicense zlib pddl lgpl-lr deepfloyd-if-license "
                u"fair-noncommercial-research-license llama2 llama3 "
                u"llama3.1 llama3.2 llama3.3 llama4 grok2-community gemma unknown other"_s);
    static const QSet<QString> useLimits = setOf(
        u"bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m openrail++ llama2 "
        u"llama3 llama3.1 llama3.2 llama3.3 llama4 gemma"_s);
    static const QSet<QString> research
        = setOf(u"grok2-community deepfloyd-if-license h-research intel-research apple-amlr "
                u"fair-noncommercial-research-license apple-ascl"_s);
    static const QSet<QString> unclear = setOf(u"unknown other cc gpl bsd lgpl openrail"_s);

    const QString id = identifier.trimmed().toString();
    if (id.isEmpty() || unclear.contains(id))
        return LicenceClass::Unclear;
    if (!listed.contains(id))
        return LicenceClass::NotListed;
    if (useLimits.contains(id))
        return LicenceClass::UseLimits;
    if (research.contains(id))
        return LicenceClass::Research;
    if (id.startsWith(u"cc-by-n"_s) && id.contains(u"nd"_s))
        return LicenceClass::NoDerivatives;
    if (id.startsWith(u"cc-by-nc"_s))
        return LicenceClass::NonCommercial;
    const bool copyleft = id.startsWith(u"gpl"_s) || id.startsWith(u"agpl"_s) || id.startsWith(u"lgpl"_s)
        || id.startsWith(u"cc-by-sa"_s) || id.startsWith(u"eupl"_s) || id.startsWith(u"epl"_s) || id == u"odbl"_s
        || id == u"cdla-sharing-1.0"_s || id == u"gfdl"_s || id == u"osl-3.0"_s || id == u"mpl-2.0"_s;
    return copyleft ? LicenceClass::Copyleft : LicenceClass::Open;
}

} // namespace docket::policy
