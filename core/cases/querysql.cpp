#include "core/cases/querysql.h"

namespace docket::cases
{

using namespace Qt::StringLiterals;

namespace
{

std::string placeholder(QuerySql& sql, const QVariant& value)
{
    sql.values.append(value);
    return "?" + std::to_string(sql.values.size());
}

std::string comparisonOf(const QueueQuery::Term& term)
{
    return term.comparison.isEmpty() ? "=" : term.comparison.toStdString();
}

int kindOf(const QString& type)
{
    return type == u"model" ? 0 : (type == u"dataset" ? 1 : (type == u"space" ? 2 : 3));
}

/// A LIKE pattern for a plain word, with its own wildcards disarmed.
QString likePattern(QString word)
{
    word.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + word + u'%';
}

/// An FTS5 string: quoted, so that no character of it is syntax.
QString ftsString(QString word)
{
    return u'"' + word.replace(u'"', u"\"\""_s) + u'"';
}

std::string isCondition(const QString& word, QuerySql& sql, const QDateTime& now)
{
    if (word == u"open")
        return "open=1";
    if (word == u"closed")
        return "open=0";
    if (word == u"claimed")
        return "claim>0";
    if (word == u"unclaimed")
        return "claim=0";
    if (word == u"mine")
        return "claim=2";
    if (word == u"reopened")
        return "reopened=1";
    if (word == u"drifted")
        return "drifted=1";
    if (word == u"appealed")
        return "appealed=1";
    sql.countable = false;
    if (word == u"overdue")
        return "due<" + placeholder(sql, now.toMSecsSinceEpoch());
    return "problem<>''"; // stale
}

std::string condition(const QueueQuery::Term& term, QuerySql& sql, const QDateTime& now)
{
    if (term.key.isEmpty()) {
        sql.countable = false;
        // The trigram index knows nothing shorter than three characters.
        if (term.value.size() >= 3)
            return "row IN (SELECT rowid FROM kase_text WHERE kase_text MATCH "
                + placeholder(sql, ftsString(term.value)) + ")";
        const std::string pattern = placeholder(sql, likePattern(term.value));
        return "(title LIKE " + pattern + " ESCAPE '\\' OR author LIKE " + pattern + " ESCAPE '\\')";
    }
    if (term.key == u"type")
        return "kind=" + placeholder(sql, kindOf(term.value));
    if (term.key == u"status")
        return "status=" + placeholder(sql, static_cast<int>(*statusFromName(term.value)));
    if (term.key == u"severity")
        return "severity" + comparisonOf(term) + placeholder(sql, term.value.mid(1).toInt());
    if (term.key == u"is")
        return isCondition(term.value, sql, now);
    sql.countable = false;
    if (term.key == u"author")
        return "author=" + placeholder(sql, term.value);
    if (term.key == u"category")
        return "(' ' || categories || ' ') LIKE " + placeholder(sql, likePattern(u' ' + term.value + u' '))
            + " ESCAPE '\\'";
    if (term.key == u"reports")
        return "reports" + comparisonOf(term) + placeholder(sql, term.value.toInt());
    const qint64 span = spanOf(term);
    const bool closer = term.comparison.startsWith(u'<');
    if (term.key == u"opened") // opened:<2d is younger than two days
        return (closer ? "opened>=" : "opened<=") + placeholder(sql, now.toMSecsSinceEpoch() - span);
    // due:<2d is due within two days
    return (closer ? "due<=" : "due>=") + placeholder(sql, now.toMSecsSinceEpoch() + span);
}

} // namespace

QuerySql querySql(const QueueQuery& query)
{
    QuerySql sql;
    sql.countable = true;
    for (const QueueQuery::Term& term : query.terms) {
        if (!sql.where.empty())
            sql.where += " AND ";
        const std::string one = condition(term, sql, query.now);
        sql.where += term.negated ? "NOT (" + one + ")" : one;
    }
    if (sql.where.empty())
        sql.where = "1";
    switch (query.sort) {
    case SortKey::Priority:
        sql.column = "priority";
        sql.descending = true;
        break;
    case SortKey::Due:
        sql.column = "due";
        break;
    case SortKey::Opened:
        sql.column = "opened";
        break;
    case SortKey::Changed:
        sql.column = "changed";
        sql.descending = true;
        break;
    case SortKey::Reports:
        sql.column = "open_reports";
        sql.descending = true;
        break;
    case SortKey::Title:
        sql.column = "title";
        break;
    }
    return sql;
}

void bindValues(sqlite::Statement& statement, const QList<QVariant>& values)
{
    for (int i = 0; i < values.size(); ++i) {
        const QVariant& value = values.at(i);
        if (value.typeId() == QMetaType::QString)
            statement.bind(i + 1, value.toString());
        else
            statement.bind(i + 1, value.toLongLong());
    }
}

} // namespace docket::cases
