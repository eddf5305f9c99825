// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of AccountService share; for them alone.
#pragma once

#include "server/Server.h"
#include "server/accounts/AccountCaller.h"
#include "server/accounts/AccountService.h"
#include "server/accounts/SignInGuard.h"
#include "server/accounts/TokenCache.h"
#include "server/platform/PlatformDatabase.h"
#include "server/security/SecurityService.h"

#include <exception>
#include <utility>

namespace tabletalk {

/// No token of ours is longer.
inline constexpr qsizetype longestToken = 100;

inline constexpr QLatin1StringView apiKeyPrefix("tt_");

struct AccountService::State
{
    PlatformDatabase &database;
    const Clock &clock;
    WorkerPool &hashing;
    Registration registration;
    SignInGuard guard;
    AuditSink *audit;
    SecurityService *security;
    TokenCache cache;

    void record(const Origin &origin, UserId user, TenantId tenant, const QString &action, const QString &target,
                const QString &outcome) const;

    /// May come in any number.
    void recordAddressRefusal(const Origin &origin, const Identity &caller, const AddressRefused &refused) const;

    /// Runs what opens a session for somebody who proved who they are.
    template <class Work>
    Awaitable<api::SignedIn> opened(Origin origin, UserId user, Work work)
    {
        try {
            co_return co_await database.write(std::move(work));
        } catch (const AddressRefused &refused) {
            Identity caller;
            caller.user = user;
            recordAddressRefusal(origin, caller, refused);
            throw;
        }
    }

    void recordSignIn(const Origin &origin, const QString &action, const api::SignedIn &in) const;

    void noteUsed(const Identity &identity, Instant now) const;

    void noteSeen(const Identity &identity, const QString &address, Instant now) const;

    /// Failures are told to the organisation that the account used last, and to its person.
    void recordRefusal(const Origin &origin, const QString &action, const Account &account) const;

    /// As it was started, or as an operator has set it since.
    Awaitable<Registration> registrationNow();

    /// Takes as long for an account that does not exist.
    Awaitable<bool> isPasswordOf(std::optional<Account> account, QString password);

    Awaitable<QString> hashOf(QString password);
};

} // namespace tabletalk
