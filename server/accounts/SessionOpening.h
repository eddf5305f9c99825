// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SignOn.h"
#include "core/base/Problem.h"
#include "server/accounts/AccountStore.h"
#include "server/api/Call.h"

namespace tabletalk {

class Transaction;
struct SessionTokens;

/// How somebody proved who they are.
struct Proof
{
    enum class By { Password, Provider, OwnProcess, Otherwise } by = By::Otherwise;
    std::optional<SignOnProviderId> provider{};
};

/// Opens a sign-in for somebody who proved who they are: to the wished organisation (slug or id), or
/// the one they used last, or their oldest, where there is none to their own. Throws where the
/// organisation lets them in from elsewhere or otherwise only. Whom a provider signed in is told of
/// the one organisation alone.
api::SignedIn openSession(Transaction &transaction, UserId user, const std::optional<QString> &organization,
                          const Origin &origin, Instant now, const Proof &proof = {});

/// What a client is told of a sign-in.
api::SignedIn describeSignIn(const Account &account, const api::Organization &organization,
                             std::vector<api::Organization> organizations, const SessionTokens &tokens, Instant now);

/// A further organisation with what it subscribes to where organisations are billed.
api::Organization insertOrganization(Transaction &transaction, UserId owner, const QString &name,
                                     const std::optional<QString> &slug, Instant now);
/// Somebody's own organisation; made when it is not there yet.
api::Organization personalOrganizationOf(Transaction &transaction, const Account &account, Instant now);

/// The refusal of a token that is good for nothing.
Problem notSignedIn();

} // namespace tabletalk
