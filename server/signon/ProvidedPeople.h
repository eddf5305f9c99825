// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SignOn.h"
#include "core/signon/IdToken.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Transaction;

/// Whom a provider signed in, and what that was, for the audit log.
struct ProvidedPerson
{
    UserId user;
    QString action;
};

/// Whom a provider vouched for, and what may become of it.
struct Voucher
{
    SignOnProviderId provider;
    signon::IdToken::Claims claims;
    bool mayMakeAccount = false;
    QString passwordHash; ///< of an account that is made: of a password that nobody knows
};

/// Which account of an organisation's that is. Issuer and subject alone tell it. The first time, the
/// verified address of somebody who is a member already tells it too, or an account is made where
/// the organisation wants that; never is an account taken that is not the organisation's member, so
/// that a provider reaches nobody who did not join. Throws with the reason.
ProvidedPerson personOf(Transaction &transaction, const TenantScope &scope, const Voucher &voucher, Instant now);

} // namespace tabletalk
