#include "core/changes/fieldchanges.h"

#include "core/dataset/celltext.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace docket::changes
{

using namespace Qt::StringLiterals;
using card::Field;
using card::FieldValue;

namespace
{

constexpr qsizetype longestValue = 500;

/// A value on one line, in the manner of YAML's flow style; nothing past `longestValue` characters.
void write(const FieldValue& value, QString& out)
{
    if (out.size() > longestValue)
        return;
    switch (value.kind) {
    case FieldValue::Kind::Null:
        out += u"null";
        break;
    case FieldValue::Kind::Scalar:
        out += QStringView(value.scalar).first(std::min(value.scalar.size(), longestValue + 1));
        break;
    case FieldValue::Kind::List:
        out += u'[';
        for (qsizetype i = 0; i < value.items.size() && out.size() <= longestValue; ++i) {
            out += i > 0 ? u", " : u"";
            write(value.items[i], out);
        }
        out += u']';
        break;
    case FieldValue::Kind::Map:
        out += u'{';
        for (qsizetype i = 0; i < value.fields.size() && out.size() <= longestValue; ++i) {
            out += i > 0 ? u", " : u"";
            out += value.fields[i].name + u": ";
            write(value.fields[i].value, out);
        }
        out += u'}';
        break;
    }
}

QString oneLine(const FieldValue& value)
{
    QString out;
    write(value, out);
    if (out.size() > longestValue)
        out = dataset::beginning(out, longestValue) + u'…';
    return out.replace(u'\n', u' ');
}

bool same(const FieldValue& a, const FieldValue& b)
{
    if (a.kind != b.kind || a.scalar != b.scalar || a.items.size() != b.items.size()
        || a.fields.size() != b.fields.size())
        return false;
    for (qsizetype i = 0; i < a.items.size(); ++i) {
        if (!same(a.items[i], b.items[i]))
            return false;
    }
    for (qsizetype i = 0; i < a.fields.size(); ++i) {
        if (a.fields[i].name != b.fields[i].name || !same(a.fields[i].value, b.fields[i].value))
            return false;
    }
    return true;
}

bool isWordList(const FieldValue& value)
{
    return value.kind == FieldValue::Kind::List
        && std::all_of(value.items.cbegin(), value.items.cend(),
            [](const auto& item) { return item.kind == FieldValue::Kind::Scalar; });
}

/// Words of a list, or the one word that stands for a list of one ("language: en").
QStringList wordsOf(const FieldValue& value)
{
    return value.kind == FieldValue::Kind::Scalar ? QStringList{ value.scalar } : value.texts();
}

/// Those of the words that the others lack, as often as they lack them.
QStringList withoutThese(const QStringList& words, const QStringList& others)
{
    QHash<QString, qsizetype> left;
    for (const QString& word : others)
        ++left[word];
    QStringList out;
    for (const QString& word : words) {
        if (--left[word] < 0)
            out.append(word);
    }
    return out;
}

/// What a list's item is called by its author, to find it again when others came before it.
QString nameOf(const FieldValue& item)
{
    for (const QStringView key : { u"name", u"config_name", u"id", u"split", u"type" }) {
        if (const FieldValue* value = item.find(key); value && value->kind == FieldValue::Kind::Scalar)
            return key + u'=' + value->scalar;
    }
    return {};
}

bool isWeighty(QStringView top)
{
    return top.startsWith(u"license") || top.startsWith(u"licence") || top.startsWith(u"base_model") || top == u"gated"
        || top.startsWith(u"extra_gated");
}

class Comparison
{
public:
    explicit Comparison(int maximum) : m_maximum(maximum) { }
    QList<FieldChange> take() { return std::move(m_changes); }

    void maps(const QList<Field>& before, const QList<Field>& after, const QString& path)
    {
        QHash<QString, QList<qsizetype>> places;
        for (qsizetype i = 0; i < before.size(); ++i)
            places[before[i].name].append(i);
        qsizetype next = 0; // of `before`; what is missing is said where it stood
        const auto missingUpTo = [&](qsizetype end) {
            for (; next < end; ++next) {
                if (!m_kept.contains(&before[next]))
                    alone(ChangeKind::Removed, before[next], path);
            }
        };
        for (const Field& field : after) {
            // Duplicates are matched in their order.
            auto known = places.find(field.name);
            if (known != places.end() && !known->isEmpty())
                m_kept.insert(&before[known->takeFirst()]);
        }
        places.clear();
        for (qsizetype i = 0; i < before.size(); ++i)
            places[before[i].name].append(i);
        for (const Field& field : after) {
            auto known = places.find(field.name);
            if (known == places.end() || known->isEmpty()) {
                alone(ChangeKind::Added, field, path);
                continue;
            }
            const qsizetype at = known->takeFirst();
            missingUpTo(at);
            values(before[at].value, field.value, before[at].line, field.line, join(path, field.name));
        }
        missingUpTo(before.size());
    }

private:
    static QString join(const QString& path, const QString& name) { return path.isEmpty() ? name : path + u'.' + name; }

    void add(FieldChange change)
    {
        if (m_changes.size() >= m_maximum)
            return;
        const QStringView path(change.path);
        const qsizetype end = path.indexOf(u'.');
        const QStringView top = end < 0 ? path : path.first(end);
        const auto names = [](const QStringList& items) { return items.contains(u"not-for-all-audiences"_s); };
        change.weighty = isWeighty(top) || (top == u"tags" && (names(change.removedItems) || names(change.addedItems)));
        m_changes.append(std::move(change));
    }

    void alone(ChangeKind kind, const Field& field, const QString& path)
    {
        FieldChange change;
        change.kind = kind;
        change.path = join(path, field.name);
        const bool removed = kind == ChangeKind::Removed;
        (removed ? change.before : change.after) = oneLine(field.value);
        (removed ? change.lineBefore : change.lineAfter) = field.line;
        if (isWordList(field.value))
            (removed ? change.removedItems : change.addedItems) = wordsOf(field.value);
        add(std::move(change));
    }

    void values(const FieldValue& before, const FieldValue& after, int lineBefore, int lineAfter, const QString& path)
    {
        if (m_changes.size() >= m_maximum || same(before, after))
            return;
        if (before.kind == FieldValue::Kind::Map && after.kind == FieldValue::Kind::Map) {
            maps(before.fields, after.fields, path);
            return;
        }
        const bool lists = (isWordList(before) && isWordList(after))
            || (isWordList(before) && after.kind == FieldValue::Kind::Scalar)
            || (before.kind == FieldValue::Kind::Scalar && isWordList(after));
        if (!lists && before.kind == FieldValue::Kind::List && after.kind == FieldValue::Kind::List) {
            items(before, after, lineBefore, lineAfter, path);
            return;
        }
        FieldChange change{ ChangeKind::Changed, path, oneLine(before), oneLine(after), {}, {}, lineBefore, lineAfter,
            false };
        if (lists) {
            const QStringList old = wordsOf(before);
            const QStringList now = wordsOf(after);
            change.removedItems = withoutThese(old, now);
            change.addedItems = withoutThese(now, old);
            if (change.removedItems.isEmpty() && change.addedItems.isEmpty()) {
                if (before.kind != after.kind)
                    return; // "en" or ["en"]: the Hub reads both alike
                change.kind = ChangeKind::Reordered;
            }
        }
        add(std::move(change));
    }

    /// Lists of records: by their names, else by what is equal, else by their place.
    void items(const FieldValue& before, const FieldValue& after, int lineBefore, int lineAfter, const QString& path)
    {
        QHash<QString, QList<qsizetype>> named;
        for (qsizetype i = 0; i < before.items.size(); ++i) {
            const QString name = nameOf(before.items[i]);
            named[name.isEmpty() ? oneLine(before.items[i]) : name].append(i);
        }
        QList<qsizetype> partner(after.items.size(), -1);
        QList<char> taken(before.items.size(), 0);
        bool inOrder = true;
        qsizetype last = -1;
        for (qsizetype j = 0; j < after.items.size(); ++j) {
            const QString name = nameOf(after.items[j]);
            auto known = named.find(name.isEmpty() ? oneLine(after.items[j]) : name);
            if (known == named.end() || known->isEmpty())
                continue;
            partner[j] = known->takeFirst();
            taken[partner[j]] = 1;
            inOrder = inOrder && partner[j] > last;
            last = partner[j];
        }
        for (qsizetype j = 0; j < after.items.size(); ++j) {
            if (partner[j] < 0 && j < before.items.size() && !taken[j]) {
                partner[j] = j;
                taken[j] = 1;
            }
        }
        for (qsizetype i = 0; i < before.items.size(); ++i) {
            if (!taken[i])
                add({ ChangeKind::Removed, u"%1[%2]"_s.arg(path).arg(i), oneLine(before.items[i]), {}, {}, {},
                    before.items[i].line, 0, false });
        }
        const qsizetype found = m_changes.size();
        for (qsizetype j = 0; j < after.items.size(); ++j) {
            const QString at = u"%1[%2]"_s.arg(path).arg(j);
            if (partner[j] < 0)
                add({ ChangeKind::Added, at, {}, oneLine(after.items[j]), {}, {}, 0, after.items[j].line, false });
            else
                values(
                    before.items[partner[j]], after.items[j], before.items[partner[j]].line, after.items[j].line, at);
        }
        if (!inOrder && m_changes.size() == found && before.items.size() == after.items.size())
            add({ ChangeKind::Reordered, path, oneLine(before), oneLine(after), {}, {}, lineBefore, lineAfter, false });
    }

    const int m_maximum;
    QList<FieldChange> m_changes;
    QSet<const Field*> m_kept; ///< fields of the older card that the newer one has, too
};

} // namespace

QString changeKindName(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added:
        return u"added"_s;
    case ChangeKind::Removed:
        return u"removed"_s;
    case ChangeKind::Changed:
        return u"changed"_s;
    case ChangeKind::Renamed:
        return u"renamed"_s;
    case ChangeKind::Reordered:
        break;
    }
    return u"reordered"_s;
}

QList<FieldChange> compareFields(const card::FrontMatter& before, const card::FrontMatter& after, int maximum)
{
    Comparison comparison(maximum);
    comparison.maps(before.fields, after.fields, {});
    return comparison.take();
}

} // namespace docket::changes
