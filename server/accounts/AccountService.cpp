// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountService.h"

#include "core/base/Clock.h"
#include "core/crypto/PasswordHash.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountState.h"
#include "server/accounts/AccountStore.h"
#include "server/accounts/PasswordResetStore.h"
#include "server/accounts/SessionOpening.h"
#include "server/accounts/SessionStore.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// Whoever acts as somebody does so in one organisation, and is not told of their others. The same
/// goes for whom an organisation's provider signed in.
api::Me meFrom(const CallerNames &names, const Identity &caller)
{
    const std::vector<api::Organization> one{names.organization};
    return {names.account.user, names.organization,
            caller.impersonator || isByProvider(caller.session) ? one : names.organizations, caller.isOperator,
            impersonationOf(caller)};
}

} // namespace

AccountService::AccountService(PlatformDatabase &database, const Clock &clock, WorkerPool &hashing,
                               Registration registration, AuditSink *audit, SecurityService *security,
                               QByteArray guardKey)
    : m_state(new State{database,
                        clock,
                        hashing,
                        registration,
                        SignInGuard(database, clock, std::move(guardKey)),
                        audit,
                        security,
                        {}})
{}

AccountService::~AccountService() = default;

void AccountService::forgetMember(const UserId &user)
{
    m_state->cache.forgetUser(user);
}

void AccountService::forgetTenant(const TenantId &tenant)
{
    m_state->cache.forgetTenant(tenant);
}

Awaitable<api::Me> AccountService::me(Identity caller)
{
    auto work = [caller](Transaction &transaction) { return meFrom(namesOf(transaction, caller), caller); };
    co_return co_await m_state->database.read(std::move(work));
}

Awaitable<api::Me> AccountService::updateMe(Identity caller, api::UpdateMeRequest request)
{
    accounts::Errors errors;
    if (request.fullName)
        accounts::checkName(*request.fullName, u"params.fullName"_s, errors);
    accounts::throwIfAny(std::move(errors));
    auto work = [caller, request](Transaction &transaction) {
        if (request.fullName)
            AccountStore(transaction).rename(caller.user, request.fullName->trimmed());
        return meFrom(namesOf(transaction, caller), caller);
    };
    co_return co_await m_state->database.write(std::move(work));
}

Awaitable<api::Empty> AccountService::changePassword(Identity caller, Origin origin, api::ChangePasswordRequest request)
{
    State &state = *m_state;
    requirePerson(caller);
    requireWholeAccount(caller);
    auto find = [caller](Transaction &transaction) { return namesOf(transaction, caller); };
    const CallerNames names = co_await state.database.read(std::move(find));
    const QString email = names.account.user.email;
    accounts::Errors errors;
    accounts::checkNewPassword(request.newPassword, names.account.user, names.organization.name,
                               u"params.newPassword"_s, errors);
    accounts::throwIfAny(std::move(errors));

    co_await state.guard.begin(email, origin.address);
    const bool right = co_await state.isPasswordOf(names.account, request.currentPassword);
    if (!right)
        throw wrongCredentials();
    co_await state.guard.succeeded(email, origin.address);
    const QString hash = co_await state.hashOf(request.newPassword);
    auto work = [caller, hash, now = state.clock.now()](Transaction &transaction) {
        AccountStore(transaction).setPassword(caller.user, hash);
        SessionStore(transaction).revokeOthers(caller.user, caller.session, now);
        PasswordResetStore(transaction).endAll(caller.user, now);
    };
    co_await state.database.write(std::move(work));
    state.cache.forgetUser(caller.user);
    co_return api::Empty{};
}

Awaitable<QString> AccountService::hashPassword(QString password)
{
    return m_state->hashOf(std::move(password));
}

void AccountService::passwordWasReset(const Origin &origin, const Account &account)
{
    m_state->cache.forgetUser(account.user.id);
    m_state->record(origin, account.user.id, account.lastTenant.value_or(TenantId()), u"auth.resetPassword"_s,
                    account.user.email, u"ok"_s);
}

} // namespace tabletalk
