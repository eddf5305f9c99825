// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountState.h"
#include "server/accounts/AccountStore.h"
#include "server/accounts/NewAccount.h"
#include "server/accounts/SessionOpening.h"
#include "server/accounts/SessionStore.h"
#include "server/limits/Limits.h"
#include "server/tenants/InvitationStore.h"
#include "server/webhooks/WebhookEvents.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// Whose invitation it is, and as what: a member at once. Throws NotFound for a token that is
/// not good, always in the same words.
TenantId joinBy(Transaction &transaction, const QString &token, const api::User &user, Instant now)
{
    const OpenInvitation invitation = requireInvitation(transaction, tokenHash(token), now);
    if (invitation.email && *invitation.email != user.email)
        throw invitationNotGood();
    AccountStore store(transaction);
    if (store.isMember(invitation.scope, user.id))
        throw Problem::of(ProblemCode::Conflict,
                          QCoreApplication::translate("Accounts", "You belong to this organisation already."));
    Limits(transaction, invitation.scope, now).requireRoom(Owned::Users);
    store.insertMembership(invitation.scope, user.id, invitation.role, now);
    emitWebhookEvent(transaction, invitation.scope, webhook_events::memberJoined,
                     {{"userId", user.id.toString().toStdString()}, {"role", roleName(invitation.role).toStdString()}},
                     now);
    InvitationStore(transaction, invitation.scope).accept(invitation, user.id, now);
    return invitation.scope.tenant();
}

} // namespace

Awaitable<api::SignedIn> AccountService::acceptInvitation(Origin origin, api::AcceptInvitationRequest request)
{
    State &state = *m_state;
    if (request.token.size() > longestToken)
        throw invitationNotGood();
    const Instant now = state.clock.now();
    auto look = [hash = tokenHash(request.token), now](Transaction &transaction) {
        return requireInvitation(transaction, hash, now);
    };
    const OpenInvitation invitation = co_await state.database.read(std::move(look));
    const QString email = invitation.email.value_or(accounts::normalizeEmail(request.email.value_or(QString())));
    auto find = [email](Transaction &transaction) { return AccountStore(transaction).findByEmail(email); };
    const std::optional<Account> account = co_await state.database.read(std::move(find));

    api::User user{makeId<UserId>(now), email, request.fullName.value_or(QString()).trimmed()};
    QString hash;
    if (account) {
        co_await state.guard.begin(email, origin.address);
        if (!co_await state.isPasswordOf(account, request.password))
            throw wrongCredentials();
        co_await state.guard.succeeded(email, origin.address);
        user = account->user;
    } else {
        if (co_await state.registrationNow() == Registration::Closed)
            throw Problem::of(ProblemCode::RegistrationClosed);
        accounts::Errors errors;
        accounts::checkEmail(email, u"params.email"_s, errors);
        accounts::checkNewPassword(request.password, user, {}, u"params.password"_s, errors);
        accounts::checkName(user.fullName, u"params.fullName"_s, errors);
        accounts::throwIfAny(std::move(errors));
        hash = co_await state.hashOf(request.password);
    }
    auto join = [user, hash, isNew = !account, token = request.token, origin, now](Transaction &transaction) {
        if (isNew) {
            AccountStore store(transaction);
            if (store.findByEmail(user.email))
                throw emailTaken();
            store.insertUser(user, hash, now);
        }
        const TenantId tenant = joinBy(transaction, token, user, now);
        return openSession(transaction, user.id, tenant.toString(), origin, now);
    };
    api::SignedIn in = co_await state.opened(origin, user.id, std::move(join));
    state.recordSignIn(origin, u"invitations.accept"_s, in);
    co_return in;
}

Awaitable<api::SignedIn> AccountService::joinOrganization(Identity caller, Origin origin, api::JoinRequest request)
{
    State &state = *m_state;
    requireWholeAccount(caller);
    if (request.token.size() > longestToken)
        throw invitationNotGood();
    auto join = [user = caller.user, token = request.token, origin, now = state.clock.now()](Transaction &transaction) {
        const auto account = AccountStore(transaction).find(user);
        if (!account)
            throw notSignedIn();
        const TenantId tenant = joinBy(transaction, token, account->user, now);
        return openSession(transaction, user, tenant.toString(), origin, now);
    };
    api::SignedIn in = co_await state.opened(origin, caller.user, std::move(join));
    state.recordSignIn(origin, u"invitations.join"_s, in);
    co_return in;
}

} // namespace tabletalk
