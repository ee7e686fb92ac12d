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

struct LicenceNames {
    const char* spdx; ///< identifier at spdx.org, may be empty
    const char* name;
};

const QHash<QString, LicenceNames>& names()
{
    static const QHash<QString, LicenceNames> known{
        { u"afl-3.0"_s, { "AFL-3.0", "Academic Free License 3.0" } },
        { u"agpl-3.0"_s, { "AGPL-3.0", "GNU Affero General Public License 3.0" } },
        { u"apache-2.0"_s, { "Apache-2.0", "Apache License 2.0" } },
        { u"apple-amlr"_s, { "", "Apple Model License for Research" } },
        { u"apple-ascl"_s, { "", "Apple Sample Code License" } },
        { u"artistic-2.0"_s, { "Artistic-2.0", "Artistic License 2.0" } },
        { u"bigcode-openrail-m"_s, { "", "BigCode OpenRAIL-M" } },
        { u"bigscience-bloom-rail-1.0"_s, { "", "BigScience BLOOM RAIL 1.0" } },
        { u"bigscience-openrail-m"_s, { "", "BigScience OpenRAIL-M" } },
        { u"bsd"_s, { "", "BSD family" } },
        { u"bsd-2-clause"_s, { "BSD-2-Clause", "BSD 2-Clause License" } },
        { u"bsd-3-clause"_s, { "BSD-3-Clause", "BSD 3-Clause License" } },
        { u"bsd-3-clause-clear"_s, { "BSD-3-Clause-Clear", "BSD 3-Clause Clear License" } },
        { u"bsl-1.0"_s, { "BSL-1.0", "Boost Software License 1.0" } },
        { u"c-uda"_s, { "C-UDA-1.0", "Computational Use of Data Agreement" } },
        { u"cc"_s, { "", "Creative Commons family" } },
        { u"cc-by-2.0"_s, { "CC-BY-2.0", "Creative Commons Attribution 2.0" } },
        { u"cc-by-2.5"_s, { "CC-BY-2.5", "Creative Commons Attribution 2.5" } },
        { u"cc-by-3.0"_s, { "CC-BY-3.0", "Creative Commons Attribution 3.0" } },
        { u"cc-by-4.0"_s, { "CC-BY-4.0", "Creative Commons Attribution 4.0" } },
        { u"cc-by-nc-2.0"_s, { "CC-BY-NC-2.0", "Creative Commons Attribution-NonCommercial 2.0" } },
        { u"cc-by-nc-3.0"_s, { "CC-BY-NC-3.0", "Creative Commons Attribution-NonCommercial 3.0" } },
        { u"cc-by-nc-4.0"_s, { "CC-BY-NC-4.0", "Creative Commons Attribution-NonCommercial 4.0" } },
        { u"cc-by-nc-nd-3.0"_s, { "CC-BY-NC-ND-3.0", "Creative Commons Attribution-NonCommercial-NoDerivs 3.0" } },
        { u"cc-by-nc-nd-4.0"_s, { "CC-BY-NC-ND-4.0", "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0" } },
        { u"cc-by-nc-sa-2.0"_s, { "CC-BY-NC-SA-2.0", "Creative Commons Attribution-NonCommercial-ShareAlike 2.0" } },
        { u"cc-by-nc-sa-3.0"_s, { "CC-BY-NC-SA-3.0", "Creative Commons Attribution-NonCommercial-ShareAlike 3.0" } },
        { u"cc-by-nc-sa-4.0"_s, { "CC-BY-NC-SA-4.0", "Creative Commons Attribution-NonCommercial-ShareAlike 4.0" } },
        { u"cc-by-nd-4.0"_s, { "CC-BY-ND-4.0", "Creative Commons Attribution-NoDerivatives 4.0" } },
        { u"cc-by-sa-3.0"_s, { "CC-BY-SA-3.0", "Creative Commons Attribution-ShareAlike 3.0" } },
        { u"cc-by-sa-4.0"_s, { "CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0" } },
        { u"cc0-1.0"_s, { "CC0-1.0", "Creative Commons Zero 1.0, public domain" } },
        { u"cdla-permissive-1.0"_s, { "CDLA-Permissive-1.0", "Community Data License Agreement, permissive 1.0" } },
        { u"cdla-permissive-2.0"_s, { "CDLA-Permissive-2.0", "Community Data License Agreement, permissive 2.0" } },
        { u"cdla-sharing-1.0"_s, { "CDLA-Sharing-1.0", "Community Data License Agreement, sharing 1.0" } },
        { u"creativeml-openrail-m"_s, { "", "CreativeML OpenRAIL-M" } },
        { u"deepfloyd-if-license"_s, { "", "DeepFloyd IF Research License" } },
        { u"ecl-2.0"_s, { "ECL-2.0", "Educational Community License 2.0" } },
        { u"epl-1.0"_s, { "EPL-1.0", "Eclipse Public License 1.0" } },
        { u"epl-2.0"_s, { "EPL-2.0", "Eclipse Public License 2.0" } },
        { u"etalab-2.0"_s, { "etalab-2.0", "Etalab Open License 2.0" } },
        { u"eupl-1.1"_s, { "EUPL-1.1", "European Union Public Licence 1.1" } },
        { u"eupl-1.2"_s, { "EUPL-1.2", "European Union Public Licence 1.2" } },
        { u"fair-noncommercial-research-license"_s, { "", "FAIR Noncommercial Research License" } },
        { u"gemma"_s, { "", "Gemma Terms of Use" } },
        { u"gfdl"_s, { "GFDL-1.3", "GNU Free Documentation License" } },
        { u"gpl"_s, { "", "GNU General Public License family" } },
        { u"gpl-2.0"_s, { "GPL-2.0", "GNU General Public License 2.0" } },
        { u"gpl-3.0"_s, { "GPL-3.0", "GNU General Public License 3.0" } },
        { u"grok2-community"_s, { "", "Grok 2 Community License" } },
        { u"h-research"_s, { "", "H Research License" } },
        { u"intel-research"_s, { "", "Intel Research Use License" } },
        { u"isc"_s, { "ISC", "ISC License" } },
        { u"lgpl"_s, { "", "GNU Lesser General Public License family" } },
        { u"lgpl-2.1"_s, { "LGPL-2.1", "GNU Lesser General Public License 2.1" } },
        { u"lgpl-3.0"_s, { "LGPL-3.0", "GNU Lesser General Public License 3.0" } },
        { u"lgpl-lr"_s, { "LGPLLR", "Lesser General Public License for Linguistic Resources" } },
        { u"llama2"_s, { "", "Llama 2 Community License" } },
        { u"llama3"_s, { "", "Llama 3 Community License" } },
        { u"llama3.1"_s, { "", "Llama 3.1 Community License" } },
        { u"llama3.2"_s, { "", "Llama 3.2 Community License" } },
        { u"llama3.3"_s, { "", "Llama 3.3 Community License" } },
        { u"llama4"_s, { "", "Llama 4 Community License" } },
        { u"lppl-1.3c"_s, { "LPPL-1.3c", "LaTeX Project Public License 1.3c" } },
        { u"mit"_s, { "MIT", "MIT License" } },
        { u"mpl-2.0"_s, { "MPL-2.0", "Mozilla Public License 2.0" } },
        { u"ms-pl"_s, { "MS-PL", "Microsoft Public License" } },
        { u"ncsa"_s, { "NCSA", "University of Illinois/NCSA Open Source License" } },
        { u"odbl"_s, { "ODbL-1.0", "Open Database License" } },
        { u"odc-by"_s, { "ODC-By-1.0", "Open Data Commons Attribution License" } },
        { u"ofl-1.1"_s, { "OFL-1.1", "SIL Open Font License 1.1" } },
        { u"openrail"_s, { "", "OpenRAIL family" } },
        { u"openrail++"_s, { "", "OpenRAIL++-M" } },
        { u"osl-3.0"_s, { "OSL-3.0", "Open Software License 3.0" } },
        { u"pddl"_s, { "PDDL-1.0", "Open Data Commons Public Domain Dedication" } },
        { u"postgresql"_s, { "PostgreSQL", "PostgreSQL License" } },
        { u"unlicense"_s, { "Unlicense", "The Unlicense" } },
        { u"wtfpl"_s, { "WTFPL", "Do What The F*ck You Want To Public License" } },
        { u"zlib"_s, { "Zlib", "zlib License" } },
    };
    return known;
}

LicenceNames namesOf(const QString& identifier)
{
    return names().value(identifier.trimmed().toLower(), { "", "" });
}

} // namespace

QString licenceName(const QString& identifier)
{
    return QString::fromLatin1(namesOf(identifier).name);
}

QString licenceAddress(const QString& identifier)
{
    const QString spdx = QString::fromLatin1(namesOf(identifier).spdx);
    return spdx.isEmpty() ? QString() : u"https://spdx.org/licenses/"_s + spdx + u".html"_s;
}

LicenceClass licenceClass(const QString& identifier)
{
    static const QHash<QString, LicenceClass> known = table();
    return known.value(identifier.trimmed().toLower(), LicenceClass::Unknown);
}

} // namespace docket::card
