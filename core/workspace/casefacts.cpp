#include "core/workspace/casefacts.h"

#include "core/card/completeness.h"
#include "core/card/outline.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

QStringList viewerColumns(const QList<sync::ViewerRecord>& records)
{
    QStringList columns;
    for (const sync::ViewerRecord& record : records) {
        if (record.endpoint != u"first-rows" || record.status != 200)
            continue;
        const QJsonArray features = QJsonDocument::fromJson(record.json).object()[u"features"].toArray();
        for (const auto& feature : features) {
            const QString name = feature[u"name"].toString();
            if (!columns.contains(name))
                columns.append(name);
        }
    }
    return columns;
}

} // namespace

Result<QList<policy::AutomaticHint>> hintsOf(const CaseFile& file, sync::Mirror& mirror)
{
    policy::HintInput input;
    input.subject = file.row.subject;
    for (const hub::Report& report : file.reports)
        input.reportTitles.append(report.rawTitle);
    if (file.repo) {
        const hub::RepoInfo& info = file.repo->info;
        input.tags = info.tags;
        input.pipelineTag = info.pipelineTag;
        input.gated = !info.gated.isEmpty();
        for (const hub::ScanIssue& issue : info.scan.filesWithIssues)
            input.files.append({ issue.path, 0, issue.level });
    }
    DOCKET_ASSIGN(const auto viewer, mirror.viewer(file.row.subject.repo));
    input.columns = viewerColumns(viewer);

    QList<policy::AutomaticHint> hints;
    input.hasCard = file.card && !file.card->sha256.isEmpty();
    if (input.hasCard && !mirror.blobs().isErased(file.card->sha256)) {
        DOCKET_ASSIGN(const QByteArray source, mirror.blob(file.card->sha256));
        const card::ParsedCard parsed = card::parseCard(source);
        const card::FrontMatter& meta = parsed.frontMatter;
        input.cardText = QString::fromUtf8(source);
        input.license = meta.text(u"license");
        input.licenseName = meta.text(u"license_name");
        input.licenseLink = meta.text(u"license_link");
        input.baseModels = meta.texts(u"base_model");
        input.oauthScopes = meta.texts(u"hf_oauth_scopes");
        input.linkedModels = meta.texts(u"models");
        input.linkedDatasets = meta.texts(u"datasets");
        input.frontMatterBroken = meta.state != card::FrontMatterState::None && !meta.valid;
        for (const card::Field& field : meta.fields)
            input.hasGateFields = input.hasGateFields || field.name.startsWith(u"extra_gated");
        input.euDisallowed = meta.text(u"extra_gated_eu_disallowed") == u"true";
        card::RepoFacts facts;
        facts.id = file.row.subject.repo.id;
        facts.gated = input.gated;
        const auto findings = card::checkCompleteness(parsed, file.row.subject.repo.kind, facts);
        for (const card::CardFinding& finding : findings) {
            if (finding.outcome == card::FindingOutcome::Present || finding.outcome == card::FindingOutcome::NotRun)
                continue;
            hints.append({ finding.criterion, card::findingOutcomeName(finding.outcome), finding.text,
                finding.line > 0 ? u"card line %1"_s.arg(finding.line) : u"card"_s });
        }
    }
    return policy::hintsFor(input) + hints;
}

QString judgedRevision(const log::CaseState& state)
{
    const auto last = [](const auto& judgements) {
        QString commit;
        QDateTime time;
        for (const auto& judgement : judgements) {
            if (judgement.erased || judgement.pin.commit.isEmpty() || (time.isValid() && judgement.time < time))
                continue;
            commit = judgement.pin.commit;
            time = judgement.time;
        }
        return commit;
    };
    const QString decided = last(state.decisions);
    return decided.isEmpty() ? last(state.assessments) : decided;
}

policy::Roles policyRoles(const QStringList& logRoles)
{
    policy::Roles roles;
    for (const QString& role : logRoles) {
        if (role == u"reviewer")
            roles |= policy::Role::Triage;
        else if (role == u"ethics")
            roles |= policy::Role::Ethics;
        else if (role == u"lead")
            roles |= policy::Role::Lead;
        else if (role == u"privacy")
            roles |= policy::Role::Specialist;
    }
    return roles;
}

policy::HubRights rightsOn(
    const Subject& subject, const std::optional<hub::Whoami>& account, const QList<hub::Thread>& threads)
{
    policy::HubRights rights;
    if (!account || account->name.isEmpty() || account->tokenRole == u"read")
        return rights;
    rights.token = true;
    const QString owner = subject.repo.nameSpace();
    rights.write = owner == account->name;
    for (const hub::Whoami::Org& org : account->orgs)
        rights.write = rights.write || (org.name == owner && (org.roleInOrg == u"write" || org.roleInOrg == u"admin"));
    for (const hub::Thread& thread : threads)
        rights.threadAuthor
            = rights.threadAuthor || (thread.num == subject.thread && thread.author.name == account->name);
    return rights;
}

} // namespace docket
