// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/crypto/PasswordHash.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountState.h"
#include "server/accounts/AccountStore.h"
#include "server/accounts/NewAccount.h"
#include "server/accounts/SessionOpening.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// Nobody can register it: it is no address of the outside world.
constexpr auto localOwnerEmail = "owner@localhost";

} // namespace

api::SignedIn AccountService::signInOwner(const QString &organizationName)
{
    State &state = *m_state;
    const Instant now = state.clock.now();
    const Origin origin{{}, u"127.0.0.1"_s, u"Tabletalk"_s, {}};
    return state.database.writeNow([&](Transaction &transaction) {
        const QString email = QString::fromLatin1(localOwnerEmail);
        const auto owner = AccountStore(transaction).findByEmail(email);
        const NewAccount fresh{email, QCoreApplication::translate("Accounts", "Owner"), organizationName, {}, {}};
        const UserId user = owner ? owner->user.id : insertAccount(transaction, fresh, now);
        AccountStore(transaction).setOperator(user, true); // whose computer it is runs the server
        return openSession(transaction, user, std::nullopt, origin, now, {Proof::By::OwnProcess});
    });
}

api::SignedIn AccountService::createAccount(const api::RegisterRequest &request)
{
    State &state = *m_state;
    NewAccount account = checked(request);
    account.passwordHash = crypto::hashPassword(request.password);
    const Instant now = state.clock.now();
    return state.database.writeNow([&](Transaction &transaction) {
        const UserId user = insertAccount(transaction, account, now);
        return openSession(transaction, user, std::nullopt, {{}, {}, u"operator"_s, {}}, now);
    });
}

UserId AccountService::addMember(const TenantScope &scope, const QString &email, const QString &password,
                                 const QString &fullName, Role role)
{
    State &state = *m_state;
    const Instant now = state.clock.now();
    const api::User user{makeId<UserId>(now), accounts::normalizeEmail(email), fullName.trimmed()};
    accounts::Errors errors;
    accounts::checkEmail(user.email, u"params.email"_s, errors);
    accounts::checkNewPassword(password, user, {}, u"params.password"_s, errors);
    accounts::checkName(user.fullName, u"params.fullName"_s, errors);
    accounts::throwIfAny(std::move(errors));
    const QString hash = crypto::hashPassword(password);
    state.database.writeNow([&](Transaction &transaction) {
        AccountStore store(transaction);
        if (store.findByEmail(user.email))
            throw emailTaken();
        store.insertUser(user, hash, now);
        store.insertMembership(scope, user.id, role, now);
    });
    return user.id;
}

Joining AccountService::ensureMember(const TenantScope &scope, const QString &email, const QString &password,
                                     const QString &fullName, Role role)
{
    State &state = *m_state;
    const QString normalized = accounts::normalizeEmail(email);
    const Instant now = state.clock.now();
    const auto joined = state.database.writeNow([&](Transaction &transaction) -> std::optional<Joining> {
        AccountStore store(transaction);
        const auto account = store.findByEmail(normalized);
        if (!account)
            return std::nullopt;
        if (store.isMember(scope, account->user.id))
            return Joining::ThereAlready;
        store.insertMembership(scope, account->user.id, role, now);
        return Joining::Joined;
    });
    if (joined)
        return *joined;
    addMember(scope, email, password, fullName, role);
    return Joining::Made;
}

std::optional<api::SignedIn> AccountService::signInForOperator(const QString &email, const QString &organization)
{
    State &state = *m_state;
    const Instant now = state.clock.now();
    return state.database.writeNow([&](Transaction &transaction) -> std::optional<api::SignedIn> {
        AccountStore store(transaction);
        const auto account = store.findByEmail(accounts::normalizeEmail(email));
        if (!account)
            return std::nullopt;
        for (const api::Organization &each : store.organizationsOf(account->user.id)) {
            if (each.name == organization || each.slug == organization)
                return openSession(transaction, account->user.id, each.slug, {{}, {}, u"operator"_s, {}}, now);
        }
        return std::nullopt;
    });
}

bool AccountService::setOperator(const QString &email, bool isOperator)
{
    return m_state->database.writeNow([&](Transaction &transaction) {
        AccountStore store(transaction);
        const auto account = store.findByEmail(accounts::normalizeEmail(email));
        if (account)
            store.setOperator(account->user.id, isOperator);
        return account.has_value();
    });
}

} // namespace tabletalk
