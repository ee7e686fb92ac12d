#include "core/card/elements.h"
#include "core/card/render.h"
#include "corpus.h"
#include "suites.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace docket::card;
using namespace Qt::StringLiterals;

namespace
{

/// Rows of the first table below a heading of core/card/SANITIZER.md.
QList<QStringList> tableBelow(const QString& heading)
{
    static const QString page
        = QString::fromUtf8(docket::test::readFile(QStringLiteral(DOCKET_SOURCE_DIR "/core/card/SANITIZER.md")));
    QList<QStringList> rows;
    const qsizetype start = page.indexOf(u"\n## "_s + heading + u'\n');
    bool inTable = false;
    for (const QString& line : page.mid(start + 1).split(u'\n').mid(1)) {
        if (line.startsWith(u"| "_s)) {
            QStringList cells = line.split(u'|').mid(1);
            cells.removeLast();
            for (QString& cell : cells)
                cell = cell.trimmed().remove(u'`');
            if (inTable)
                rows << cells;
        } else if (line.startsWith(u"|-"_s)) {
            inTable = true;
        } else if (inTable || line.startsWith(u"## "_s)) {
            break;
        }
    }
    return rows;
}

QStringList sorted(QStringList names)
{
    names.sort();
    return names;
}

/// Elements by what becomes of them, as the code has it.
QStringList elementsWith(ElementPolicy policy)
{
    QStringList names;
    for (int tag = 0; tag < GUMBO_TAG_UNKNOWN; ++tag)
        if (elementRule(static_cast<GumboTag>(tag)).policy == policy)
            names << QString::fromLatin1(gumbo_normalized_tagname(static_cast<GumboTag>(tag)));
    for (const char* name : { "portal", "dialog", "fencedframe", "slot" })
        if (unknownElementPolicy(name, strlen(name)) == policy)
            names << QString::fromLatin1(name);
    names.removeDuplicates();
    return sorted(names);
}

/// An element with attributes where it may stand.
QByteArray placed(const QByteArray& name, const QByteArray& attributes)
{
    const QByteArray element = '<' + name + ' ' + attributes + '>';
    if (name == "td" || name == "th")
        return "<table><tr>" + element + "x</table>";
    if (name == "tr")
        return "<table>" + element + "<td>x</table>";
    if (name == "col" || name == "colgroup")
        return "<table>" + element + "<tr><td>x</table>";
    if (name == "table")
        return element + "<tr><td>x</table>";
    if (name == "li")
        return "<ol>" + element + "x</ol>";
    return element + "x</" + name + '>';
}

/// Does the page hold the attribute on the element?
bool passes(const QByteArray& name, const QByteArray& attribute, const QByteArray& value)
{
    const QByteArray written = value.isEmpty() ? attribute : QByteArray(attribute + "=\"" + value + '"');
    const QString body
        = QString::fromUtf8(renderCard(QByteArray("<div>\n" + placed(name, written) + "\n</div>")).bodyHtml);
    const QString as = attribute == "name" ? u"id"_s : QString::fromLatin1(attribute);
    const QRegularExpression pattern(u"<%1(?: [a-z-]+=\"[^\"]*\")* %2[ =>]"_s.arg(QString::fromLatin1(name), as));
    return pattern.match(body).hasMatch();
}

} // namespace

/// core/card/SANITIZER.md says what the code does.
class TestPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void elements()
    {
        const QList<QStringList> rows = tableBelow(u"Elements"_s);
        const QList<ElementPolicy> policies{ ElementPolicy::Keep, ElementPolicy::Division, ElementPolicy::Embed,
            ElementPolicy::Picture, ElementPolicy::CheckBox, ElementPolicy::Drop };
        QCOMPARE(rows.size(), policies.size());
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const QStringList said = sorted(rows[i][1].split(u' ', Qt::SkipEmptyParts));
            QCOMPARE(said.join(u' '), elementsWith(policies[i]).join(u' '));
        }
    }

    void attributes()
    {
        const QList<QStringList> rows = tableBelow(u"Attributes"_s);
        QVERIFY(rows.size() >= 20);
        QSet<QByteArray> known;
        for (const QStringList& row : rows) {
            const QByteArray attribute = row[0].toLatin1();
            known << attribute;
            const bool any = row[1] == u"any"_s;
            for (const QString& element : any ? QStringList{ u"p"_s, u"a"_s, u"td"_s, u"em"_s } : row[1].split(u' ')) {
                QVERIFY2(
                    passes(element.toLatin1(), attribute, row[2].toLatin1()), qPrintable(row.join(u' ') + element));
                if (!row[3].isEmpty())
                    QVERIFY2(!passes(element.toLatin1(), attribute, row[3].toLatin1()), qPrintable(row.join(u' ')));
            }
            if (!any)
                QVERIFY2(!passes("em", attribute, row[2].toLatin1()), qPrintable(row[0]));
        }
        for (const char* other : { "style", "onclick", "target", "src", "srcset", "action", "formaction", "role",
                 "aria-label", "tabindex", "hidden", "background", "bgcolor", "ping", "download", "rel", "accesskey",
                 "contenteditable", "itemprop", "xmlns", "height", "border", "cite", "headers", "nonce" }) {
            QVERIFY(!known.contains(other));
            for (const char* element : { "a", "em", "td", "ol", "time" })
                QVERIFY2(!passes(element, other, "1"), other);
        }
    }
};

int runPolicyTests(int argc, char** argv)
{
    TestPolicy test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_policy.moc"
