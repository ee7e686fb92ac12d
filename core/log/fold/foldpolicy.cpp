#include "core/log/fold/foldpolicy.h"

#include <QHash>

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

std::optional<int> PolicyOrder::rankOf(const QString& code) const
{
    if (order.isEmpty())
        return protectiveness(code);
    for (qsizetype i = order.size() - 1; i >= 0; --i)
        if (order.at(i).contains(code))
            return static_cast<int>(i);
    return std::nullopt;
}

QString mostProtective(const QStringList& codes, const QList<PolicyOrder>& orders)
{
    if (codes.size() < 2)
        return codes.value(0);
    const auto protectsAtLeast = [&orders](const QString& code, const QString& other) {
        bool compared = false;
        for (const PolicyOrder& order : orders) {
            const auto rank = order.rankOf(code);
            const auto against = order.rankOf(other);
            if (!rank || !against)
                continue;
            if (*rank < *against)
                return false;
            compared = true;
        }
        return compared;
    };
    QString best;
    for (const QString& code : codes) {
        const bool above = std::all_of(codes.begin(), codes.end(),
            [&](const QString& other) { return other == code || protectsAtLeast(code, other); });
        if (above && code > best)
            best = code;
    }
    return best.isEmpty() ? holdCode() : best;
}

int protectiveness(QStringView code)
{
    // From doing nothing over asking to taking away; the numbers leave room.
    static const QHash<QString, int> ranks{ { u"D80"_s, 0 }, { u"D81"_s, 5 }, { u"D90"_s, 10 }, { u"D02"_s, 10 },
        { u"D00"_s, 10 }, { u"D01"_s, 15 }, { u"D03"_s, 20 }, { u"D10"_s, 20 }, { u"D20"_s, 30 }, { u"D21"_s, 35 },
        { u"D22"_s, 40 }, { u"D30"_s, 45 }, { u"D31"_s, 50 }, { u"D23"_s, 55 }, { u"D41"_s, 60 }, { u"D45"_s, 60 },
        { u"D44"_s, 65 }, { u"D43"_s, 70 }, { u"D32"_s, 75 }, { u"D60"_s, 80 }, { u"D62"_s, 85 }, { u"D40"_s, 90 },
        { u"D42"_s, 95 }, { u"D65"_s, 100 }, { u"D61"_s, 105 }, { u"D63"_s, 110 }, { u"D64"_s, 115 }, { u"D50"_s, 120 },
        { u"D71"_s, 125 }, { u"D70"_s, 130 } };
    return ranks.value(code.toString(), 58);
}

} // namespace docket::log
