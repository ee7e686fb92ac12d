#include "app/docketctl/output.h"

#include "core/base/clock.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cwchar>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

int terminalColumns()
{
    winsize size{};
    if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

void write(std::FILE* stream, const QByteArray& bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
}

bool isUnsafe(QChar c)
{
    const char16_t u = c.unicode();
    const bool control = (u < 0x20 && u != u'\n' && u != u'\t') || (u >= 0x7f && u < 0xa0);
    const bool direction = (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
    return control || direction;
}

int widthOfCharacter(char32_t c)
{
    const int width = wcwidth(static_cast<wchar_t>(c));
    return width < 0 ? 1 : width;
}

/// The text cut to `columns`, with an ellipsis.
QString fitted(const QString& text, int columns)
{
    if (Output::widthOf(text) <= columns)
        return text;
    QString kept;
    int used = 1; // the ellipsis
    for (const char32_t c : text.toUcs4()) {
        const int width = widthOfCharacter(c);
        if (used + width > columns)
            break;
        used += width;
        kept += QString::fromUcs4(&c, 1);
    }
    return kept + u'…';
}

QString oneLine(const QString& text)
{
    QString line = Output::clean(text);
    line.replace(u'\n', u' ');
    line.replace(u'\t', u' ');
    return line;
}

} // namespace

Output::Output(bool json)
    : m_json(json), m_columns(terminalColumns()), m_lastProgress(QDateTime::currentMSecsSinceEpoch())
{
}

QString Output::clean(const QString& text)
{
    if (std::none_of(text.begin(), text.end(), isUnsafe))
        return text;
    QString safe = text;
    safe.replace(u"\r\n"_s, u"\n"_s);
    std::replace_if(safe.begin(), safe.end(), isUnsafe, QChar(QChar::ReplacementCharacter));
    return safe;
}

int Output::widthOf(QStringView text)
{
    int width = 0;
    for (const char32_t c : text.toUcs4())
        width += widthOfCharacter(c);
    return width;
}

void Output::object(const QJsonObject& object)
{
    write(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

void Output::line(const QString& text)
{
    write(stdout, clean(text).toUtf8() + '\n');
}

void Output::fields(const QList<QPair<QString, QString>>& rows)
{
    int widest = 0;
    for (const auto& [name, value] : rows)
        widest = value.isEmpty() ? widest : std::max(widest, widthOf(name));
    for (const auto& [name, value] : rows) {
        if (!value.isEmpty())
            line(name + QString(widest - widthOf(name) + 2, u' ') + oneLine(value));
    }
}

void Output::table(const QStringList& header, const QList<QStringList>& rows, const QList<int>& elastic)
{
    QList<QStringList> lines;
    if (!header.isEmpty())
        lines.append(header);
    for (const QStringList& row : rows) {
        QStringList cells;
        for (const QString& cell : row)
            cells.append(oneLine(cell));
        lines.append(cells);
    }
    QList<int> widths;
    for (const QStringList& cells : std::as_const(lines)) {
        widths.resize(std::max(widths.size(), cells.size()));
        for (qsizetype i = 0; i < cells.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(cells[i]));
    }
    int total = static_cast<int>(2 * (widths.size() - 1));
    for (const int width : std::as_const(widths))
        total += width;
    for (auto it = elastic.crbegin(); m_columns > 0 && it != elastic.crend() && total > m_columns; ++it) {
        const int smaller = std::max(8, widths.value(*it) - (total - m_columns));
        if (*it < widths.size() && smaller < widths[*it]) {
            total -= widths[*it] - smaller;
            widths[*it] = smaller;
        }
    }
    for (const QStringList& cells : std::as_const(lines)) {
        QString text;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QString cell = fitted(cells[i], widths[i]);
            text += cell;
            if (i + 1 < cells.size())
                text += QString(widths[i] - widthOf(cell) + 2, u' ');
        }
        while (text.endsWith(u' '))
            text.chop(1);
        line(text);
    }
}

void Output::raw(QByteArrayView bytes)
{
    std::fwrite(bytes.data(), 1, static_cast<std::size_t>(bytes.size()), stdout);
}

void Output::note(const QString& text)
{
    endProgress();
    write(stderr, clean(text).toUtf8() + '\n');
}

void Output::progress(const QString& text)
{
    const bool terminal = isatty(STDERR_FILENO) != 0;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now - m_lastProgress < (terminal ? 100 : 5000))
        return;
    m_lastProgress = now;
    m_progressShown = m_progressShown || terminal;
    if (terminal) // back to the first column, and clear what is left of the line before
        write(stderr, "\r" + fitted(oneLine(text), std::max(20, m_columns - 1)).toUtf8() + "\x1b[K");
    else
        write(stderr, clean(text).toUtf8() + '\n');
    std::fflush(stderr);
}

void Output::endProgress()
{
    if (m_progressShown)
        write(stderr, "\r\x1b[K");
    m_progressShown = false;
}

void Output::error(const Error& error)
{
    endProgress();
    write(stderr, "docketctl: " + oneLine(error.text()).toUtf8() + '\n');
}

QString shortTime(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd HH:mm"_s) : QString();
}

QJsonValue jsonTime(const QDateTime& time)
{
    return time.isValid() ? QJsonValue(toIsoUtc(time)) : QJsonValue(QJsonValue::Null);
}

QJsonValue jsonText(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QString humanBytes(qint64 bytes)
{
    return bytes < 0 ? QString() : QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

} // namespace docket::ctl
