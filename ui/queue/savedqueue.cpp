#include "ui/queue/savedqueue.h"

#include <QCoreApplication>
#include <QLocale>

namespace docket::ui::queue
{

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::queue::SavedQueue)
};

} // namespace

QList<SavedQueue> standardQueues()
{
    return {
        { u"open"_s, Text::tr("Open"), u"is:open"_s },
        { u"mine"_s, Text::tr("Mine"), u"is:open is:mine"_s },
        { u"grave"_s, Text::tr("◆ S3+"), u"is:open severity:>=S3"_s },
        { u"second"_s, Text::tr("Second review"), u"status:awaiting-second-review"_s },
        { u"changed"_s, Text::tr("Changed"), u"is:drifted"_s },
        { u"appeals"_s, Text::tr("Appeals"), u"is:appealed is:open"_s },
    };
}

QString countText(qint64 count)
{
    if (count < 0)
        return {};
    if (count >= countCap)
        return Text::tr("%1+", "more than").arg(QLocale().toString(countCap - 1));
    return QLocale().toString(count);
}

} // namespace docket::ui::queue
