// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountService.h"

#include "core/base/Clock.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountState.h"
#include "server/accounts/AccountStore.h"
#include "server/accounts/SessionOpening.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t mostOrganizations = 100;

} // namespace

Awaitable<api::SignedIn> AccountService::switchOrganization(Identity caller, Origin origin, api::SwitchRequest request)
{
    State &state = *m_state;
    requireWholeAccount(caller);
    auto work = [caller, origin, to = request.id, now = state.clock.now()](Transaction &transaction) {
        if (!AccountStore(transaction).isMember(TenantScope::ofSignIn(to), caller.user))
            throw Problem::of(ProblemCode::NotFound);
        return openSession(transaction, caller.user, to.toString(), origin, now, {Proof::By::Password});
    };
    api::SignedIn in = co_await state.opened(origin, caller.user, std::move(work));
    state.recordSignIn(origin, u"organizations.switch"_s, in);
    co_return in;
}

Awaitable<api::Organization> AccountService::createOrganization(Identity caller, api::CreateOrganizationRequest request)
{
    State &state = *m_state;
    requireWholeAccount(caller);
    if (!caller.isOperator && co_await state.registrationNow() != Registration::Open)
        throw Problem::of(ProblemCode::RegistrationClosed, {},
                          QCoreApplication::translate("Accounts", "Ask an operator of the server."));
    const QString name = request.name.trimmed();
    accounts::Errors errors;
    accounts::checkName(name, u"params.name"_s, errors);
    if (request.slug)
        accounts::checkSlug(*request.slug, u"params.slug"_s, errors);
    accounts::throwIfAny(std::move(errors));
    auto work = [user = caller.user, name, slug = request.slug, now = state.clock.now()](Transaction &transaction) {
        AccountStore store(transaction);
        if (store.organizationsOf(user).size() >= mostOrganizations)
            throw Problem::of(ProblemCode::LimitReached,
                              QCoreApplication::translate("Accounts", "An account belongs to at most %1 organisations.")
                                  .arg(mostOrganizations));
        return insertOrganization(transaction, user, name, slug, now);
    };
    co_return co_await state.database.write(std::move(work));
}

Awaitable<api::Organization> AccountService::personalOrganization(Identity caller)
{
    State &state = *m_state;
    requireWholeAccount(caller);
    auto work = [user = caller.user, now = state.clock.now()](Transaction &transaction) {
        AccountStore store(transaction);
        const auto account = store.find(user);
        if (!account)
            throw notSignedIn();
        return personalOrganizationOf(transaction, *account, now);
    };
    co_return co_await state.database.write(std::move(work));
}

} // namespace tabletalk
