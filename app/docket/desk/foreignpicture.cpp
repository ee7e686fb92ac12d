#include "app/docket/desk/foreignpicture.h"

#include "core/card/repositorypath.h"

#include <QHostInfo>
#include <QNetworkReply>

#include <algorithm>

namespace docket::app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int mostRedirects = 3;
constexpr qint64 readBuffer = 256 * 1024;

} // namespace

ForeignPicture::ForeignPicture(const QUrl& url, Rules rules, QObject* parent)
    : QObject(parent), m_url(url), m_rules(std::move(rules))
{
}

ForeignPicture::~ForeignPicture()
{
    done = {};
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
}

Status ForeignPicture::check(const QUrl& url)
{
    const QString thing = u"picture %1"_s.arg(url.toDisplayString(QUrl::RemoveUserInfo).left(120));
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http"))
        return fail(ErrorCode::Unsupported, thing, u"its address is neither http nor https"_s);
    if (!url.userInfo().isEmpty())
        return fail(ErrorCode::Unsupported, thing, u"its address holds a name or password"_s);
    return {};
}

bool ForeignPicture::isPublic(const QHostAddress& given)
{
    QHostAddress address = given;
    bool v4 = false;
    if (const quint32 mapped = given.toIPv4Address(&v4); v4)
        address = QHostAddress(mapped); // also ::ffff:10.0.0.1
    if (!address.isGlobal() || address.isMulticast() || address.isBroadcast())
        return false;
    static const QList<QPair<QHostAddress, int>> own = [] {
        QList<QPair<QHostAddress, int>> list;
        for (const QString& subnet : { u"0.0.0.0/8"_s, u"10.0.0.0/8"_s, u"100.64.0.0/10"_s, u"127.0.0.0/8"_s,
                 u"169.254.0.0/16"_s, u"172.16.0.0/12"_s, u"192.0.0.0/24"_s, u"192.168.0.0/16"_s, u"198.18.0.0/15"_s,
                 u"240.0.0.0/4"_s, u"fc00::/7"_s, u"fe80::/10"_s, u"64:ff9b::/96"_s, u"2002::/16"_s })
            list.append(QHostAddress::parseSubnet(subnet));
        return list;
    }();
    return std::none_of(own.begin(), own.end(), [&](const auto& subnet) { return address.isInSubnet(subnet); });
}

void ForeignPicture::start()
{
    if (const Status ok = check(m_url); !ok) {
        end(fail(ok.error()));
        return;
    }
    ask();
}

void ForeignPicture::ask()
{
    const QString host = card::hostOf(m_url.toString());
    if (!m_rules.hosts.contains(host)) {
        end(Answer{ {}, host });
        return;
    }
    if (m_rules.ownNetwork) {
        get();
        return;
    }
    m_lookup = QHostInfo::lookupHost(m_url.host(), this, [this, host](const QHostInfo& info) {
        m_lookup = -1;
        const QList<QHostAddress> addresses = info.addresses();
        if (addresses.isEmpty())
            end(fail(ErrorCode::Network, host, u"there is no such host, or no network"_s));
        else if (!std::all_of(addresses.begin(), addresses.end(), &isPublic))
            end(fail(ErrorCode::Unsupported, host, u"it lies in this machine's own network"_s));
        else
            get();
    });
}

void ForeignPicture::get()
{
    QNetworkRequest request(m_url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("Accept", "image/png, image/jpeg, image/gif, image/webp");
    request.setTransferTimeout(m_rules.timeoutMs);
    m_bytes.clear();
    m_reply = m_network.get(request);
    m_reply->setReadBufferSize(readBuffer);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &ForeignPicture::received);
    connect(m_reply, &QIODevice::readyRead, this, &ForeignPicture::received);
    connect(m_reply, &QNetworkReply::finished, this, &ForeignPicture::finished);
}

void ForeignPicture::received()
{
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    m_bytes += m_reply->readAll();
    if (std::max(announced, qint64(m_bytes.size())) > m_rules.limit) {
        end(fail(ErrorCode::LimitExceeded, m_url.host(), u"more than %1 bytes"_s.arg(m_rules.limit)));
        return;
    }
    if (progress && !m_bytes.isEmpty())
        progress(m_bytes.size());
}

void ForeignPicture::finished()
{
    QNetworkReply* const reply = std::exchange(m_reply, nullptr);
    reply->deleteLater();
    m_bytes += reply->readAll();
    const QString host = m_url.host();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QUrl target = reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    if (target.isValid() && status >= 300 && status < 400) {
        const QUrl next = m_url.resolved(target);
        if (++m_redirects > mostRedirects)
            end(fail(ErrorCode::Network, host, u"it redirects more than %1 times"_s.arg(mostRedirects)));
        else if (const Status ok = check(next); !ok)
            end(fail(ok.error()));
        else if (m_url.scheme() == u"https" && next.scheme() != u"https")
            end(fail(ErrorCode::Unsupported, host, u"it redirects to an address without encryption"_s));
        else {
            m_url = next;
            ask();
        }
        return;
    }
    if (reply->error() != QNetworkReply::NoError || status != 200)
        end(fail(ErrorCode::Network, host,
            status > 0 && status != 200 ? u"it answered with status %1"_s.arg(status) : reply->errorString()));
    else if (m_bytes.size() > m_rules.limit)
        end(fail(ErrorCode::LimitExceeded, host, u"more than %1 bytes"_s.arg(m_rules.limit)));
    else
        end(Answer{ m_bytes, {} });
}

void ForeignPicture::end(Result<Answer> answer)
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply = nullptr;
    }
    if (const auto answered = std::exchange(done, {}))
        answered(std::move(answer));
}

} // namespace docket::app
