// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "core/base/Problem.h"
#include "server/accounts/AccountStore.h"
#include "server/api/Call.h"

#include <optional>
#include <vector>

namespace tabletalk {

class Transaction;

/// What is called whoever has signed in, and what they belong to.
struct CallerNames
{
    Account account;
    api::Organization organization; ///< that they are signed in to
    std::vector<api::Organization> organizations;
};

/// Throws NotSignedIn when account or membership is gone.
CallerNames namesOf(Transaction &transaction, const Identity &caller);

std::optional<api::Impersonation> impersonationOf(const Identity &caller);

/// Throws Forbidden for an API key: it stands for a program.
void requirePerson(const Identity &caller);

/// Throws Forbidden for whoever may do in one organisation alone: API keys, and whom its provider signed in.
void requireWholeAccount(const Identity &caller);

/// The one organisation that a caller may see of their account; nothing: all of them.
std::optional<TenantId> onlyOf(const Identity &caller);

Problem wrongCredentials();

} // namespace tabletalk
