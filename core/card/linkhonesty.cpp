#include "core/card/linkhonesty.h"

#include "core/card/mixedscript.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

constexpr qsizetype longestHost = 253;

/// Lower case, punycode, without port and a final dot.
QString asciiHost(QString host)
{
    host = host.toLower();
    if (const qsizetype colon = host.lastIndexOf(u':'); colon > 0 && !host.endsWith(u']'))
        host.truncate(colon);
    while (host.endsWith(u'.'))
        host.chop(1);
    const QByteArray ace = host.size() <= longestHost ? QUrl::toAce(host) : QByteArray();
    return ace.isEmpty() ? host.left(longestHost) : QString::fromLatin1(ace);
}

/// The part of a host that somebody registered: its last two labels, three below "co.uk" and its like and below places
/// that hand out names to anybody. An approximation of the public suffix list that errs on the side of marking.
QString registrable(const QString& host)
{
    static const std::array suffixes{ "github.io"_L1, "gitlab.io"_L1, "hf.space"_L1, "pages.dev"_L1, "vercel.app"_L1,
        "netlify.app"_L1, "web.app"_L1, "firebaseapp.com"_L1, "blogspot.com"_L1, "herokuapp.com"_L1,
        "readthedocs.io"_L1, "streamlit.app"_L1, "ngrok.io"_L1, "wordpress.com"_L1, "substack.com"_L1,
        "amazonaws.com"_L1, "workers.dev"_L1, "trycloudflare.com"_L1 };
    const QStringList labels = host.split(u'.');
    qsizetype count = 2;
    if (labels.size() > 2) {
        const QString& second = labels[labels.size() - 2];
        static const std::array registries{ "co"_L1, "com"_L1, "org"_L1, "net"_L1, "ac"_L1, "gov"_L1, "edu"_L1, "ne"_L1,
            "or"_L1, "go"_L1 };
        const bool registry = labels.last().size() == 2
            && std::any_of(registries.begin(), registries.end(), [&](auto name) { return second == name; });
        const QString tail = second + u'.' + labels.last();
        if (registry || std::any_of(suffixes.begin(), suffixes.end(), [&](auto name) { return tail == name; }))
            count = 3;
    }
    return labels.mid(std::max<qsizetype>(0, labels.size() - count)).join(u'.');
}

/// Names of one and the same place.
QString owner(const QString& host)
{
    const QString name = registrable(asciiHost(host));
    if (name == "hf.co"_L1)
        return u"huggingface.co"_s;
    if (name == "youtu.be"_L1)
        return u"youtube.com"_s;
    if (name == "x.com"_L1 || name == "t.co"_L1)
        return u"twitter.com"_s;
    if (name == "githubusercontent.com"_L1)
        return u"github.com"_s;
    return name;
}

/// The host of the first address in a text; a bare "name.tld" counts when it is all there is.
QString shownHost(const QString& text, bool* sure)
{
    static const QRegularExpression whole(
        u"(?:https?:\\s*/\\s*/|(?<![\\w.-])www\\.)(?:[^\\s/?#@<>\"']{1,200}@)?([^\\s/?#<>\"'@,;()\\[\\]|*`]{1,253})"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const QRegularExpressionMatch match = whole.match(text);
    if (match.hasMatch()) {
        *sure = true;
        QString host = match.captured(1);
        while (host.endsWith(u'.') || host.endsWith(u'…') || host.endsWith(u'!') || host.endsWith(u':'))
            host.chop(1);
        return host.contains(u'.') ? host : QString();
    }
    // Not "README.md", "train.py" or "Node.js": endings of files are no endings of hosts here.
    static const QRegularExpression bare(u"\\A([\\w-]{1,63}(?:\\.[\\w-]{1,63}){0,3}\\.(?:com|org|net|io|ai|co|edu|gov|"
                                         u"dev|app|info|space|xyz|me|eu|uk|de|fr|"
                                         u"ru|cn|jp|in|br))(?:[/?#:].*)?\\z"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    *sure = false;
    return bare.match(text).captured(1);
}

QString withoutAccents(const QString& text)
{
    QString out;
    for (const QChar c : text.normalized(QString::NormalizationForm_D))
        if (!c.isMark())
            out += c;
    return out;
}

} // namespace

LinkDoubt doubtLink(const QString& text, const Address& target)
{
    if (target.kind != AddressKind::Web && target.kind != AddressKind::Relative && target.kind != AddressKind::Mail)
        return {};
    const QString shown = text.trimmed();
    if (target.kind == AddressKind::Mail) {
        static const QRegularExpression mail(u"\\A[^\\s@]{1,64}@([^\\s@]{1,253}\\.[^\\s@]{2,63})\\z"_s);
        const QString address = QString::fromStdString(target.text).section(u':', 1).section(u'?', 0, 0);
        const QString host = address.section(u'@', -1).toLower();
        const QRegularExpressionMatch match = mail.match(shown);
        if (match.hasMatch() && asciiHost(match.captured(1)) != asciiHost(host))
            return { asciiHost(host), u"the text names "_s + match.captured(1) };
        return {};
    }
    const std::string rawHost = addressHost(target);
    const auto isPlain = [](char c) { return c > 0 && c != '%'; };
    QString host = QString::fromStdString(rawHost);
    if (!std::all_of(rawHost.begin(), rawHost.end(), isPlain))
        host = asciiHost(QUrl::fromPercentEncoding(host.toUtf8()));
    if (host.contains("xn--"_L1))
        if (const QString twin = looksLikeHost(host); !twin.isEmpty())
            return { host, u"the host looks like "_s + twin };
    if (!host.isEmpty() && target.text.find('@') != target.text.npos) {
        const QString authority = QString::fromStdString(target.text).section(u"//"_s, 1).section(u'/', 0, 0);
        if (authority.section(u'@', 0, -2).contains(u'.'))
            return { host, u"what stands before the @ is a user name"_s };
    }
    if (!shown.contains(u'.') || shown.toUtf8().toStdString() == target.text)
        return {};
    bool sure = false;
    const QString named = shownHost(shown, &sure);
    if (named.isEmpty() || (host.isEmpty() && !sure))
        return {};
    if (host.isEmpty())
        return { QString::fromStdString(target.text.substr(0, 60)),
            u"the text names "_s + named + u", the link stays in this repository"_s };
    // "Allociné.fr" is how allocine.fr writes itself.
    const QString bare = sure ? named : withoutAccents(named);
    if (owner(named) == owner(host) || owner(bare) == owner(host))
        return {};
    return { asciiHost(host), u"the text names "_s + named };
}

} // namespace docket::card
