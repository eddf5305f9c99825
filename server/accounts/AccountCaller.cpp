// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountCaller.h"

#include "server/accounts/SessionOpening.h"
#include "server/accounts/SessionStore.h"
#include "server/signon/SignOnRules.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

CallerNames namesOf(Transaction &transaction, const Identity &caller)
{
    AccountStore store(transaction);
    const auto account = store.find(caller.user);
    auto organizations = store.organizationsOf(caller.user);
    const auto current = std::ranges::find(organizations, caller.tenant, &api::Organization::id);
    if (!account || current == organizations.end())
        throw notSignedIn();
    api::Organization organization = *current;
    return {*account, std::move(organization), std::move(organizations)};
}

std::optional<api::Impersonation> impersonationOf(const Identity &caller)
{
    if (!caller.impersonator)
        return std::nullopt;
    return api::Impersonation{caller.impersonator->email, caller.impersonator->reason, caller.expiresAt};
}

void requirePerson(const Identity &caller)
{
    if (caller.session.isNull())
        throw Problem::of(
            ProblemCode::Forbidden,
            QCoreApplication::translate("Accounts", "An API key stands for a program, not for the account."),
            QCoreApplication::translate("Accounts", "Sign in to do that."));
}

void requireWholeAccount(const Identity &caller)
{
    if (caller.apiKeyId)
        throw Problem::of(ProblemCode::Forbidden,
                          QCoreApplication::translate("Accounts", "An API key is for one organisation."));
    if (isByProvider(caller.session))
        throw signon::notByProvider();
}

std::optional<TenantId> onlyOf(const Identity &caller)
{
    return isByProvider(caller.session) ? std::optional(caller.tenant) : std::nullopt;
}

Problem wrongCredentials()
{
    return Problem::of(ProblemCode::WrongCredentials, {},
                       QCoreApplication::translate("Accounts", "Check both and try again."));
}

} // namespace tabletalk
