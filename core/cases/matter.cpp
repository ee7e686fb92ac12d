#include "core/cases/matter.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

static void initResources()
{
    Q_INIT_RESOURCE(cases);
}

namespace docket::cases
{

using namespace Qt::StringLiterals;

namespace
{

struct Entry {
    Matter matter;
    QStringList words;
};

QList<Entry> load()
{
    initResources();
    QFile file(u":/docket/cases/matters.json"_s);
    const bool open = file.open(QIODevice::ReadOnly);
    Q_ASSERT(open);
    Q_UNUSED(open)
    QList<Entry> entries;
    const QJsonArray matters = QJsonDocument::fromJson(file.readAll()).object()[u"matters"].toArray();
    for (const auto& value : matters) {
        Entry entry;
        entry.matter.id = value[u"id"].toString();
        entry.matter.label = value[u"label"].toString();
        entry.matter.severity = policy::severityFromName(value[u"severity"].toString()).value_or(policy::Severity::S1);
        const QJsonArray words = value[u"words"].toArray();
        for (const auto& word : words)
            entry.words.append(word.toString());
        entries.append(std::move(entry));
    }
    return entries;
}

/// "pii" must not be found in "hippie": a word counts where it begins.
bool containsFromWordStart(const QString& text, const QString& word)
{
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (at == 0 || !text.at(at - 1).isLetterOrNumber() || text.at(at).script() != QChar::Script_Latin)
            return true;
    }
    return false;
}

Matter byCategory(hub::ReportCategory category)
{
    switch (category) {
    case hub::ReportCategory::Ethical:
        return { u"ethical"_s, u"ethical issue"_s, policy::Severity::S3 };
    case hub::ReportCategory::Legal:
        return { u"legal"_s, u"legal issue"_s, policy::Severity::S3 };
    case hub::ReportCategory::NotWorking:
        return { u"not-working"_s, u"not working"_s, policy::Severity::S1 };
    case hub::ReportCategory::Spam:
        return { u"spam"_s, u"spam"_s, policy::Severity::S2 };
    case hub::ReportCategory::Other:
        break;
    }
    return { u"other"_s, u"other"_s, policy::Severity::S1 };
}

} // namespace

Matter matterOf(const hub::Report& report)
{
    static const QList<Entry> entries = load();
    const QString text = (report.rawTitle + u'\n' + report.excerpt).toLower();
    const Entry* best = nullptr;
    for (const Entry& entry : entries) {
        if (best && entry.matter.severity <= best->matter.severity)
            continue;
        for (const QString& word : entry.words) {
            if (containsFromWordStart(text, word)) {
                best = &entry;
                break;
            }
        }
    }
    const Matter formal = byCategory(report.category);
    if (!best)
        return formal;
    // A word can make a report graver than its category, never lighter.
    Matter matter = best->matter;
    matter.severity
        = std::max(matter.severity, report.category == hub::ReportCategory::Other ? matter.severity : formal.severity);
    return matter;
}

} // namespace docket::cases
