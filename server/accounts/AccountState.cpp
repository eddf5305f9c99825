// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountState.h"

#include "core/base/Clock.h"
#include "core/crypto/PasswordHash.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/ApiKeyStore.h"
#include "server/accounts/SessionStore.h"
#include "server/accounts/SignInStore.h"
#include "server/administration/ServerSettingsStore.h"
#include "server/base/WorkerPool.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

void AccountService::State::record(const Origin &origin, UserId user, TenantId tenant, const QString &action,
                                   const QString &target, const QString &outcome) const
{
    if (!audit || tenant.isNull())
        return;
    AuditRecord entry;
    entry.caller.user = user;
    entry.caller.tenant = tenant;
    entry.origin = origin;
    entry.action = action;
    entry.target = target;
    entry.outcome = outcome;
    entry.rule = u"public"_s;
    audit->record(std::move(entry));
}

void AccountService::State::recordAddressRefusal(const Origin &origin, const Identity &caller,
                                                 const AddressRefused &refused) const
{
    if (!audit)
        return;
    AuditRecord entry;
    entry.caller = caller;
    entry.caller.tenant = refused.tenant;
    entry.origin = origin;
    entry.outcome = refused.codeName();
    entry.rule = u"allowed addresses"_s;
    audit->recordRefusal(std::move(entry));
}

void AccountService::State::recordSignIn(const Origin &origin, const QString &action, const api::SignedIn &in) const
{
    record(origin, in.user.id, in.organization.id, action, in.user.email, u"ok"_s);
}

void AccountService::State::noteUsed(const Identity &identity, Instant now) const
{
    database.writeLater(
        [identity, now](Transaction &transaction) {
            ApiKeyStore(transaction).touch(TenantScope::ofSignedIn(identity.tenant), *identity.apiKeyId, now);
        },
        [](const std::exception_ptr &) { /* the next request notes it again */ });
}

void AccountService::State::noteSeen(const Identity &identity, const QString &address, Instant now) const
{
    database.writeLater(
        [identity, address, now](Transaction &transaction) {
            SessionStore(transaction).touch(TenantScope::ofSignedIn(identity.tenant), identity.session, address, now);
        },
        [](const std::exception_ptr &) { /* the next request notes it again */ });
}

void AccountService::State::recordRefusal(const Origin &origin, const QString &action, const Account &account) const
{
    database.writeLater(
        [user = account.user.id, origin, now = clock.now()](Transaction &transaction) {
            SignInStore(transaction).insert(user, std::nullopt, wrongCredentials().codeName(), origin, now);
        },
        [](const std::exception_ptr &) { /* the audit record says it as well */ });
    record(origin, account.user.id, account.lastTenant.value_or(TenantId()), action, account.user.email,
           wrongCredentials().codeName());
}

Awaitable<Registration> AccountService::State::registrationNow()
{
    auto find = [atStart = registration](Transaction &transaction) {
        return ServerSettingsStore(transaction).registration(atStart);
    };
    co_return co_await database.read(std::move(find));
}

Awaitable<bool> AccountService::State::isPasswordOf(std::optional<Account> account, QString password)
{
    auto check = [hash = account ? account->passwordHash : QString(), password] {
        if (password.size() > accounts::longestPassword)
            return false;
        return hash.isEmpty() ? crypto::verifyNoPassword(password) : crypto::verifyPassword(password, hash);
    };
    co_return co_await hashing.run(TenantId(), std::move(check));
}

Awaitable<QString> AccountService::State::hashOf(QString password)
{
    auto hash = [password] { return crypto::hashPassword(password); };
    co_return co_await hashing.run(TenantId(), std::move(hash));
}

} // namespace tabletalk
