#include "core/log/format/ids.h"

#include "core/base/digest.h"

#include <QMessageAuthenticationCode>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

Result<QByteArray> parseId(QStringView text, qsizetype size, const QString& thing)
{
    // Not Latin-1 becomes '?', which is no base64url character either.
    QByteArray bytes = fromBase64Url(text.toLatin1());
    if (bytes.size() != size) {
        return fail(ErrorCode::Parse, thing + u" \""_s + text.left(64) + u'"',
            u"is not %1 characters of base64url"_s.arg((size * 4 + 2) / 3), u"copy the whole id"_s);
    }
    return bytes;
}

} // namespace

QString EntryId::text() const
{
    return QString::fromLatin1(toBase64Url(bytes));
}

Result<EntryId> EntryId::parse(QStringView text)
{
    DOCKET_ASSIGN(QByteArray bytes, parseId(text, 32, u"entry id"_s));
    return EntryId{ std::move(bytes) };
}

QString CaseId::text() const
{
    return QString::fromLatin1(toBase64Url(bytes));
}

Result<CaseId> CaseId::parse(QStringView text)
{
    DOCKET_ASSIGN(QByteArray bytes, parseId(text, 16, u"case id"_s));
    return CaseId{ std::move(bytes) };
}

CaseId caseIdFor(QByteArrayView workspaceSecret, const Subject& subject)
{
    QMessageAuthenticationCode mac(QCryptographicHash::Sha256, workspaceSecret.toByteArray());
    mac.addData(QByteArrayLiteral("docket-case/v1\n"));
    mac.addData(subject.key().toUtf8());
    return CaseId{ mac.result().left(16) };
}

} // namespace docket::log
