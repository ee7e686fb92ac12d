#include "core/math/formulastyle.h"

#include <QDir> // Q_INIT_RESOURCE
#include <QFile>
#include <QRegularExpression>

// At global scope: rcc's functions have no namespace.
static void registerKatex()
{
    Q_INIT_RESOURCE(katex);
}

namespace docket::math
{

using namespace Qt::StringLiterals;

QByteArray katexFile(const QString& name)
{
    static const bool registered = [] {
        registerKatex();
        return true;
    }();
    Q_UNUSED(registered);
    QFile file(u":/katex/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray formulaStyle()
{
    static const QRegularExpression source(u"src:url\\(fonts/([A-Za-z0-9_-]+\\.woff2)\\)[^}]*"_s);
    const QString css = QString::fromUtf8(katexFile(u"katex.min.css"_s));
    QByteArray out;
    qsizetype copied = 0;
    for (auto it = source.globalMatch(css); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out += QStringView(css).sliced(copied, match.capturedStart() - copied).toUtf8();
        out += "src:url(data:font/woff2;base64," + katexFile(match.captured(1)).toBase64() + ") format(\"woff2\")";
        copied = match.capturedEnd();
    }
    return out + QStringView(css).sliced(copied).toUtf8();
}

} // namespace docket::math
