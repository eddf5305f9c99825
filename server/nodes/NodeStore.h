// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "server/platform/Transaction.h"

namespace tabletalk {

/// The statements on the servers that share a platform database.
class NodeStore
{
public:
    explicit NodeStore(Transaction &transaction)
        : m_transaction(transaction)
    {}

    void renew(const QString &node, Instant aliveUntil, Instant now);
    void remove(const QString &node);
    /// All but one whose time ended before the moment.
    qint64 removeDead(const QString &butNot, Instant deadBefore);

private:
    Transaction &m_transaction;
};

} // namespace tabletalk
