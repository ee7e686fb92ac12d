#include "ui/widgets/keymap.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace docket::ui::widgets
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QLatin1StringView formatName{ "docket.keymap/1" };

} // namespace

QList<QKeySequence> KeyMap::keys(const QString& action, const QList<QKeySequence>& defaults) const
{
    const auto own = m_own.constFind(action);
    return own == m_own.cend() ? defaults : *own;
}

QByteArray KeyMap::toJson() const
{
    QJsonObject keys;
    for (auto it = m_own.cbegin(); it != m_own.cend(); ++it) {
        QJsonArray list;
        for (const QKeySequence& sequence : it.value())
            list.append(sequence.toString(QKeySequence::PortableText));
        keys.insert(it.key(), list);
    }
    return QJsonDocument(QJsonObject{ { u"format"_s, formatName }, { u"keys"_s, keys } }).toJson();
}

Result<KeyMap> KeyMap::fromJson(const QByteArray& json, const QString& thing)
{
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(json, &fault);
    if (!document.isObject() || document.object().value("format"_L1).toString() != formatName)
        return fail(ErrorCode::Parse, thing,
            document.isNull() ? fault.errorString() : u"it does not say it is a %1 file"_s.arg(formatName),
            u"export the keys of a working Docket and edit that file"_s);
    KeyMap map;
    const QJsonObject keys = document.object().value("keys"_L1).toObject();
    for (auto it = keys.begin(); it != keys.end(); ++it) {
        QList<QKeySequence> sequences;
        for (const QJsonValue& value : it.value().toArray()) {
            const QString text = value.toString();
            const auto sequence = QKeySequence::fromString(text, QKeySequence::PortableText);
            if (sequence.isEmpty() || sequence[0].key() == Qt::Key_unknown)
                return fail(ErrorCode::Validation, thing, u"\"%1\" is no key (action %2)"_s.arg(text, it.key()),
                    u"write keys as in \"Ctrl+K\" or \"D, 2, 1\""_s);
            sequences.append(sequence);
        }
        map.m_own.insert(it.key(), sequences);
    }
    return map;
}

QString keyText(const QKeySequence& keys)
{
    QString text;
    for (int i = 0; i < keys.count(); ++i) {
        const QString stroke = QKeySequence(keys[static_cast<uint>(i)]).toString(QKeySequence::NativeText);
        // "Ctrl++" keeps its last plus: only the joints are blanks.
        QString joined = stroke;
        for (qsizetype at = joined.indexOf(u'+'); at >= 0 && at + 1 < joined.size(); at = joined.indexOf(u'+', at + 1))
            joined[at] = u' ';
        if (!text.isEmpty() && (stroke.size() > 1 || keys.count() < 2))
            text += u' ';
        text += joined;
    }
    text.replace("Return"_L1, u"↵"_s);
    text.replace("Enter"_L1, u"↵"_s);
    text.replace("Down"_L1, u"↓"_s);
    text.replace("Up"_L1, u"↑"_s);
    return text;
}

} // namespace docket::ui::widgets
