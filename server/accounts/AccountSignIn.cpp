// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountService.h"

#include "core/base/Clock.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountState.h"
#include "server/accounts/AccountStore.h"
#include "server/accounts/NewAccount.h"
#include "server/accounts/SessionOpening.h"
#include "server/accounts/SessionStore.h"
#include "server/signon/SignOnRules.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// What came of a refresh token: decided inside the writer, told outside, because a
/// thrown problem would undo the revocation.
struct Refreshed
{
    std::optional<api::SignedIn> signedIn;
    SessionRecord session;            ///< whose old access token must be forgotten
    std::optional<Problem> refusal{}; ///< why it does not go on, when nobody stole it
};

Refreshed refreshIn(Transaction &transaction, const QString &hash, Instant now)
{
    SessionStore sessions(transaction);
    const auto session = sessions.findByRefresh(hash, now);
    if (!session) {
        const auto stolen = sessions.findByUsedRefresh(hash);
        if (!stolen)
            return {};
        sessions.revoke(TenantScope::ofSignIn(stolen->tenant), stolen->id, now);
        return {std::nullopt, *stolen};
    }
    Identity caller;
    caller.user = session->user;
    caller.tenant = session->tenant;
    CallerNames names = namesOf(transaction, caller);
    const TenantScope scope = TenantScope::ofSignIn(session->tenant);
    const Role role = roleFromName(names.organization.role).value_or(Role::Guest);
    auto refusal = session->provider ? signon::refusalOfProvider(transaction, scope, *session->provider, role, now)
                                     : signon::refusalOfPassword(transaction, scope, role, now);
    if (refusal) {
        sessions.revoke(scope, session->id, now);
        return {std::nullopt, *session, std::move(refusal)};
    }
    const SessionTokens tokens = SessionTokens::make(now);
    sessions.rotate(*session, hash, tokens, now);
    if (session->provider)
        names.organizations = {names.organization};
    AccountStore(transaction).noteSignIn(TenantScope::ofSignIn(session->tenant), session->user, now);
    return {describeSignIn(names.account, names.organization, std::move(names.organizations), tokens, now), *session};
}

} // namespace

Awaitable<api::SignedIn> AccountService::registerAccount(Origin origin, api::RegisterRequest request)
{
    State &state = *m_state;
    if (co_await state.registrationNow() != Registration::Open)
        throw Problem::of(
            ProblemCode::RegistrationClosed, {},
            QCoreApplication::translate("Accounts", "Ask an administrator of the server for an account."));
    NewAccount account = checked(request);
    account.passwordHash = co_await state.hashOf(request.password);
    auto work = [account, origin, now = state.clock.now()](Transaction &transaction) {
        const UserId user = insertAccount(transaction, account, now);
        return openSession(transaction, user, std::nullopt, origin, now);
    };
    api::SignedIn in = co_await state.database.write(std::move(work));
    state.recordSignIn(origin, u"auth.register"_s, in);
    co_return in;
}

Awaitable<api::SignedIn> AccountService::signIn(Origin origin, api::LoginRequest request)
{
    State &state = *m_state;
    const QString email = accounts::normalizeEmail(request.email);
    co_await state.guard.begin(email, origin.address);
    auto find = [email](Transaction &transaction) { return AccountStore(transaction).findByEmail(email); };
    const std::optional<Account> account = co_await state.database.read(std::move(find));
    const bool right = co_await state.isPasswordOf(account, request.password);
    if (!right && account)
        state.recordRefusal(origin, u"auth.login"_s, *account);
    if (!right || !account)
        throw wrongCredentials();
    co_await state.guard.succeeded(email, origin.address);
    const auto wishedOrHere = request.organization ? request.organization : origin.organization;
    auto work = [user = account->user.id, origin, wished = wishedOrHere,
                 now = state.clock.now()](Transaction &transaction) {
        return openSession(transaction, user, wished, origin, now, {Proof::By::Password});
    };
    api::SignedIn in = co_await state.opened(origin, account->user.id, std::move(work));
    state.recordSignIn(origin, u"auth.login"_s, in);
    co_return in;
}

Awaitable<api::SignedIn> AccountService::refresh(Origin origin, api::RefreshRequest request)
{
    State &state = *m_state;
    if (request.refreshToken.size() > longestToken)
        throw notSignedIn();
    auto work = [hash = tokenHash(request.refreshToken), now = state.clock.now()](Transaction &transaction) {
        return refreshIn(transaction, hash, now);
    };
    const Refreshed refreshed = co_await state.database.write(std::move(work));
    const SessionRecord &session = refreshed.session;
    if (!session.id.isNull())
        state.cache.forgetSession(session.id);
    if (refreshed.refusal) {
        state.record(origin, session.user, session.tenant, u"auth.refresh"_s, session.id.toString(),
                     refreshed.refusal->codeName());
        Problem over = notSignedIn(); // by which a window knows that it has to sign in anew
        over.detail = refreshed.refusal->detail;
        over.hint = refreshed.refusal->hint;
        throw over;
    }
    if (!refreshed.signedIn) {
        // A refresh token that comes twice was stolen by one of the two who have it.
        state.record(origin, session.user, session.tenant, u"auth.refresh"_s, session.id.toString(),
                     notSignedIn().codeName());
        throw notSignedIn();
    }
    co_return *refreshed.signedIn;
}

Awaitable<api::Empty> AccountService::signOut(Identity caller)
{
    State &state = *m_state;
    requirePerson(caller);
    auto work = [caller, now = state.clock.now()](Transaction &transaction) {
        SessionStore(transaction).revoke(TenantScope::ofSignedIn(caller.tenant), caller.session, now);
    };
    co_await state.database.write(std::move(work));
    state.cache.forgetSession(caller.session);
    co_return api::Empty{};
}

} // namespace tabletalk
