// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountService.h"

#include "core/base/Clock.h"
#include "server/accounts/AccountState.h"
#include "server/accounts/ApiKeyStore.h"
#include "server/accounts/SessionOpening.h"
#include "server/accounts/SessionStore.h"
#include "server/limits/Limits.h"

#include <algorithm>
#include <utility>

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

constexpr auto apiKeyVerifiedFor = 24h;
/// How exactly it is kept when a sign-in was last used.
constexpr auto notedEvery = 1min;

} // namespace

Awaitable<Identity> AccountService::authenticate(QString token, QString address)
{
    State &state = *m_state;
    if (token.size() > longestToken)
        throw notSignedIn();
    const Identity identity = co_await identityOf(std::move(token), address);
    if (!state.security)
        co_return identity;
    try {
        co_await state.security->admit(identity.tenant, address);
    } catch (const AddressRefused &refused) {
        Origin origin;
        origin.address = address;
        state.recordAddressRefusal(origin, identity, refused);
        throw;
    }
    co_return identity;
}

/// Whose token it is, wherever it comes from.
Awaitable<Identity> AccountService::identityOf(QString token, QString address)
{
    State &state = *m_state;
    const Instant now = state.clock.now();
    const QString hash = tokenHash(token);
    const QByteArray key = hash.toLatin1();
    if (const auto known = state.cache.find(key, now))
        co_return *known;

    const quint64 generation = state.cache.generation();
    std::optional<Identity> identity;
    if (token.startsWith(apiKeyPrefix)) {
        auto find = [hash, now](Transaction &transaction) {
            auto found = ApiKeyStore(transaction).findByHash(hash, now);
            if (found) // keys that were made on a larger plan rest on a smaller one
                Limits(transaction, TenantScope::ofSignedIn(found->identity.tenant), now)
                    .requireFeature(billing::Feature::ApiAccess);
            return found;
        };
        const auto found = co_await state.database.read(std::move(find));
        if (found) {
            identity = found->identity;
            const Instant seenAgain = now + apiKeyVerifiedFor;
            identity->expiresAt = std::min(seenAgain, found->expiresAt.value_or(seenAgain));
            if (now - found->lastUsedAt > notedEvery)
                state.noteUsed(*identity, now);
        }
    } else {
        auto find = [hash, now](Transaction &transaction) { return SessionStore(transaction).findByAccess(hash, now); };
        const auto found = co_await state.database.read(std::move(find));
        if (found && now - found->lastSeenAt > notedEvery)
            state.noteSeen(found->identity, address, now);
        if (found)
            identity = found->identity;
    }
    if (!identity)
        throw notSignedIn();
    state.cache.insert(generation, key, *identity, now);
    co_return *identity;
}

Awaitable<api::AttachResponse> AccountService::describeCaller(Identity caller)
{
    auto work = [caller](Transaction &transaction) { return namesOf(transaction, caller); };
    const CallerNames names = co_await m_state->database.read(std::move(work));
    co_return api::AttachResponse{names.account.user, names.organization, caller.expiresAt, caller.isOperator,
                                  impersonationOf(caller)};
}

} // namespace tabletalk
