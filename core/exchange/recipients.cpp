#include "core/exchange/recipients.h"

#include "core/base/digest.h"
#include "core/log/fold/authority.h"

#include <algorithm>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

Result<QList<Recipient>> possibleRecipients(log::Store& store, const QDateTime& now)
{
    DOCKET_ASSIGN(const log::Authority* authority, store.authority());
    const QByteArray own = store.me().device;
    QList<Recipient> out;
    for (const log::Reviewer& reviewer : authority->reviewers()) {
        if (authority->revokedAfter(reviewer.device) || authority->successorOf(reviewer.device))
            continue;
        Recipient recipient{ reviewer.device, {}, reviewer.person, reviewer.name, reviewer.device == own };
        const auto key = authority->exchangeKeyOf(reviewer.device);
        if (key && (!key->until.isValid() || key->until > now))
            recipient.exchangeKey = key->key;
        out.append(recipient);
    }
    std::sort(out.begin(), out.end(), [](const Recipient& a, const Recipient& b) {
        return std::pair(a.name, a.device) < std::pair(b.name, b.device);
    });
    return out;
}

namespace
{

Result<QList<Recipient>> meant(const QList<Recipient>& all, const QString& word)
{
    QList<Recipient> out;
    const auto take = [&](auto matches) {
        if (!out.isEmpty())
            return;
        std::copy_if(all.begin(), all.end(), std::back_inserter(out), matches);
    };
    if (word == "all"_L1) {
        take([](const Recipient& one) { return !one.own; });
        if (out.isEmpty()) {
            return fail(ErrorCode::NotFound, u"recipients"_s, u"no other device is enrolled in this workspace"_s,
                u"add a person first, or name a recipient"_s);
        }
        return out;
    }
    const QByteArray latin = word.toLatin1();
    take([&](const Recipient& one) { return one.person == word; });
    take([&](const Recipient& one) { return !one.name.isEmpty() && one.name.compare(word, Qt::CaseInsensitive) == 0; });
    if (out.size() > 1
        && std::any_of(out.begin(), out.end(), [&](const Recipient& r) { return r.person != out.first().person; })) {
        return fail(ErrorCode::Validation, u"recipient \"%1\""_s.arg(word), u"is the name of several people"_s,
            u"name the person's id or a device; docketctl person list shows them"_s);
    }
    if (word.size() >= 4) {
        take([&](const Recipient& one) { return toBase64Url(one.device).startsWith(latin); });
        if (out.size() > 1 && out.first().person != out.last().person) {
            return fail(ErrorCode::Validation, u"recipient \"%1\""_s.arg(word),
                u"is the beginning of several devices"_s, u"give more of it"_s);
        }
    }
    if (out.isEmpty()) {
        return fail(ErrorCode::NotFound, u"recipient \"%1\""_s.arg(word), u"nobody enrolled is called that"_s,
            u"docketctl person list shows people and devices"_s);
    }
    return out;
}

} // namespace

Result<QList<Recipient>> recipientsFor(log::Store& store, const QStringList& words, const QDateTime& now)
{
    DOCKET_ASSIGN(const QList<Recipient> all, possibleRecipients(store, now));
    QList<Recipient> out;
    for (const QString& word : words) {
        DOCKET_ASSIGN(const QList<Recipient> named, meant(all, word));
        bool ready = false;
        for (const Recipient& one : named) {
            ready = ready || one.isReady();
            const bool known = std::any_of(
                out.begin(), out.end(), [&](const Recipient& other) { return other.device == one.device; });
            if (one.isReady() && !known)
                out.append(one);
        }
        if (!ready) {
            return fail(ErrorCode::Validation, u"recipient \"%1\""_s.arg(word),
                u"has no exchange key that is still valid, so nothing can be encrypted to it"_s,
                u"import a newer bundle of theirs: their Docket announces a new key when it is unlocked"_s);
        }
    }
    return out;
}

} // namespace docket::exchange
