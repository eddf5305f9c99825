// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Instant.h"

#include <QString>

#include <optional>

namespace tabletalk {

class Transaction;

/// The statements on links that let somebody choose a new password.
class PasswordResetStore
{
public:
    explicit PasswordResetStore(Transaction &transaction)
        : m_transaction(transaction)
    {}

    void insert(const QString &tokenHash, UserId user, Instant now, Instant expiresAt);
    qint64 countSince(UserId user, Instant after);
    /// Whom a link is for that was neither used nor has expired.
    std::optional<UserId> find(const QString &tokenHash, Instant now);
    /// False when it is used or expired by now.
    bool use(const QString &tokenHash, Instant now);
    /// Links that were made before work no more.
    void endAll(UserId user, Instant now);
    void prune(Instant before);

private:
    Transaction &m_transaction;
};

} // namespace tabletalk
