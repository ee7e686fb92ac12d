#pragma once

#include "core/log/keys/keychain.h"

#include <map>

namespace docket::test
{

using namespace Qt::StringLiterals;

/// A keychain in memory; `silent` is one that nobody answers for.
class MemoryKeychain final : public log::Keychain
{
public:
    Result<log::Secret> load(const QString& name) override
    {
        if (silent)
            return fail(ErrorCode::Locked, u"keychain"_s, u"does not answer"_s);
        const auto found = secrets.find(name);
        if (found == secrets.end())
            return fail(ErrorCode::NotFound, u"keychain"_s, u"has no such key"_s);
        return log::Secret::copyOf(found->second);
    }
    Status store(const QString& name, const log::Secret& secret) override
    {
        if (silent)
            return fail(ErrorCode::Locked, u"keychain"_s, u"does not answer"_s);
        secrets[name] = secret.view().toByteArray();
        return {};
    }
    Status remove(const QString& name) override
    {
        if (silent)
            return fail(ErrorCode::Locked, u"keychain"_s, u"does not answer"_s);
        secrets.erase(name);
        return {};
    }
    std::map<QString, QByteArray> secrets;
    bool silent = false;
};

} // namespace docket::test
