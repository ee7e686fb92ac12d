#include "core/log/store/verify.h"

namespace docket::log
{

using namespace Qt::StringLiterals;

QString Finding::line() const
{
    QString where = deviceName.isEmpty() ? u"log.db"_s : deviceName;
    if (seq > 0)
        where = u"entry %1 of %2"_s.arg(seq).arg(where);
    if (id.isValid())
        where += u" (id %1)"_s.arg(id.text());
    return where + u": "_s + fault + u": "_s + text;
}

} // namespace docket::log
