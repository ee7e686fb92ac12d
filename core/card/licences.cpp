#include "core/card/licences.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

QHash<QString, LicenceClass> table()
{
    QHash<QString, LicenceClass> out;
    const auto add = [&](LicenceClass kind, QStringView identifiers) {
        for (const QStringView identifier : identifiers.split(u' ', Qt::SkipEmptyParts))
            out.insert(identifier.toString(), kind);
    };
    add(LicenceClass::UseRestricted,
        u"bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m openrail++");
    add(LicenceClass::VendorPolicy,
        u"llama2 llama3 llama3.1 llama3.2 llama3.3 llama4 gemma grok2-community deepfloyd-if-license h-research "
        u"intel-research apple-amlr fair-noncommercial-research-license apple-ascl");
    add(LicenceClass::NonCommercial,
        u"cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cc-by-nc-nd-3.0 "
        u"cc-by-nc-nd-4.0");
    add(LicenceClass::NoDerivatives, u"cc-by-nd-4.0");
    add(LicenceClass::Copyleft,
        u"gpl-2.0 gpl-3.0 agpl-3.0 lgpl-2.1 lgpl-3.0 cc-by-sa-3.0 cc-by-sa-4.0 odbl cdla-sharing-1.0 gfdl eupl-1.1 "
        u"eupl-1.2 osl-3.0 mpl-2.0 epl-1.0 epl-2.0 lgpl-lr");
    add(LicenceClass::Open,
        u"apache-2.0 mit afl-3.0 artistic-2.0 bsl-1.0 bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc0-1.0 "
        u"cc-by-2.0 "
        u"cc-by-2.5 cc-by-3.0 cc-by-4.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0 etalab-2.0 isc lppl-1.3c "
        u"ms-pl odc-by openmdw-1.0 openmdw-1.1 postgresql ofl-1.1 ncsa unlicense zlib pddl");
    add(LicenceClass::Unclear, u"cc gpl bsd lgpl openrail unknown other");
    return out;
}

} // namespace

LicenceClass licenceClass(const QString& identifier)
{
    static const QHash<QString, LicenceClass> known = table();
    return known.value(identifier.trimmed().toLower(), LicenceClass::Unknown);
}

} // namespace docket::card
