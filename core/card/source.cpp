#include "core/card/source.h"

#include <QStringDecoder>
#include <QUtf8StringView>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

bool isForbiddenControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t' && c != '\0') || byte == 0x7f;
}

/// The same question for a whole text, without a branch per byte so that it can be vectorized.
bool holdsForbiddenControl(QByteArrayView text)
{
    constexpr qsizetype block = 4096;
    for (qsizetype start = 0; start < text.size(); start += block) {
        const char* const data = text.data() + start;
        const qsizetype size = std::min(block, text.size() - start);
        unsigned found = 0;
        for (qsizetype i = 0; i < size; ++i) {
            const unsigned byte = static_cast<unsigned char>(data[i]);
            found |= unsigned(byte < 0x20) & unsigned(byte != '\n') & unsigned(byte != '\t') & unsigned(byte != 0);
            found |= unsigned(byte == 0x7f);
        }
        if (found != 0)
            return true;
    }
    return false;
}

int lineOfFirstBadByte(QByteArrayView bytes)
{
    int line = 1;
    for (qsizetype start = 0; start < bytes.size(); ++line) {
        const qsizetype found = bytes.indexOf('\n', start);
        const qsizetype end = found < 0 ? bytes.size() : found + 1;
        if (!QUtf8StringView(bytes.data() + start, end - start).isValidUtf8())
            return line;
        start = end;
    }
    return 0;
}

QByteArray withLineFeeds(const QByteArray& text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r') {
            out += '\n';
            if (i + 1 < text.size() && text[i + 1] == '\n')
                ++i;
        } else if (isForbiddenControl(c)) {
            const auto picture = static_cast<unsigned char>(c == 0x7f ? 0x21 : c);
            out += '\xE2';
            out += '\x90';
            out += static_cast<char>(0x80 + picture);
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace

QByteArrayView cutAt(QByteArrayView bytes, qsizetype limit)
{
    qsizetype end = limit;
    const qsizetype nearest = std::max<qsizetype>(limit - 4096, 0);
    while (end > nearest && bytes[end - 1] != '\n')
        --end;
    if (end > nearest)
        return bytes.first(end);
    end = limit;
    while (end > 0 && (static_cast<unsigned char>(bytes[end]) & 0xc0) == 0x80)
        --end;
    return bytes.first(end);
}

CardSource readSource(QByteArrayView bytes, qint64 maximumBytes)
{
    CardSource out;
    if (bytes.size() > maximumBytes) {
        bytes = cutAt(bytes, qsizetype(maximumBytes));
        out.cut = true;
    }
    if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF")) {
        QStringDecoder decoder(QStringConverter::Utf16);
        const QString decoded = decoder(bytes);
        out.text = decoded.toUtf8();
        out.notes << Note{ NoteCode::NotUtf8, 1, u"The card is written in UTF-16, not in UTF-8."_s };
    } else {
        if (bytes.startsWith("\xEF\xBB\xBF"))
            bytes = bytes.sliced(3);
        if (QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8()) {
            out.text = bytes.toByteArray();
        } else {
            const int line = lineOfFirstBadByte(bytes);
            out.text = QString::fromUtf8(bytes).toUtf8();
            out.notes << Note{ NoteCode::NotUtf8, line,
                u"Line %1 holds bytes that are no UTF-8; each is shown as a replacement character."_s.arg(line) };
        }
    }
    if (holdsForbiddenControl(out.text))
        out.text = withLineFeeds(out.text);
    out.lineCount = int(std::count(out.text.cbegin(), out.text.cend(), '\n'))
        + (out.text.isEmpty() || out.text.endsWith('\n') ? 0 : 1);
    if (out.cut)
        out.notes << Note{ NoteCode::TooLong, out.lineCount,
            u"The card is larger than %1 KB; what follows line %2 is not shown."_s.arg(maximumBytes / 1024)
                .arg(out.lineCount) };
    return out;
}

} // namespace docket::card
