#include "ui/review/changesevidence.h"

namespace docket::ui::review::work
{

using namespace Qt::StringLiterals;

namespace
{

StyledLines stylesOf(const QByteArray& card, const card::CodeHighlighter* highlighter)
{
    if (!highlighter || card.isEmpty())
        return {};
    const card::DiffText text(card);
    QString whole;
    for (int i = 0; i < text.lineCount(); ++i) {
        whole += text.text(i);
        whole += u'\n';
    }
    whole.replace(QChar(u'\0'), QChar(u' ')); // dropped by the highlighter, which would move what follows
    return stylesFrom(highlighter->highlight(whole, u"markdown"));
}

Result<sync::Revision> revisionOf(sync::Mirror& mirror, const RepoKey& repo, const QString& commit)
{
    DOCKET_ASSIGN(auto revision, mirror.revision(repo, commit));
    if (!revision)
        return fail(ErrorCode::NotFound, u"revision %1 of %2"_s.arg(commit.left(7), repo.id),
            u"it is not stored here"_s, u"choose another revision"_s);
    return std::move(*revision);
}

} // namespace

StyledLines stylesFrom(QStringView html)
{
    if (html.isEmpty())
        return {};
    StyledLines lines(1);
    qsizetype column = 0;
    qsizetype started = 0;
    int style = -1;
    const auto close = [&] {
        if (style >= 0 && column > started)
            lines.back().push_back({ { started, column - started }, style });
    };
    for (qsizetype i = 0; i < html.size();) {
        const QStringView rest = html.sliced(i);
        if (rest.front() == u'<') {
            close();
            style = -1;
            if (rest.startsWith(u"<span class=\"k"))
                for (style = 0, i += 14; i < html.size() && html[i].isDigit(); ++i)
                    style = std::min(style * 10 + html[i].digitValue(), 1000);
            started = column;
            while (i < html.size() && html[i] != u'>')
                ++i;
            ++i;
        } else if (rest.front() == u'&') {
            const qsizetype end = rest.indexOf(u';');
            i += end < 0 ? 1 : end + 1;
            ++column;
        } else if (rest.front() == u'\n') {
            close();
            lines.emplace_back();
            column = started = 0;
            ++i;
        } else {
            ++column;
            ++i;
        }
    }
    close();
    return lines;
}

ChangesPtr compareForView(const sync::Revision& from, const sync::Revision& to,
    const card::CodeHighlighter* highlighter, const std::stop_token& stop)
{
    auto out = std::make_shared<ChangesEvidence>();
    out->changes = changes::compareRevisions(from, to, stop);
    out->cardSha256Before = from.cardSha256;
    if (!out->changes.card.blocks.empty() && !stop.stop_requested()) {
        // The first use of a definition costs more than a whole card may.
        if (highlighter)
            highlighter->highlight(u"---\na: 1\n---\n# A\n```python\na = 1\n```\n", u"markdown");
        out->stylesBefore = stylesOf(*from.card, highlighter);
        out->stylesAfter = stylesOf(*to.card, highlighter);
    }
    return out;
}

Result<ChangesPtr> readChanges(sync::Mirror& mirror, const RepoKey& repo, const QString& from, const QString& to,
    const card::CodeHighlighter* highlighter, const std::stop_token& stop)
{
    DOCKET_ASSIGN(const sync::Revision before, revisionOf(mirror, repo, from));
    DOCKET_ASSIGN(const sync::Revision after, revisionOf(mirror, repo, to));
    ChangesPtr out = compareForView(before, after, highlighter, stop);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, u"comparison"_s, u"it is no longer wanted"_s);
    return out;
}

} // namespace docket::ui::review::work
