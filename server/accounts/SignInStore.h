// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Sessions.h"
#include "server/api/Call.h"

#include <optional>
#include <vector>

namespace tabletalk {

class Transaction;

/// The statements on attempts to sign in, as their account's person sees them.
class SignInStore
{
public:
    explicit SignInStore(Transaction &transaction)
        : m_transaction(transaction)
    {}

    struct Kept
    {
        QString id;
        api::SignInAttempt attempt;
    };

    void insert(UserId user, const std::optional<TenantId> &organization, const QString &outcome, const Origin &origin,
                Instant now);
    /// Newest first, those older than `before` when it is given; only: in that organisation.
    std::vector<Kept> list(UserId user, const std::optional<TenantId> &only, const QString &before, int limit);
    void prune(Instant before);

private:
    Transaction &m_transaction;
};

} // namespace tabletalk
