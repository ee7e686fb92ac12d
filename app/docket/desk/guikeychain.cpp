#include "app/docket/desk/guikeychain.h"

#include <QSemaphore>

#include <memory>

namespace docket::app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int sliceMs = 100;

tl::unexpected<Error> nobodyWaits()
{
    return fail(ErrorCode::Locked, u"keychain"_s, u"the program is closing"_s);
}

} // namespace

bool GuiKeychain::await(const std::function<void(log::SystemKeychain&)>& question)
{
    const auto done = std::make_shared<QSemaphore>();
    QMetaObject::invokeMethod(&m_context, [question, done] {
        log::SystemKeychain keychain;
        question(keychain);
        done->release();
    });
    while (!done->tryAcquire(1, sliceMs)) {
        if (m_givenUp)
            return false;
    }
    return true;
}

Result<log::Secret> GuiKeychain::load(const QString& name)
{
    // Shared: an answer that comes after giving up must still have a place to go.
    const auto answer = std::make_shared<Result<log::Secret>>(nobodyWaits());
    if (!await([name, answer](log::SystemKeychain& keychain) { *answer = keychain.load(name); }))
        return nobodyWaits();
    return std::move(*answer);
}

Status GuiKeychain::store(const QString& name, const log::Secret& secret)
{
    const auto answer = std::make_shared<Status>(nobodyWaits());
    const auto copy = std::make_shared<log::Secret>(log::Secret::copyOf(secret.view()));
    if (!await([name, copy, answer](log::SystemKeychain& keychain) { *answer = keychain.store(name, *copy); }))
        return nobodyWaits();
    return *answer;
}

Status GuiKeychain::remove(const QString& name)
{
    const auto answer = std::make_shared<Status>(nobodyWaits());
    if (!await([name, answer](log::SystemKeychain& keychain) { *answer = keychain.remove(name); }))
        return nobodyWaits();
    return *answer;
}

} // namespace docket::app
