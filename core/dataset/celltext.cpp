#include "core/dataset/celltext.h"

#include <QStringConverter>

#include <algorithm>

namespace docket::dataset
{

using namespace Qt::StringLiterals;

namespace
{

/// Length of a prefix of at most `bytes` that does not end inside a UTF-8 sequence.
qsizetype boundaryBefore(QByteArrayView utf8, qsizetype bytes)
{
    qsizetype end = bytes;
    while (end > 0 && bytes - end < 4 && (static_cast<uchar>(utf8[end]) & 0xC0U) == 0x80U)
        --end;
    return end;
}

bool isControl(QChar c)
{
    const char16_t u = c.unicode();
    return (u < 0x20 && u != u'\t' && u != u'\n' && u != u'\r') || (u >= 0x7f && u < 0xa0);
}

bool isDigits(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace

void NoteList::add(TableNoteCode code, qint64 row, const QString& text)
{
    for (TableNote& note : m_notes) {
        if (note.code == code) {
            ++note.count;
            return;
        }
    }
    m_notes.append({ code, row, 1, text });
}

QString beginning(const QString& text, qsizetype characters)
{
    const bool cutsPair = characters > 0 && characters < text.size() && text[characters - 1].isHighSurrogate();
    return text.left(cutsPair ? characters - 1 : characters);
}

Cell textCell(QByteArrayView utf8, qint64 row, const TableLimits& limits, NoteList& notes)
{
    Cell cell;
    cell.kind = CellKind::Text;
    cell.bytes = utf8.size();
    // No UTF-16 unit comes from more than 3 bytes, so this many bytes give at least the characters we keep.
    const qsizetype most = limits.cellCharacters * 3 + 4;
    if (utf8.size() > most) {
        utf8 = utf8.first(boundaryBefore(utf8, most));
        cell.truncated = true;
    }
    QStringDecoder decoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    cell.text = decoder.decode(utf8);
    bool invalid = decoder.hasError();
    if (cell.text.size() > limits.cellCharacters) {
        cell.text = beginning(cell.text, limits.cellCharacters);
        cell.truncated = true;
    }
    if (std::any_of(cell.text.cbegin(), cell.text.cend(), isControl)) {
        invalid = true;
        std::replace_if(cell.text.begin(), cell.text.end(), isControl, QChar(QChar::ReplacementCharacter));
    }
    if (cell.truncated)
        notes.add(
            TableNoteCode::CellCut, row, u"values longer than %1 characters are cut"_s.arg(limits.cellCharacters));
    if (invalid)
        notes.add(
            TableNoteCode::InvalidText, row, u"bytes that are no UTF-8 text, or control characters, are shown as �"_s);
    return cell;
}

CellKind literalKind(QStringView text, double& number)
{
    if (text.isEmpty() || text.size() > 40)
        return CellKind::Text;
    if (text.compare("true"_L1, Qt::CaseInsensitive) == 0 || text.compare("false"_L1, Qt::CaseInsensitive) == 0)
        return CellKind::Boolean;
    QStringView digits = text;
    if (digits.front() == u'-' || digits.front() == u'+')
        digits = digits.sliced(1);
    if (digits.isEmpty())
        return CellKind::Text;
    if (isDigits(digits)) {
        if (digits.size() > 1 && digits.front() == u'0')
            return CellKind::Text;
        bool ok = false;
        const qlonglong value = text.toLongLong(&ok);
        if (!ok)
            return CellKind::Text;
        number = static_cast<double>(value);
        return CellKind::Integer;
    }
    const QChar first = digits.front();
    if (first != u'.' && (first < u'0' || first > u'9'))
        return CellKind::Text;
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (!ok)
        return CellKind::Text;
    number = value;
    return CellKind::Real;
}

bool looksLikeTime(QStringView text)
{
    if (text.size() < 10 || text.size() > 35)
        return false;
    if (!isDigits(text.first(4)) || text[4] != u'-' || !isDigits(text.sliced(5, 2)) || text[7] != u'-'
        || !isDigits(text.sliced(8, 2)))
        return false;
    if (text.size() == 10)
        return true;
    return (text[10] == u'T' || text[10] == u' ') && text.size() >= 16 && isDigits(text.sliced(11, 2))
        && text[13] == u':' && isDigits(text.sliced(14, 2));
}

QString uniqueName(const QString& name, QSet<QString>& taken)
{
    QString result = name;
    for (int n = 2; taken.contains(result); ++n)
        result = name + u" (%1)"_s.arg(n);
    taken.insert(result);
    return result;
}

} // namespace docket::dataset
