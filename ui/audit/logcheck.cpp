#include "ui/audit/logcheck.h"

#include "ui/widgets/displaytext.h"

#include <QHash>
#include <QLocale>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;

LogCheck::LogCheck(LogSource& source, const Clock& clock, QObject* parent)
    : QObject(parent), m_source(source), m_clock(clock)
{
}

void LogCheck::start(log::Depth depth)
{
    if (m_running)
        return;
    m_running = true;
    m_stopped = false;
    m_depth = depth;
    m_done = 0;
    m_total = 0;
    m_stop = {};
    Q_EMIT changed();
    m_source.verify(
        depth, m_stop.get_token(), this,
        [this](qint64 done, qint64 total) {
            if (!m_running)
                return;
            m_done = done;
            m_total = total;
            Q_EMIT changed();
        },
        [this](Result<log::VerifyReport> report) {
            m_running = false;
            if (report) {
                note(*report);
                return;
            }
            m_stopped = report.error().code == ErrorCode::Cancelled;
            m_error = m_stopped ? std::optional<Error>() : std::optional(report.error());
            Q_EMIT changed();
        });
}

void LogCheck::stop()
{
    m_stop.request_stop();
}

void LogCheck::note(const log::VerifyReport& report)
{
    m_report = report;
    m_checkedAt = m_clock.now();
    m_error.reset();
    m_stopped = false;
    Q_EMIT changed();
}

QString LogCheck::sentence() const
{
    if (m_error)
        return tr("The check could not be made: %1").arg(widgets::singleLine(m_error->cause, 300));
    if (!m_report)
        return tr("Nothing was checked in this session yet.");
    const QLocale locale;
    if (!m_report->isSound()) {
        const int count = static_cast<int>(m_report->findings.size());
        return m_report->findings.size() >= log::VerifyReport::maximumFindings
            ? tr("Not sound. The first %n fault(s) are listed below; there may be more.", nullptr, count)
            : tr("Not sound: %n fault(s).", nullptr, count);
    }
    const QString entries = locale.toString(m_report->entries);
    const int devices = static_cast<int>(m_report->devices);
    QString text = m_report->depth == log::Depth::Full
        ? tr("Sound. Every hash and every signature of %1 entries from %n laptop(s) holds.", nullptr, devices)
              .arg(entries)
        : tr("Sound. Every hash of %1 entries from %n laptop(s) holds, and the newest signature of each.", nullptr,
            devices)
              .arg(entries);
    if (m_report->erased > 0)
        text += u' '
            + tr("The content of %n entry(s) was erased on request.", nullptr, static_cast<int>(m_report->erased));
    return text;
}

QString LogCheck::whenText() const
{
    if (!m_checkedAt.isValid())
        return tr("not checked in this session");
    const QString time = QLocale().toString(m_checkedAt.toLocalTime().time(), QLocale::ShortFormat);
    return m_report && m_report->depth == log::Depth::Full ? tr("checked in full at %1, this session").arg(time)
                                                           : tr("checked quickly at %1, this session").arg(time);
}

QString LogCheck::findingText(const log::Finding& finding)
{
    static const QHash<QString, const char*> words{
        { u"id"_s, QT_TR_NOOP("The stored bytes are not those that were signed.") },
        { u"column"_s, QT_TR_NOOP("A column of the database was changed behind the signature.") },
        { u"signature"_s, QT_TR_NOOP("The signature does not hold.") },
        { u"chain"_s, QT_TR_NOOP("The entry does not follow the one before it: something was taken out or put in.") },
        { u"clock"_s, QT_TR_NOOP("Its logical clock does not follow the entries it names.") },
        { u"parent"_s, QT_TR_NOOP("It names an entry of another case as its parent.") },
        { u"workspace"_s, QT_TR_NOOP("It belongs to another workspace.") },
        { u"commitment"_s, QT_TR_NOOP("Its content is not what was signed.") },
        { u"payload-missing"_s, QT_TR_NOOP("Its content is gone, and nobody erased it.") },
        { u"payload-extra"_s, QT_TR_NOOP("There is content that the entry does not speak of.") },
        { u"payload-orphan"_s, QT_TR_NOOP("There is content that belongs to no entry.") },
        { u"shunned"_s, QT_TR_NOOP("Content that was erased is there again.") },
        { u"head"_s, QT_TR_NOOP("The stored tree differs from the entries.") },
        { u"tile"_s, QT_TR_NOOP("The stored tree differs from the entries.") },
        { u"checkpoint"_s, QT_TR_NOOP("A signed checkpoint contradicts the log.") },
        { u"cosignature"_s, QT_TR_NOOP("A cosignature does not hold.") },
        { u"epoch"_s, QT_TR_NOOP("An entry follows the declared end of its log.") },
        { u"device"_s, QT_TR_NOOP("It is of a laptop that this workspace does not know.") },
        { u"not-enrolled"_s, QT_TR_NOOP("It is of a laptop that no root key enrolled.") },
        { u"sqlite"_s, QT_TR_NOOP("The database file itself is damaged.") },
    };
    const char* word = words.value(finding.fault);
    return word ? tr(word) : widgets::singleLine(finding.text, 300);
}

} // namespace docket::ui::audit
